//! The built binary and Telegram: what comes in is taken once and quickly, whoever sends it has to
//! know the secret, and whatever Telegram does with an answer it arrives.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "common/bot.rs"]
mod bot;

use std::{path::Path, time::Duration};

use fakes::telegram::{FakeTelegram, Fault, Person};
use serde_json::{Value, json};

use bot::{SECRET, Served};

/// A city that trusts Telegram to know who is who, and has an admin.
fn serve(folder: &Path, telegram: &FakeTelegram, mode: &str) -> Served {
    let keys = [("ADUAN_TELEGRAM__LOGIN", "channel"), ("ADUAN_TELEGRAM__ADMINS", "[4242]")];
    bot::serve(folder, telegram, mode, &keys)
}

/// The published updates, and each message of a group once more as one of a private chat.
fn published() -> Vec<Value> {
    let all = include_str!("fixtures/telegram/inbound.json");
    let all: Vec<Value> = serde_json::from_str(all).unwrap();
    let mut updates: Vec<Value> =
        all.into_iter().map(|published| published["body"].clone()).collect();
    for at in 0..updates.len() {
        let mut update = updates[at].clone();
        if let Some(message) = update.get_mut("message") {
            message["chat"] = json!({ "id": 700 + at, "type": "private" });
            message["from"] = json!({ "id": 700 + at, "is_bot": false, "first_name": "Sari" });
            update["update_id"] = (1_000 + at).into();
            updates.push(update);
        }
    }
    updates
}

#[tokio::test]
async fn every_published_update_is_taken_within_a_second_and_happens_once() {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram, "webhook");
    telegram.until_reached().await;
    let updates = published();
    assert!(updates.len() > 70);
    let people: Vec<Person> = (700..800).map(|id| telegram.person(id, "Sari", "id")).collect();

    let second = Duration::from_secs(1);
    for update in &updates {
        let delivery = telegram.deliver(update).await;
        assert_eq!(delivery.status, Some(200), "{update}");
        assert!(delivery.took < second, "{:?}: {update}", delivery.took);
    }
    // Shuffled by a stride that meets each of them, and all at once.
    let shuffled = (0..updates.len()).map(|at| &updates[at * 37 % updates.len()]);
    let twice = shuffled.flat_map(|update| [update, update]).map(|update| telegram.deliver(update));
    for delivery in futures::future::join_all(twice).await {
        assert_eq!(delivery.status, Some(200));
    }
    for body in ["", "{", "[]", "null", "\"\"", "{\"update_id\":{}}", &"[".repeat(5_000)] {
        let delivery = telegram.deliver_with(SECRET, body.to_owned()).await;
        assert_eq!(delivery.status, Some(200), "{body:.20}");
    }

    // What follows is answered behind all of it, so that whatever came twice would be here.
    let last = telegram.person(42, "Budi", "id");
    last.says("halo");
    last.hears(1).await;
    telegram.until("everybody answered", |telegram| telegram.is_settled().then_some(())).await;
    let silent = updates[48..].iter().filter(|update| {
        let service = [
            "web_app_data",
            "connected_website",
            "write_access_allowed",
            "users_shared",
            "gift",
            "migrate_to_chat_id",
            "passport_data",
        ];
        service.iter().any(|kind| update["message"].get(kind).is_some())
    });
    let answered = updates.len() - 48 - silent.count();
    let heard = |people: &[Person]| people.iter().filter(|one| !one.heard().is_empty()).count();
    telegram.until("each answered", |_| (heard(&people) >= answered).then_some(())).await;
    for person in &people {
        assert!(person.heard().len() <= 1, "{:?}", person.heard());
    }
    assert_eq!(telegram.mistakes(), [""; 0]);
}

#[tokio::test]
async fn nobody_speaks_for_telegram_without_the_secret() {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram, "webhook");
    telegram.until_reached().await;
    let budi = telegram.person(42, "Budi", "id");
    let forged = json!({ "update_id": 9, "message": { "message_id": 1, "text": "halo",
        "chat": { "id": 42, "type": "private" }, "from": { "id": 42, "is_bot": false } } });
    for secret in ["", "0", "0123456789abcdeF", "0123456789abcdef0"] {
        let delivery = telegram.deliver_with(secret, forged.to_string()).await;
        assert_eq!(delivery.status, Some(401), "{secret:?}");
    }
    budi.says("halo");
    budi.hears(1).await;
    assert_eq!(budi.heard().len(), 1);
}

#[tokio::test]
async fn whatever_telegram_does_with_an_answer_it_arrives() {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram, "webhook");
    telegram.until_reached().await;
    let faults = [
        Fault::TooMany(Some(1)),
        Fault::TooMany(None),
        Fault::Error(500, "Internal Server Error"),
        Fault::BadGateway,
        Fault::Cut,
        Fault::TakenThenCut,
    ];
    for (fault, id) in faults.into_iter().zip(1..) {
        let doubled = fault == Fault::TakenThenCut;
        telegram.misbehave(Some("sendMessage"), fault.clone(), 1);
        let sari = telegram.person(id, "Sari", "id");
        sari.says("halo");
        // The doubled one is in doubt: its answer never came.
        let heard = sari.hears(if doubled { 2 } else { 1 }).await;
        assert_eq!(heard.len(), if doubled { 2 } else { 1 }, "{fault:?}");
    }
    assert_eq!(telegram.mistakes(), [""; 0]);
}

#[tokio::test]
async fn only_those_who_operate_it_are_told_how_it_is_doing() {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram, "webhook");
    telegram.until_reached().await;
    let (admin, budi) = (telegram.person(4242, "Admin", "id"), telegram.person(42, "Budi", "id"));
    for person in [&admin, &budi] {
        person.says("/status");
    }
    assert!(admin.hears(1).await[0].words().unwrap().starts_with("*Semua baik*"));
    assert!(budi.hears(1).await[0].words().unwrap().starts_with("Halo!"));
    // Passed on, it is what anybody's words are.
    admin.sends("/status", &json!({ "text": "/status", "forward_origin": { "type": "user" } }));
    assert!(admin.hears(2).await[1].words().unwrap().starts_with("Halo!"));
    assert_eq!(telegram.mistakes(), [""; 0]);
}
