//! The server.

use std::{collections::BTreeMap, sync::Arc};

use aduan::ports::Clock;
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Multipart, Path, Query, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::Notify};

use super::{FakeWhatsApp, Inner, Known, Template, faults, faults::Fault, schema};
use crate::wire;

/// The oldest version of the Graph API that is still one in November 2026.
const OLDEST: u32 = 21;

pub(super) async fn start(clock: Arc<dyn Clock>) -> FakeWhatsApp {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (client, known, news) = (wire::client(), Known::default().into(), Notify::new());
    let whatsapp = FakeWhatsApp { inner: Arc::new(Inner { url, client, clock, known, news }) };
    let routes = Router::new()
        .route("/{version}/{id}", get(look_up))
        .route("/{version}/{id}/messages", post(messages))
        .route("/{version}/{id}/media", post(upload))
        .route("/{version}/{id}/message_templates", get(templates).post(register))
        .route("/whatsapp_business/attachments/", get(download))
        .with_state(whatsapp.clone());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    whatsapp
}

type Answer = Result<Response, No>;

/// What is answered in the place of what was asked for.
enum No {
    Error(u16, Value),
    Page(u16),
    Redirect(String),
    Cut,
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        let code = |status| StatusCode::from_u16(status).unwrap();
        match self {
            Self::Error(status, error) => (code(status), Json(error)).into_response(),
            Self::Page(status) => {
                (code(status), "<html>Sorry, something went wrong</html>").into_response()
            }
            Self::Redirect(to) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
            Self::Cut => wire::cut(),
        }
    }
}

fn error(code: i64, says: &str) -> No {
    let (status, error) = faults::answer(code, says);
    No::Error(status, error)
}

impl FakeWhatsApp {
    /// Lets in who has the token, asks for a version there is, and meets no fault.
    fn enter(&self, call: &str, version: &str, headers: &HeaderMap) -> Result<Option<Fault>, No> {
        let number = version.strip_prefix('v').and_then(|rest| rest.strip_suffix(".0"));
        if number.and_then(|number| number.parse().ok()).is_none_or(|number: u32| number < OLDEST) {
            return Err(self.mistaken(100, &format!("{version} is no version")));
        }
        let given = headers.get(header::AUTHORIZATION).and_then(|given| given.to_str().ok());
        let known = &mut *self.known();
        known.calls.push(call.to_owned());
        let given = given.and_then(|given| given.strip_prefix("Bearer "));
        let known_token =
            given == Some(self.newer_token()) || given == Some(self.token()) && !known.revoked;
        if !known_token {
            return Err(error(190, "The session has been invalidated"));
        }
        Ok(known.faults.meet(call, None))
    }

    /// The answer to a call that the real one would refuse: nobody should make it.
    fn mistaken(&self, code: i64, mistake: &str) -> No {
        self.known().mistakes.push(mistake.to_owned());
        error(code, mistake)
    }
}

/// What a fault is answered with that keeps the call from being taken.
async fn untaken(fault: Fault) -> No {
    match fault {
        Fault::Error(code) | Fault::Fails(code) => error(code, ""),
        Fault::Page(status) => No::Page(status),
        Fault::Hang(time) => {
            tokio::time::sleep(time).await;
            error(2, "")
        }
        Fault::Cut | Fault::TakenThenCut => No::Cut,
        Fault::Redirect(to) => No::Redirect(to),
    }
}

async fn messages(
    State(whatsapp): State<FakeWhatsApp>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let parsed = serde_json::from_slice::<Value>(&body);
    let body = parsed.map_err(|odd| whatsapp.mistaken(100, &odd.to_string()))?;
    let call = match (body.get("status"), body.get("typing_indicator")) {
        (Some(_), Some(_)) => "typing",
        (Some(_), None) => "read",
        (None, _) => "messages",
    };
    let fault = whatsapp.enter(call, &version, &headers)?;
    if id != whatsapp.phone_number_id() {
        return Err(whatsapp.mistaken(33, &format!("{id} is no number of ours")));
    }
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != "application/json") {
        return Err(whatsapp.mistaken(100, "JSON is said to be JSON"));
    }
    schema::check(&body).map_err(|odd| whatsapp.mistaken(100, &format!("{odd}: {body}")))?;
    let (cut, fails) = match fault {
        Some(Fault::TakenThenCut) => (true, None),
        Some(Fault::Fails(code)) => (false, Some(code)),
        Some(fault) => return Err(untaken(fault).await),
        None => (false, None),
    };
    let answer =
        if call == "messages" { whatsapp.take(&body, fails)? } else { whatsapp.mark(&body)? };
    whatsapp.inner.news.notify_waiters();
    Ok(if cut { wire::cut() } else { Json(answer).into_response() })
}

impl FakeWhatsApp {
    fn take(&self, body: &Value, fails: Option<i64>) -> Result<Value, No> {
        let now = self.now();
        let (taken, answer) = {
            let known = &mut *self.known();
            let taken = known.take(body, now, fails);
            let taken = taken.map_err(|(status, error)| No::Error(status, error))?;
            let answer = known.answer(body, &taken);
            (taken, answer)
        };
        self.tell_of(&taken, body);
        Ok(answer)
    }

    fn mark(&self, body: &Value) -> Result<Value, No> {
        let id = body["message_id"].as_str().unwrap_or_default();
        if !self.known().incoming.contains(id) {
            return Err(self.mistaken(100, "nobody sent what is marked as read"));
        }
        Ok(json!({ "success": true }))
    }
}

async fn upload(
    State(whatsapp): State<FakeWhatsApp>,
    Path((version, _)): Path<(String, String)>,
    headers: HeaderMap,
    mut form: Multipart,
) -> Answer {
    if let Some(fault) = whatsapp.enter("media", &version, &headers)? {
        return Err(untaken(fault).await);
    }
    let (mut product, mut kind, mut file) = (None, None, None);
    while let Ok(Some(field)) = form.next_field().await {
        match field.name().unwrap_or_default() {
            "messaging_product" => product = field.text().await.ok(),
            "type" => kind = field.text().await.ok(),
            "file" => file = field.bytes().await.ok(),
            odd => return Err(whatsapp.mistaken(100, &format!("an upload takes no {odd}"))),
        }
    }
    let (Some("whatsapp"), Some(kind), Some(file)) = (product.as_deref(), kind, file) else {
        return Err(whatsapp.mistaken(100, "an upload is of a product, a type and a file"));
    };
    Ok(Json(json!({ "id": whatsapp.known().media.keep(&kind, &file) })).into_response())
}

/// A medium, or the number.
async fn look_up(
    State(whatsapp): State<FakeWhatsApp>,
    Path((version, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let number = id == whatsapp.phone_number_id();
    let call = if number { "number" } else { "look-up" };
    if let Some(fault) = whatsapp.enter(call, &version, &headers)? {
        return Err(untaken(fault).await);
    }
    if number {
        return Ok(Json(json!({ "id": id, "verified_name": "Lapor Lestari",
            "display_phone_number": format!("+{}", whatsapp.phone()),
            "quality_rating": "GREEN", "code_verification_status": "VERIFIED",
            "platform_type": "CLOUD_API", "throughput": { "level": "STANDARD" } }))
        .into_response());
    }
    let now = whatsapp.now();
    let found = whatsapp.known().media.look_up(&id, &whatsapp.inner.url, now);
    found.map(|found| Json(found).into_response()).ok_or_else(|| error(100, "no such object"))
}

async fn download(
    State(whatsapp): State<FakeWhatsApp>,
    RawQuery(path): RawQuery,
    headers: HeaderMap,
) -> Answer {
    if let Some(fault) = whatsapp.enter("download", &format!("v{OLDEST}.0"), &headers)? {
        return Err(untaken(fault).await);
    }
    let bytes = whatsapp.known().media.bytes(&path.unwrap_or_default(), whatsapp.now());
    bytes.map(|bytes| Bytes::from(bytes).into_response()).ok_or(No::Page(404))
}

async fn templates(
    State(whatsapp): State<FakeWhatsApp>,
    Path((version, account)): Path<(String, String)>,
    Query(page): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Answer {
    if let Some(fault) = whatsapp.enter("templates", &version, &headers)? {
        return Err(untaken(fault).await);
    }
    if account != whatsapp.business_account_id() {
        return Err(whatsapp.mistaken(100, &format!("{account} is no account of ours")));
    }
    let known = whatsapp.known();
    let number = |name: &str| page.get(name).and_then(|number| number.parse().ok());
    let (from, limit) = (number("after").unwrap_or(0), number("limit").unwrap_or(25));
    let all = known.templates.iter().enumerate().skip(from).take(limit);
    let shown: Vec<Value> = all.map(|(at, template)| template.listed(at)).collect();
    let end = from + shown.len();
    let mut answer = json!({ "data": shown, "paging": { "cursors": {
        "before": from.to_string(), "after": end.to_string() } } });
    if end < known.templates.len() {
        let next = format!(
            "{}/{version}/{account}/message_templates?limit={limit}&after={end}",
            whatsapp.url()
        );
        answer["paging"]["next"] = next.into();
    }
    Ok(Json(answer).into_response())
}

async fn register(
    State(whatsapp): State<FakeWhatsApp>,
    Path((version, _)): Path<(String, String)>,
    headers: HeaderMap,
    Json(form): Json<Value>,
) -> Answer {
    if let Some(fault) = whatsapp.enter("register", &version, &headers)? {
        return Err(untaken(fault).await);
    }
    let template = Template::registered(&form).map_err(|odd| whatsapp.mistaken(100, &odd))?;
    let known = &mut *whatsapp.known();
    known.templates.push(template);
    Ok(Json(json!({ "id": known.templates.len().to_string(), "status": "APPROVED",
        "category": form["category"] }))
    .into_response())
}
