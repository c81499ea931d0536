//! `aduan serve` is killed between any two steps of any talk on Telegram, and the talk goes on. Each
//! transcript at the top of a flow is played in a city of its own whose server lives, and once more
//! with a `kill -9` at each step: as soon as she did something, as soon as she was answered, or when
//! all is done. No reply is lost, and each death doubles at most the one that was in doubt.
//!
//! Ordinarily a few are played; `cargo test -p aduan-server --test deaths -- --ignored --nocapture`
//! plays all.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "../stage/tests/acts/mod.rs"]
mod acts;
#[path = "../common/bot.rs"]
mod bot;
#[path = "../../bots/dialogue/tests/world/city.rs"]
mod city;
#[path = "../stories/tests/restart/events.rs"]
mod events;
mod life;
#[path = "../stories/tests/restart/numbers.rs"]
mod numbers;
#[path = "../stage/tests/transcripts/read.rs"]
mod transcripts;

use std::{collections::BTreeMap, panic::AssertUnwindSafe};

use chrono::TimeDelta;
use fakes::telegram::{Line, Said};
use futures::FutureExt as _;

use life::{Life, brings_a_code};
use transcripts::{Transcript, all};

const FLOWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bots/dialogue/src/flow");

/// Flows of which half happens in another chat or to another person, whom nobody plays here. They are
/// killed in every step by `tests/stories`.
const ELSEWHERE: [&str; 2] = ["let_in", "new_owner"];

/// What takes a keyboard away, and is deleted at once unless the server dies in between.
const GONE: [&str; 2] = ["Baik.", "All right."];

/// When the server is killed in a step.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// As soon as something was done, before anybody can have answered it.
    AtOnce,
    /// As soon as an answer arrives: nobody came to writing down that it was sent.
    Answered,
    /// When all is done.
    Quiet,
}

const MOMENTS: [Moment; 3] = [Moment::AtOnce, Moment::Answered, Moment::Quiet];

/// What came of a transcript.
struct Played {
    /// The messages she got, each as often as she did.
    heard: BTreeMap<String, usize>,
    deaths: usize,
    chat: String,
}

/// How long to wait for what a line says: photos that belong together arrive within seconds. `None`
/// if that is longer than anybody wants to wait.
fn wait(does: &str) -> Option<TimeDelta> {
    if does == "* it is Monday, nine o'clock" {
        return None;
    }
    let time = does.strip_prefix("* ").and_then(|event| event.strip_suffix(" later"));
    let Some(time) = time else { return Some(TimeDelta::zero()) };
    let seconds = time.strip_suffix(" seconds")?.parse().unwrap();
    (seconds < 10).then(|| TimeDelta::seconds(seconds))
}

/// Plays it up to where somebody would have to turn the clock. With a turn the server dies at each
/// step, at the moment whose turn it is; but not before a letter with a code was mailed, since one that
/// is not sent when it is made never is, and she would ask for another.
async fn played(transcript: &Transcript, mode: &'static str, deaths: Option<usize>) -> Played {
    let mut life = Life::begin(&transcript.language, mode).await;
    let mut died = 0;
    for (nth, step) in transcript.steps.iter().enumerate() {
        let Some(time) = wait(&step.does) else { break };
        let (before, code) = (life.heard().len(), life.code());
        if let Some(act) = step.does.strip_prefix("Sari: ") {
            life.acts(&life.with_its_numbers(act));
            if brings_a_code(act) {
                life.is_sent_another_code(code.as_deref()).await;
            }
        } else if time.is_zero() {
            let event = step.does.strip_prefix("* ").unwrap();
            // What the city refuses, it refuses in either life.
            life.happens(event).await.ok();
        }
        if let Some(turn) = deaths {
            match MOMENTS[(nth + turn) % MOMENTS.len()] {
                Moment::AtOnce => {}
                Moment::Answered => life.is_answered(before).await,
                Moment::Quiet => life.is_quiet(time).await,
            }
            life.dies();
            died += 1;
        }
        life.is_quiet(time).await;
    }
    assert_eq!(life.telegram.mistakes(), [""; 0]);
    let mut heard = BTreeMap::new();
    for said in life.heard().iter().map(shown).filter(|said| !GONE.contains(&said.as_str())) {
        *heard.entry(said).or_default() += 1;
    }
    Played { heard, deaths: died, chat: format!("{:?}", life.telegram) }
}

/// A message as it is compared: without what chance and the hour give.
fn shown(line: &Line) -> String {
    let Said::Bot { text, keyboard, .. } = &line.said else { panic!("the bot's") };
    let choices = keyboard.iter().chain(line.offered());
    let labels = choices.map(|button| button["text"].as_str().unwrap());
    let words = text.split_whitespace().chain(labels).map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let given = |c: char| c == '-' || c.is_ascii_uppercase() || c.is_ascii_digit();
        if bare.contains('-') && bare.chars().all(given) { "#" } else { word }
    });
    let words = words.collect::<Vec<_>>().join(" ");
    words.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Plays it in one life and in many; how often the server died, and how much it said twice.
async fn survived(transcript: &Transcript, mode: &'static str, turn: usize) -> (usize, usize) {
    let one = played(transcript, mode, None).await;
    let many = played(transcript, mode, Some(turn)).await;
    let name = format!("{} ({}), {mode}, {turn}", transcript.flow, transcript.language);
    let chats = || format!("one life:\n{}\nmany:\n{}", one.chat, many.chat);
    let mut doubled = 0;
    for (said, times) in &one.heard {
        let again = many.heard.get(said).copied().unwrap_or(0);
        assert!(again >= *times, "{name}: lost: {said}\n{}", chats());
        doubled += again - times;
    }
    for said in many.heard.keys() {
        assert!(one.heard.contains_key(said), "{name}: new: {said}\n{}", chats());
    }
    assert!(doubled <= many.deaths, "{name}: {doubled} twice\n{}", chats());
    (many.deaths, doubled)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_talks_go_on_whenever_the_server_is_killed() {
    let all = all(FLOWS);
    for (turn, flow) in ["filing", "login"].into_iter().enumerate() {
        let mode = ["polling", "webhook"][turn % 2];
        survived(all.iter().find(|one| one.flow == flow).unwrap(), mode, turn).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes many minutes"]
async fn every_talk_goes_on_whenever_the_server_is_killed() {
    let (mut deaths, mut doubled, mut failed) = (0, 0, Vec::new());
    let played = all(FLOWS).into_iter().filter(|one| !ELSEWHERE.contains(&one.flow.as_str()));
    for (nth, transcript) in played.enumerate() {
        let name = format!("{} ({})", transcript.flow, transcript.language);
        let mode = ["polling", "webhook"][nth % 2];
        // One that fails says why by itself, and the others are played all the same.
        match AssertUnwindSafe(survived(&transcript, mode, nth)).catch_unwind().await {
            Ok((died, twice)) => {
                println!("{name}: {died} deaths, {twice} twice");
                deaths += died;
                doubled += twice;
            }
            Err(_) => failed.push(name),
        }
    }
    println!("{deaths} deaths, {doubled} messages twice");
    assert_eq!(failed, [""; 0]);
}
