//! A minute of each fault of Telegram, in real time and against the built binary: nothing is lost, it
//! recovers by itself, whoever operates it gets mail, and where one chat is what fails nobody else waits.
//! What a clock that is stepped says of the same stands in `tests/fakes`.
//!
//! `cargo test -p aduan-server --test telegram_outage -- --ignored --nocapture` takes some minutes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "common/bot.rs"]
mod bot;

use std::{fs, path::Path, time::Duration};

use fakes::telegram::{FakeTelegram, Fault, Person};
use tokio::time::{Instant, sleep_until};

/// How often everybody writes, and how often in all: a minute.
const APART: Duration = Duration::from_secs(5);
const TIMES: usize = 12;
/// How soon whoever is not concerned is answered, on a machine that has others to serve.
const SOON: Duration = Duration::from_secs(4);
/// How long it may take until all is told: what failed is tried again after up to a minute or two.
const RECOVERY: Duration = Duration::from_mins(5);

/// Every fault there is, of the whole channel and of one chat; and whether it is one of the channel's
/// health, or only its wish that we wait.
fn faults() -> [(Fault, bool); 6] {
    [
        (Fault::TooMany(Some(7)), false),
        (Fault::TooMany(None), true),
        (Fault::Error(500, "Internal Server Error"), true),
        (Fault::BadGateway, true),
        // Longer than anybody waits for it.
        (Fault::Hang(Duration::from_secs(25)), true),
        (Fault::Cut, true),
    ]
}

fn serve(folder: &Path, telegram: &FakeTelegram) -> bot::Served {
    let keys =
        [("ADUAN_TELEGRAM__LOGIN", "channel"), ("ADUAN_EMAIL__OPERATOR", "it@lestari.example")];
    bot::serve(folder, telegram, "webhook", &keys)
}

/// Everybody writes for a minute.
async fn for_a_minute(people: &[Person], each_time: impl AsyncFn(usize)) {
    let began = Instant::now();
    for (nth, at) in (1..=TIMES).zip(0..) {
        sleep_until(began + APART * at).await;
        for person in people {
            person.says("halo");
        }
        each_time(nth).await;
    }
    sleep_until(began + Duration::from_mins(1)).await;
}

async fn hears_all(telegram: &FakeTelegram, person: &Person) {
    let all = || (person.heard().len() >= TIMES).then_some(());
    telegram.until_within(RECOVERY, "all answers", |_| all()).await;
    assert_eq!(person.heard().len(), TIMES, "{telegram:?}");
}

/// Whether somebody was mailed these words.
fn is_mailed(folder: &Path, words: &str) -> bool {
    let mails = fs::read_dir(folder.join("mail")).into_iter().flatten();
    mails.map(|mail| fs::read_to_string(mail.unwrap().path()).unwrap()).any(|m| m.contains(words))
}

async fn a_minute_of(fault: Fault, alarms: bool) {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram);
    telegram.until_reached().await;
    let people: Vec<Person> = (1..=3).map(|id| telegram.person(id, "Sari", "id")).collect();
    telegram.misbehave(Some("sendMessage"), fault.clone(), usize::MAX);
    for_a_minute(&people, async |_| {}).await;
    assert!(people.iter().all(|person| person.heard().is_empty()), "{fault:?}: {telegram:?}");

    telegram.behave();
    for person in &people {
        hears_all(&telegram, person).await;
    }
    assert_eq!(is_mailed(folder.path(), "telegram keeps failing"), alarms, "{fault:?}");
    let over = || is_mailed(folder.path(), "over: telegram keeps failing").then_some(());
    if alarms {
        telegram.until_within(RECOVERY, "mail that it is over", |_| over()).await;
    }
    assert_eq!(telegram.mistakes(), [""; 0]);
    println!("{fault:?}: nothing is lost");
}

async fn a_minute_in_one_chat_of(fault: Fault) {
    let (folder, telegram) = (tempfile::tempdir().unwrap(), FakeTelegram::start().await);
    let _served = serve(folder.path(), &telegram);
    telegram.until_reached().await;
    let people: Vec<Person> = (1..=3).map(|id| telegram.person(id, "Sari", "id")).collect();
    let (sari, others) = people.split_first().unwrap();
    telegram.misbehave_to(sari.id(), fault.clone(), usize::MAX);
    for_a_minute(&people, async |nth| {
        let answered = || others.iter().all(|person| person.heard().len() >= nth).then_some(());
        let hope = format!("answers to the others, {fault:?}");
        telegram.until_within(SOON, &hope, |_| answered()).await;
    })
    .await;
    assert!(sari.heard().is_empty(), "{fault:?}: {telegram:?}");

    telegram.behave();
    hears_all(&telegram, sari).await;
    println!("{fault:?} in one chat: nobody else waits");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes some minutes"]
async fn nothing_is_lost_and_it_recovers_by_itself() {
    let minutes = faults().map(|(fault, alarms)| a_minute_of(fault, alarms));
    futures::future::join_all(minutes).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes some minutes"]
async fn where_one_chat_fails_nobody_else_waits() {
    let minutes = faults().map(|(fault, _)| a_minute_in_one_chat_of(fault));
    futures::future::join_all(minutes).await;
}
