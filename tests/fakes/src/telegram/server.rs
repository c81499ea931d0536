//! The server.

use std::{sync::Arc, time::Duration};

use axum::{
    Form, Router,
    body::Bytes,
    extract::{FromRequest as _, Multipart, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{any, get},
};
use serde_json::{Map, Value, json};
use tokio::{net::TcpListener, sync::Notify};

use super::{FakeTelegram, Inner, Known, calls::Called, description, faults::Fault, limits};
use crate::wire::cut;

pub(super) async fn start() -> FakeTelegram {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let inner =
        Inner { url, client: crate::client(), known: Known::default().into(), news: Notify::new() };
    let telegram = FakeTelegram { inner: Arc::new(inner) };
    let routes = Router::new()
        .route("/{bot}/{method}", any(call))
        .route("/file/{bot}/{*path}", get(file))
        .with_state(telegram.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    telegram
}

async fn call(
    State(telegram): State<FakeTelegram>,
    Path((bot, called)): Path<(String, String)>,
    request: Request,
) -> Response {
    if bot != format!("bot{}", telegram.token()) {
        return error(401, "Unauthorized", None);
    }
    let Some(method) = description::method(&called) else {
        telegram.known().mistakes.push(format!("no method is called {called}"));
        return error(404, "Not Found", None);
    };
    let given = match parameters(request).await {
        Ok(given) => given,
        Err(mistake) => return telegram.mistaken(method, &mistake),
    };
    let checked = description::check(method, &given).and_then(|()| limits::check(method, &given));
    if let Err(mistake) = checked {
        return telegram.mistaken(method, &mistake);
    }
    let fault = {
        let known = &mut *telegram.known();
        known.calls.push(method.to_owned());
        known.faults.meet(method, given.get("chat_id").and_then(Value::as_i64))
    };
    match fault {
        Some(Fault::TooMany(after)) => error(429, "Too Many Requests", after),
        Some(Fault::Error(code, says)) => error(code, says, None),
        Some(Fault::BadGateway) => {
            (StatusCode::BAD_GATEWAY, "<html>502 Bad Gateway</html>").into_response()
        }
        Some(Fault::Hang(time)) => {
            tokio::time::sleep(time).await;
            error(500, "Internal Server Error", None)
        }
        Some(Fault::Cut) => cut(),
        Some(Fault::TakenThenCut) => {
            drop(telegram.done(method, &given).await);
            cut()
        }
        None => match telegram.done(method, &given).await {
            Ok(result) => axum::Json(json!({ "ok": true, "result": result })).into_response(),
            Err((code, says)) => error(code, &says, None),
        },
    }
}

impl FakeTelegram {
    async fn done(&self, method: &str, given: &Map<String, Value>) -> Called {
        if method == "getUpdates" {
            return self.updates(given).await;
        }
        let called = self.known().call(method, given);
        self.inner.news.notify_waiters();
        called
    }

    /// A call that the real one would refuse: nobody should make it.
    fn mistaken(&self, method: &str, mistake: &str) -> Response {
        self.known().mistakes.push(format!("{method}: {mistake}"));
        error(400, &format!("Bad Request: {mistake}"), None)
    }

    /// Waits for updates as long as it is asked to.
    async fn updates(&self, given: &Map<String, Value>) -> Called {
        let number = |name: &str| given.get(name).and_then(Value::as_i64).unwrap_or_default();
        {
            let known = &mut *self.known();
            let conflict = |says: &str| Err((409, format!("Conflict: {says}")));
            if known.hook.is_some() {
                return conflict("can't use getUpdates method while webhook is active");
            }
            if known.polled {
                return conflict("terminated by other getUpdates request");
            }
            let (offset, before) = (number("offset"), known.waiting.len());
            known.waiting.retain(|update| update["update_id"].as_i64() >= Some(offset));
            known.taken += before - known.waiting.len();
            known.polled = true;
        }
        self.inner.news.notify_waiters();
        // However the asking ends, it is over.
        let _asking = Asking(self.clone());
        let patience = Duration::from_secs(number("timeout").unsigned_abs());
        let end = tokio::time::Instant::now() + patience;
        loop {
            let news = self.inner.news.notified();
            let waiting: Vec<Value> = self.known().waiting.iter().take(100).cloned().collect();
            if !waiting.is_empty() || tokio::time::timeout_at(end, news).await.is_err() {
                return Ok(waiting.into());
            }
        }
    }
}

struct Asking(FakeTelegram);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.known().polled = false;
    }
}

/// The parameters of a call, in JSON or as a form.
async fn parameters(request: Request) -> Result<Map<String, Value>, String> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    if kind.starts_with("multipart/form-data") {
        let mut form = Multipart::from_request(request, &()).await.map_err(|e| e.to_string())?;
        let mut given = Map::new();
        while let Some(field) = form.next_field().await.map_err(|e| e.to_string())? {
            let name = field.name().unwrap_or_default().to_owned();
            given.insert(name, of_form(field.text().await.unwrap_or_default()));
        }
        return Ok(given);
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
        let Form(fields) = form.map_err(|error| error.to_string())?;
        return Ok(fields.into_iter().map(|(name, text)| (name, of_form(text))).collect());
    }
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await;
    let body = body.map_err(|error| error.to_string())?;
    if body.is_empty() {
        return Ok(Map::new());
    }
    if !kind.starts_with("application/json") {
        return Err(format!("{kind} is not read"));
    }
    serde_json::from_slice(&body).map_err(|error| error.to_string())
}

/// A field of a form, in which numbers, objects and the like stand as JSON.
fn of_form(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

async fn file(
    State(telegram): State<FakeTelegram>,
    Path((bot, path)): Path<(String, String)>,
) -> Response {
    let fault = telegram.known().faults.meet("file", None);
    match fault {
        Some(Fault::Cut | Fault::TakenThenCut) => return cut(),
        Some(_) => return StatusCode::BAD_GATEWAY.into_response(),
        None => {}
    }
    let id = path.trim_start_matches("photos/").trim_end_matches(".jpg");
    let known = telegram.known();
    match known.files.get(id).filter(|_| bot == format!("bot{}", telegram.token())) {
        Some(bytes) => Bytes::from(bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn error(code: u16, says: &str, retry_after: Option<u64>) -> Response {
    let mut body = json!({ "ok": false, "error_code": code, "description": says });
    if let Some(after) = retry_after {
        body["parameters"] = json!({ "retry_after": after });
    }
    (StatusCode::from_u16(code).unwrap(), axum::Json(body)).into_response()
}
