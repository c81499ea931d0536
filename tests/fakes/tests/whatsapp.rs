//! The fake WhatsApp itself: what the real one refuses it refuses, and what it brings is signed.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::sync::{Arc, Mutex};

use aduan::{prelude::*, stub::StoppedClock};
use axum::{Router, body::Bytes, extract::RawQuery, http::HeaderMap, routing::get};
use fakes::whatsapp::{FakeWhatsApp, Fault, Person, Statuses};
use serde_json::{Value, json};

struct Play {
    clock: Arc<StoppedClock>,
    whatsapp: FakeWhatsApp,
    sari: Person,
}

async fn play() -> Play {
    let clock = Arc::new(StoppedClock::at("2026-11-21T02:00:00Z"));
    let whatsapp = FakeWhatsApp::start(Arc::clone(&clock) as _).await;
    let sari = whatsapp.person(1, "Sari");
    Play { clock, whatsapp, sari }
}

impl Play {
    async fn ask(&self, path: &str, body: Option<&Value>) -> (u16, Value) {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}/v26.0/{path}", self.whatsapp.url())
        };
        let client = fakes::client();
        let request = match body {
            Some(body) => client.post(url).body(body.to_string()),
            None => client.get(url),
        };
        let request = request.header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {}", self.whatsapp.token()));
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default())
    }

    async fn send(&self, body: &Value) -> (u16, Value) {
        self.ask(&format!("{}/messages", self.whatsapp.phone_number_id()), Some(body)).await
    }

    /// The code of the error that a message is answered with; none, if it is taken.
    async fn code(&self, body: &Value) -> Option<i64> {
        self.send(body).await.1["error"]["code"].as_i64()
    }
}

fn halo(to: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "to": to, "type": "text",
        "text": { "body": "Halo!" }, "biz_opaque_callback_data": "7" })
}

fn template(language: &str, values: &[&str]) -> Value {
    let values: Vec<Value> =
        values.iter().map(|value| json!({ "type": "text", "text": value })).collect();
    json!({ "messaging_product": "whatsapp", "to": "+628120000001", "type": "template",
        "template": { "name": "laporan_status", "language": { "code": language },
            "components": [{ "type": "body", "parameters": values }] } })
}

const SARI: &str = "+628120000001";

#[tokio::test]
async fn ones_own_words_are_taken_within_a_day_of_hers() {
    let play = play().await;
    assert_eq!(play.code(&halo(SARI)).await, Some(131_047));
    play.sari.says("halo");
    assert_eq!(play.code(&halo(SARI)).await, None);
    play.clock.advance(TimeDelta::hours(24));
    assert_eq!(play.code(&halo(SARI)).await, Some(131_047));
    assert_eq!(play.whatsapp.mistakes().len(), 2);
    assert_eq!(play.sari.heard()[0].words(), Some("Halo!"));
    assert_eq!(play.whatsapp.billed(), [("service".to_owned(), 1)].into());
}

#[tokio::test]
async fn templates_are_taken_at_any_time_while_they_are_approved() {
    let play = play().await;
    play.whatsapp.register(&json!({ "name": "laporan_status", "language": "id",
        "category": "UTILITY", "components": [
            { "type": "BODY", "text": "Kabar laporan {{1}}: kini {{2}}. Terima kasih." },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Berhenti" }] } ] }));
    assert_eq!(play.code(&template("id", &["LP-1", "diproses"])).await, None);
    play.sari.taps("Berhenti");
    assert_eq!(play.code(&template("en", &["LP-1", "diproses"])).await, Some(132_001));
    play.clock.advance(TimeDelta::minutes(1));
    assert_eq!(play.code(&template("id", &["LP-1"])).await, Some(132_000));
    play.whatsapp.judges("laporan_status", "PAUSED");
    assert_eq!(play.code(&template("id", &["LP-1", "diproses"])).await, Some(132_015));
    let listing = format!("{}/message_templates?limit=10", play.whatsapp.business_account_id());
    let (_, listing) = play.ask(&listing, None).await;
    assert_eq!(listing["data"][0]["status"], "PAUSED");
}

#[tokio::test]
async fn without_the_token_or_in_an_old_version_nobody_comes_in() {
    let play = play().await;
    play.sari.says("halo");
    let number = play.whatsapp.phone_number_id();
    let old = format!("{}/v20.0/{number}/messages", play.whatsapp.url());
    assert_eq!(play.ask(&old, Some(&halo(SARI))).await.0, 400);
    play.whatsapp.revokes(true);
    let (status, error) = play.send(&halo(SARI)).await;
    assert_eq!((status, &error["error"]["code"]), (401, &json!(190)));
}

#[tokio::test]
async fn a_photo_is_fetched_within_five_minutes_of_asking_where_it_is() {
    let play = play().await;
    let id = play.sari.sends_photo(b"a photo", &json!({}));
    let (_, found) = play.ask(&id, None).await;
    let url = found["url"].as_str().unwrap();
    assert_eq!(play.ask(url, None).await.0, 200);
    assert_eq!(fakes::client().get(url).send().await.unwrap().status(), 401);
    play.clock.advance(TimeDelta::minutes(5));
    assert_eq!(play.ask(url, None).await.0, 404);
    play.whatsapp.forgets_media();
    assert_eq!(play.ask(&id, None).await.0, 400);
}

#[tokio::test]
async fn each_error_there_is_comes_on_command() {
    let play = play().await;
    play.sari.says("halo");
    let all = fakes::whatsapp::error_codes();
    assert_eq!(all.len(), 51);
    for (code, _) in all {
        play.whatsapp.misbehave(Some("messages"), Fault::Error(code), 1);
        assert_eq!(play.code(&halo(SARI)).await, Some(code));
    }
    assert!(play.sari.heard().is_empty());
}

/// A webhook that answers the handshake and writes down what it is brought.
async fn webhook(whatsapp: &FakeWhatsApp) -> Arc<Mutex<Vec<Value>>> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (notes, signs) = (Arc::clone(&heard), whatsapp.clone());
    let take = async move |headers: HeaderMap, bytes: Bytes| {
        assert_eq!(headers["x-hub-signature-256"], signs.signature(&bytes));
        notes.lock().unwrap().push(serde_json::from_slice(&bytes).unwrap());
    };
    let shake = async |RawQuery(query): RawQuery| {
        let query = query.unwrap_or_default();
        let challenge = query.split('&').find_map(|one| one.strip_prefix("hub.challenge="));
        challenge.unwrap_or_default().to_owned()
    };
    let routes = Router::new().route("/", get(shake).post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    whatsapp.subscribes(&url).await;
    heard
}

#[tokio::test]
async fn what_it_brings_is_signed_in_both_forms_and_comes_in_one_body_if_it_is_to() {
    let play = play().await;
    let heard = webhook(&play.whatsapp).await;
    play.whatsapp.holds();
    for words in ["halo é/👋", "lampu mati", "di Tebet"] {
        play.sari.says(words);
    }
    play.whatsapp.lets_go();
    play.sari.says("sudah");
    play.whatsapp.until("both", |whatsapp| whatsapp.is_settled().then_some(())).await;
    let mut changes: Vec<usize> = heard
        .lock()
        .unwrap()
        .iter()
        .map(|body| {
            let entries = body["entry"].as_array().unwrap().iter();
            entries.map(|entry| entry["changes"].as_array().unwrap().len()).sum()
        })
        .collect();
    changes.sort_unstable();
    assert_eq!(changes, [1, 3]);
}

#[tokio::test]
async fn statuses_come_in_any_order_with_the_price_and_our_own_mark() {
    let play = play().await;
    let heard = webhook(&play.whatsapp).await;
    play.whatsapp.brings_statuses(Statuses::Shuffled);
    play.sari.says("halo");
    play.send(&halo(SARI)).await;
    play.whatsapp.misbehave(None, Fault::Fails(131_026), 1);
    play.whatsapp.brings_statuses(Statuses::Withheld);
    play.send(&halo(SARI)).await;
    play.whatsapp.lets_statuses_go();
    play.whatsapp.until("all", |whatsapp| whatsapp.is_settled().then_some(())).await;
    let bodies = heard.lock().unwrap().clone();
    let statuses: Vec<&Value> = bodies
        .iter()
        .map(|body| &body["entry"][0]["changes"][0]["value"]["statuses"][0])
        .filter(|status| !status.is_null())
        .collect();
    let names: Vec<&str> =
        statuses.iter().map(|status| status["status"].as_str().unwrap()).collect();
    assert_eq!(names.iter().filter(|name| **name == "failed").count(), 1);
    let told: Vec<&str> = names.into_iter().filter(|name| *name != "failed").collect();
    assert_eq!(told, ["delivered", "sent", "delivered", "sent"]);
    for status in statuses {
        assert_eq!(status["biz_opaque_callback_data"], "7");
        let failed = status["status"] == "failed";
        assert_eq!(status["errors"][0]["code"] == 131_026, failed);
        assert_eq!(status["pricing"]["category"] == "service", !failed);
    }
}
