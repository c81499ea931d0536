//! The chat page as a browser meets it, over HTTP, with the real gateway behind it.

#![cfg(feature = "web")]
#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::sync::Arc;

use aduan::{
    Desk,
    authority::Actor,
    domain::{Catalogue, City},
    memory::MemoryStorage,
    ports::{BlobStore as _, Clock, FetchError, Messenger},
    seal::KeyRing,
    stub::{MemoryBlobs, SeededEntropy, StoppedClock},
    verbs::SetCatalogue,
};
use aduan_gateway::{Gateway, Quoted, Settings as Patience};
use aduan_webchat::web::{Pages, Settings, Webchat};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A city with a chat page under `/chat`.
struct Town {
    clock: Arc<StoppedClock>,
    gateway: Gateway,
    pages: Pages,
    uploads: Arc<MemoryBlobs>,
    chat: Webchat,
    routes: Router,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

impl Town {
    async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    async fn with(settings: Settings) -> Self {
        let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let clock = Arc::new(StoppedClock::at("2026-11-21T09:00:00Z"));
        let keys = KeyRing::generate(&SeededEntropy::new(7));
        let (turned, entropy) = (Arc::clone(&clock) as Arc<dyn Clock>, SeededEntropy::new(8));
        let desk = Desk::new(storage, turned, Arc::new(entropy), keys, city);
        let set = SetCatalogue { catalogue: Catalogue::default() };
        desk.run(&Actor::System, &set).await.unwrap();
        let turned = Arc::clone(&clock) as Arc<dyn Clock>;
        let uploads = Arc::new(MemoryBlobs::new(turned));
        let pages = Pages::new(desk.clone()).keeping_uploads_in(Arc::clone(&uploads) as _);
        let channel: Arc<dyn Messenger> = Arc::new(pages.clone());
        let gateway = Gateway::new(desk, vec![channel], Patience::default());
        let chat = Webchat::new(pages.clone(), Arc::new(gateway.clone()), settings);
        let routes = Router::new().nest("/chat", chat.router());
        Self { clock, gateway, pages, uploads, chat, routes }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.routes.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default() }
    }

    async fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let request = Request::post(format!("/chat/api/{path}"))
            .header("host", "lapor.example")
            .header("origin", "http://lapor.example")
            .header("cookie", cookie)
            .header("content-type", "application/json");
        self.ask(request.body(body.to_string().into()).unwrap()).await
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        let path = format!("/chat/{path}");
        let request = Request::get(path.trim_end_matches('/')).header("cookie", cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Opens a session, and gives its cookie.
    async fn enter(&self) -> String {
        let opened = self.post("session", "", &json!({})).await;
        assert_eq!(opened.status, StatusCode::CREATED);
        let cookie = opened.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }

    async fn says(&self, cookie: &str, id: &str, text: &str) -> StatusCode {
        let body = json!({ "id": id, "language": "id", "did": "wrote", "text": text });
        self.post("messages", cookie, &body).await.status
    }

    async fn sends_photo(&self, cookie: &str, id: &str, kind: &str, bytes: &[u8]) -> StatusCode {
        let path = format!("/chat/api/photos?id={id}&language=id&did=photographed&more=0");
        let request = Request::post(path).header("cookie", cookie).header("content-type", kind);
        self.ask(request.body(bytes.to_vec().into()).unwrap()).await.status
    }

    /// Who said each line after that one, with the first words of it.
    async fn talk(&self, cookie: &str, after: u64) -> Vec<String> {
        let talk = self.get(&format!("api/talk?after={after}"), cookie).await;
        let lines = talk.body["lines"].as_array().unwrap().iter();
        lines
            .map(|line| {
                let text = line["text"].as_str().unwrap_or_default();
                let text = text.split_whitespace().next().unwrap_or_default();
                format!("{} {}: {text}", line["at"], line["from"].as_str().unwrap())
            })
            .collect()
    }
}

#[tokio::test]
async fn who_only_looks_gets_the_page_and_no_cookie() {
    let town = Town::new().await;
    let page = town.get("", "").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    for file in ["chat.js", "chat.css", "embed.js", "icon.svg"] {
        let file = town.get(file, "").await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(!file.headers["etag"].is_empty());
    }
    let talk = town.get("api/talk", "").await;
    assert_eq!((talk.body["open"].as_bool(), talk.headers.get("set-cookie")), (Some(false), None));
    assert_eq!(town.get("api/stream", "").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_said_and_answered_stands_on_the_page_once() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    assert_eq!(town.says(&cookie, "a", "halo").await, StatusCode::ACCEPTED);
    town.gateway.settle().await.unwrap();
    assert_eq!(town.talk(&cookie, 0).await, ["1 me: halo", "2 bot: Halo!"]);

    // The answer to the first try was lost on the way.
    assert_eq!(town.says(&cookie, "a", "halo").await, StatusCode::ACCEPTED);
    town.gateway.settle().await.unwrap();
    assert_eq!(town.talk(&cookie, 0).await, ["1 me: halo", "2 bot: Halo!"]);
    assert_eq!(town.talk(&cookie, 1).await, ["2 bot: Halo!"]);

    // Another browser sees nothing of it, even under the same name of a message.
    let other = town.enter().await;
    assert_ne!(cookie, other);
    assert_eq!(town.says(&other, "a", "halo").await, StatusCode::ACCEPTED);
    town.gateway.settle().await.unwrap();
    assert_eq!(town.talk(&other, 0).await, ["1 me: halo", "2 bot: Halo!"]);
}

#[tokio::test]
async fn a_message_that_was_written_down_but_not_heard_is_heard_when_it_comes_again() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    // As after a crash between the two commits: the line is there, the bot knows nothing.
    let silent = Webchat::new(town.pages.clone(), Arc::new(Deaf), Settings::default());
    let lost = Town { routes: Router::new().nest("/chat", silent.router()), ..town };
    assert_eq!(lost.says(&cookie, "a", "halo").await, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(lost.talk(&cookie, 0).await, ["1 me: halo"]);

    let town = Town { routes: Router::new().nest("/chat", lost.chat.router()), ..lost };
    assert_eq!(town.says(&cookie, "a", "halo").await, StatusCode::ACCEPTED);
    town.gateway.settle().await.unwrap();
    assert_eq!(town.talk(&cookie, 0).await, ["1 me: halo", "2 bot: Halo!"]);
}

#[tokio::test]
async fn a_reply_quotes_what_the_page_holds_and_nothing_a_browser_makes_up() {
    let town = Town::new().await;
    let (hers, his) = (town.enter().await, town.enter().await);
    town.says(&hers, "a", "halo").await;
    town.gateway.settle().await.unwrap();
    let ear = Arc::new(Ear::default());
    let chat = Webchat::new(town.pages.clone(), Arc::clone(&ear) as _, Settings::default());
    let town = Town { routes: Router::new().nest("/chat", chat.router()), ..town };

    let body = |id: &str, quotes: u64| {
        json!({ "id": id, "language": "id", "did": "wrote", "text": "sudah", "quotes": quotes,
                "quoted": "LP-7K3M-9QXT" })
    };
    for (cookie, id, at) in [(&hers, "b", 2), (&hers, "c", 1), (&hers, "d", 9), (&his, "e", 2)] {
        let said = town.post("messages", cookie, &body(id, at)).await;
        assert_eq!(said.status, StatusCode::ACCEPTED);
    }
    let quoted = std::mem::take(&mut *ear.0.lock().unwrap());
    assert!(matches!(&quoted[0], Some(Quoted::Words(words)) if words.starts_with("Halo!")));
    assert_eq!(quoted[1..], [None, None, None], "her own words, no line, another's page");
    let talk = town.get("api/talk?after=2", &hers).await;
    assert_eq!(talk.body["lines"][0]["quotes"], 2, "a reload shows it again");
}

/// Keeps what was quoted.
#[derive(Debug, Default)]
struct Ear(std::sync::Mutex<Vec<Option<Quoted>>>);

#[async_trait::async_trait]
impl aduan_gateway::Listener for Ear {
    async fn hear(
        &self,
        heard: &[aduan_gateway::Inbound],
    ) -> Result<(), aduan_gateway::GatewayError> {
        self.0.lock().unwrap().extend(heard.iter().map(|inbound| inbound.quoted.clone()));
        Ok(())
    }
}

#[derive(Debug)]
struct Deaf;

#[async_trait::async_trait]
impl aduan_gateway::Listener for Deaf {
    async fn hear(&self, _: &[aduan_gateway::Inbound]) -> Result<(), aduan_gateway::GatewayError> {
        Err(aduan_gateway::GatewayError::Injected)
    }
}

#[tokio::test]
async fn another_site_can_make_a_browser_do_nothing() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    let body = json!({ "id": "a", "language": "id", "did": "wrote", "text": "halo" });
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = Request::post("/chat/api/messages")
            .header("host", "lapor.example")
            .header("cookie", &cookie)
            .header("content-type", "application/json")
            .header(name, value);
        let answer = town.ask(request.body(body.to_string().into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
    }
    // What a form can send without asking is no JSON.
    let form = Request::post("/chat/api/messages")
        .header("cookie", &cookie)
        .header("content-type", "text/plain");
    let answer = town.ask(form.body(body.to_string().into()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(town.talk(&cookie, 0).await.is_empty());
}

#[tokio::test]
async fn what_no_page_would_send_is_refused() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    let wrote = |text: &str| json!({ "id": "a", "language": "id", "did": "wrote", "text": text });
    for (body, status) in [
        (wrote(" \n"), StatusCode::UNPROCESSABLE_ENTITY),
        (wrote(&"a".repeat(4_097)), StatusCode::UNPROCESSABLE_ENTITY),
        (wrote(&"a".repeat(40_000)), StatusCode::PAYLOAD_TOO_LARGE),
        (
            json!({ "id": "", "language": "id", "did": "wrote", "text": "x" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            json!({ "id": "a", "language": "id", "did": "located", "latitude": 91, "longitude": 0 }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            json!({ "id": "a", "language": "fr", "did": "wrote", "text": "x" }),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
    ] {
        assert_eq!(town.post("messages", &cookie, &body).await.status, status);
    }
    let guessed = "aduan_chat=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(town.says(guessed, "a", "halo").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_browser_that_types_like_a_machine_has_to_wait() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    for nth in 0..40 {
        assert_eq!(town.says(&cookie, &nth.to_string(), "x").await, StatusCode::ACCEPTED);
    }
    let body = json!({ "id": "z", "language": "id", "did": "wrote", "text": "x" });
    let refused = town.post("messages", &cookie, &body).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers["retry-after"], "60");
    town.clock.advance(TimeDelta::minutes(1));
    assert_eq!(town.says(&cookie, "z", "x").await, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn a_session_ends_half_a_year_after_the_last_word() {
    let town = Town::new().await;
    let (hers, his) = (town.enter().await, town.enter().await);
    town.says(&hers, "a", "halo").await;
    town.clock.advance(TimeDelta::days(100));
    town.says(&his, "a", "halo").await;
    assert_eq!(town.talk(&hers, 0).await, [""; 0], "after thirty days a line is forgotten");
    assert_eq!(town.pages.upkeep().await.unwrap(), 1, "hers, which lost a line");
    town.clock.advance(TimeDelta::days(80));
    assert_eq!(town.says(&hers, "b", "halo").await, StatusCode::UNAUTHORIZED);
    assert_eq!(town.pages.upkeep().await.unwrap(), 2, "hers is gone, his lost a line");
    assert_eq!(town.says(&his, "b", "halo").await, StatusCode::ACCEPTED);
    assert_eq!(town.talk(&his, 0).await, ["2 me: halo"]);
}

#[tokio::test]
async fn a_stream_goes_on_where_it_broke_and_ends_when_the_server_does() {
    let town = Town::new().await;
    let cookie = town.enter().await;
    town.says(&cookie, "a", "halo").await;
    town.gateway.settle().await.unwrap();
    let request =
        Request::get("/chat/api/stream").header("cookie", &cookie).header("last-event-id", "1");
    let response = town.routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body();
    let first = stream.frame().await.unwrap().unwrap().into_data().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.starts_with("id: 2\n") || first.contains("\nid: 2\n"), "{first}");
    // A line that is said while it is open.
    town.says(&cookie, "b", "menu").await;
    let next = stream.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(String::from_utf8_lossy(&next).contains("menu"));
    town.chat.close();
    assert!(stream.frame().await.is_none());
}

#[tokio::test]
async fn a_photo_waits_sealed_until_it_is_fetched() {
    const BYTES: &str = "application/octet-stream";
    let town = Town::new().await;
    let cookie = town.enter().await;
    for _ in 0..2 {
        // The second time because the answer to the first was lost.
        assert_eq!(town.sends_photo(&cookie, "p", BYTES, b"a photo").await, StatusCode::ACCEPTED);
    }
    let kept = town.uploads.list(None, 10).await.unwrap();
    assert_eq!(kept.len(), 1);
    let stored = town.uploads.get(kept[0].id).await.unwrap().unwrap();
    assert!(!stored.windows(7).any(|some| some == b"a photo"));
    let talk = town.get("api/talk", &cookie).await;
    let source = talk.body["lines"][0]["source"].as_str().unwrap();
    assert_eq!(town.pages.fetch(source, 7).await.unwrap().as_ref(), b"a photo");
    assert!(matches!(town.pages.fetch(source, 6).await, Err(FetchError::TooLarge)));

    let form = town.sends_photo(&cookie, "q", "text/plain", b"x").await;
    assert_eq!(form, StatusCode::UNPROCESSABLE_ENTITY);
    let large = vec![0; 10 * 1024 * 1024 + 1];
    let large = town.sends_photo(&cookie, "q", BYTES, &large).await;
    assert_eq!(large, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(town.sends_photo("", "q", BYTES, b"x").await, StatusCode::UNAUTHORIZED);
    assert_eq!(town.uploads.list(None, 10).await.unwrap().len(), 1);

    town.clock.advance(TimeDelta::days(8));
    assert_eq!(town.pages.upkeep().await.unwrap(), 1);
    assert!(matches!(town.pages.fetch(source, 7).await, Err(FetchError::Gone)));
}

#[tokio::test]
async fn only_the_sites_that_are_named_may_frame_it() {
    let framed_by = vec!["https://www.lestari.go.id".into()];
    let town = Town::with(Settings { framed_by, ..Settings::default() }).await;
    let page = town.get("", "").await;
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("frame-ancestors https://www.lestari.go.id"), "{policy}");
}
