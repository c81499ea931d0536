//! The process ends between any two steps of any talk, and the talk goes on: each transcript at
//! the top of a flow is played over SQLite by one process from beginning to end, and by a new one
//! for each step, which has nothing but the database file and the keys. She hears the same.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says so by failing")]

#[path = "../../../bots/dialogue/tests/world/city.rs"]
mod city;
#[path = "restart/elsewhere.rs"]
mod elsewhere;
#[path = "restart/events.rs"]
mod events;
#[path = "restart/life.rs"]
mod life;
#[path = "restart/numbers.rs"]
mod numbers;

use std::{fs, path::PathBuf};

use aduan::domain::Language;

use elsewhere::Place;
use life::{Life, Lives};

/// A transcript: which it is, and the lines of it that are not the bot's.
struct Transcript {
    name: String,
    language: Language,
    lines: Vec<String>,
}

fn transcripts() -> Vec<Transcript> {
    let flows = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bots/dialogue/src/flow");
    let mut files: Vec<PathBuf> =
        fs::read_dir(flows).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let mut lines = source.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            let Some(tag) = line.strip_prefix("//! ```transcript ") else { continue };
            let happens = |line: &&str| line.starts_with("* ") || line.starts_with("Sari: ");
            out.push(Transcript {
                name: format!("{}, line {}", file.file_name().unwrap().display(), at + 1),
                language: Language::from_tag(tag).unwrap(),
                lines: lines
                    .by_ref()
                    .map(|(_, line)| line)
                    .take_while(|line| *line != "//! ```")
                    .map(|line| line.trim_start_matches("//!").trim_start())
                    .filter(happens)
                    .map(str::to_owned)
                    .collect(),
            });
        }
    }
    out
}

/// Plays it, and tells what she heard after each step.
async fn played(transcript: &Transcript, lives: Lives) -> Vec<String> {
    let place = Place::of(&transcript.lines);
    let mut life = Life::begin(transcript.language, lives, place).await;
    let mut out = Vec::new();
    for line in &transcript.lines {
        if let Some(event) = line.strip_prefix("* ") {
            let done = match life.happens_elsewhere(event).await {
                Some(done) => done,
                None => life.happens(event).await,
            };
            out.push(format!("* {event}: {done:?}"));
        } else if let Some(act) = line.strip_prefix("Sari: ") {
            let act = life.with_its_numbers(act);
            life.says(&act).await;
            out.push(format!("Sari: {act}"));
        }
        out.extend(life.heard());
        life.next_step();
    }
    out
}

/// Plays it in one life and in many; how often she was answered.
async fn compared(transcript: Transcript) -> usize {
    let one = played(&transcript, Lives::One).await;
    let many = played(&transcript, Lives::OnePerStep).await;
    for (one, many) in one.iter().zip(&many) {
        assert_eq!(one, many, "{}", transcript.name);
    }
    assert_eq!(one.len(), many.len(), "{}", transcript.name);
    one.iter().filter(|line| line.starts_with("bot: ")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_process_for_every_step_says_what_one_says() {
    let transcripts = transcripts();
    let count = transcripts.len();
    assert!(count > 60, "only {count} transcripts were found");
    // Most of the time is spent waiting for the disk.
    let playing: Vec<_> = transcripts.into_iter().map(|one| tokio::spawn(compared(one))).collect();
    let mut answers = 0;
    for one in playing {
        answers += one.await.unwrap();
    }
    assert!(answers > 4 * count, "{answers} answers in {count} transcripts are few");
}
