//! The built binary and Telegram: what comes in is taken once and quickly, whoever sends it has to
//! know the secret, and a talk goes on when the process is killed within it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use fakes::telegram::{FakeTelegram, Fault, Line, Person};
use serde_json::{Value, json};

const SECRET: &str = "0123456789abcdef";
const OUTSIDE: &str = "https://lapor.example";

/// A server that speaks to the fake, ended with its owner.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // SIGKILL: nothing is tidied up.
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn serve(folder: &Path, telegram: &FakeTelegram, mode: &str) -> Served {
    if !folder.join("aduan.toml").exists() {
        let init =
            Command::new(env!("CARGO_BIN_EXE_aduan")).arg("init").current_dir(folder).output();
        assert!(init.unwrap().status.success());
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
        .arg("serve")
        .current_dir(folder)
        .env_remove("ADUAN_CONFIG")
        .env("ADUAN_WEB__LISTEN", "127.0.0.1:0")
        .env("ADUAN_WEB__PUBLIC_URL", OUTSIDE)
        .env("ADUAN_TELEGRAM__TOKEN", telegram.token())
        .env("ADUAN_TELEGRAM__API_URL", telegram.url())
        .env("ADUAN_TELEGRAM__MODE", mode)
        .env("ADUAN_TELEGRAM__WEBHOOK_SECRET", SECRET)
        .env("ADUAN_TELEGRAM__LOGIN", "channel")
        .env("ADUAN_TELEGRAM__ADMINS", "[4242]")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split([' ', ',']).nth(2).unwrap_or_else(|| panic!("{line}"));
    telegram.lead(OUTSIDE, &format!("http://{address}"));
    Served(child)
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

/// A report from the first word to its number, with what she does at each step in either language.
const REPORT: [[&str; 8]; 2] = [
    [
        "halo",
        "[Setuju, lanjut]",
        "lampu jalan depan SD 3 mati sejak kemarin, gelap sekali",
        "[Lampu jalan]",
        "[Lewati]",
        "[Publik]",
        "[Kirim]",
        "[Kirim]",
    ],
    [
        "hello",
        "[Agree, continue]",
        "the street light at SD 3 is out since yesterday",
        "yes",
        "[Skip]",
        "[Public]",
        "[Send]",
        "[Send]",
    ],
];

/// Kills the process before each step of a report in both languages; what she does meanwhile waits.
async fn reports_while_it_is_killed(mode: &str) {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let mut served = serve(folder.path(), &telegram, mode);
    telegram.until_reached().await;
    for (steps, (id, language)) in REPORT.into_iter().zip([(1, "id"), (2, "en")]) {
        let sari = telegram.person(id, "Sari", language);
        for act in steps {
            drop(served);
            let before = sari.heard();
            match act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
                Some(label) => sari.taps(label),
                None => sari.says(act),
            }
            served = serve(folder.path(), &telegram, mode);
            // What was said last may come again: nobody came to writing down that it was.
            let last = before.last().and_then(Line::words);
            let answer = telegram
                .until("an answer", |_| {
                    let heard = sari.heard();
                    let mut new = heard[before.len()..].iter().filter(|line| line.words() != last);
                    // One that only takes a keyboard away is followed by the answer.
                    new.rfind(|line| !["Baik.", "All right."].contains(&line.words().unwrap()))
                        .cloned()
                })
                .await;
            // A city that has to ask who she is asks once more whether to send.
            if answer.words().unwrap().starts_with("✅") {
                break;
            }
        }
        let heard = sari.heard();
        let receipts = heard.iter().filter(|line| line.words().unwrap().starts_with("✅"));
        // At most the one reply that was being sent when the process was killed comes again.
        assert!((1..=2).contains(&receipts.count()), "{telegram:?}");
    }
    assert_eq!(telegram.mistakes(), [""; 0]);
}

#[tokio::test]
async fn a_talk_by_polling_goes_on_when_the_process_is_killed_at_every_step() {
    reports_while_it_is_killed("polling").await;
}

#[tokio::test]
async fn a_talk_by_a_webhook_goes_on_when_the_process_is_killed_at_every_step() {
    reports_while_it_is_killed("webhook").await;
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
    assert!(admin.hears(1).await[0].words().unwrap().starts_with("*All is well*"));
    assert!(budi.hears(1).await[0].words().unwrap().starts_with("Halo!"));
    // Passed on, it is what anybody's words are.
    admin.sends("/status", &json!({ "text": "/status", "forward_origin": { "type": "user" } }));
    assert!(admin.hears(2).await[1].words().unwrap().starts_with("Halo!"));
    assert_eq!(telegram.mistakes(), [""; 0]);
}
