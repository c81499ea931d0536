//! A thousand chats on Telegram, through the fake Bot API: how long from an update to 200, and from
//! an update to its reply. `cargo build --release && cargo run --release -p bench --bin telegram --
//! target/release/aduan` prints the table.
//!
//! Everybody writes once in a first round, twenty a second, and then taps the button she is offered.
//! That is below the pace at which the gateway lets replies go out (25 a second, as Telegram takes
//! them), so the figures are those of the product, not of a queue before the limiter.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result};
use fakes::telegram::{FakeTelegram, Person, Said};

const CHATS: i64 = 1_000;
const APART: Duration = Duration::from_millis(50);
const OUTSIDE: &str = "https://lapor.example";

#[tokio::main]
async fn main() -> Result<()> {
    let binary = env::args().nth(1).context("telegram PATH-OF-ADUAN")?;
    let (folder, telegram) = (tempfile::tempdir()?, FakeTelegram::start().await);
    let binary = fs::canonicalize(binary)?;
    let mut served = serve(&binary, folder.path(), &telegram)?;
    telegram.until_reached().await;
    let people: Vec<Person> = (1..=CHATS).map(|id| telegram.person(id, "Sari", "id")).collect();

    println!("round            answered   p50 ms   p95 ms   p99 ms");
    round(&telegram, &people, 1, |person| person.says("halo")).await;
    row("first words", &people, 1);
    round(&telegram, &people, 2, |person| person.taps("Setuju, lanjut")).await;
    row("a tapped button", &people, 2);
    println!("memory: {} MB", memory(&served)?);
    served.kill()?;
    served.wait()?;
    Ok(())
}

fn serve(binary: &Path, folder: &Path, telegram: &FakeTelegram) -> Result<Child> {
    Command::new(binary).arg("init").current_dir(folder).output()?;
    let mut child = Command::new(binary)
        .arg("serve")
        .current_dir(folder)
        .envs([
            ("ADUAN_WEB__LISTEN", "127.0.0.1:0"),
            ("ADUAN_WEB__PUBLIC_URL", OUTSIDE),
            ("ADUAN_TELEGRAM__TOKEN", telegram.token()),
            ("ADUAN_TELEGRAM__API_URL", telegram.url()),
            ("ADUAN_TELEGRAM__MODE", "webhook"),
            ("ADUAN_TELEGRAM__WEBHOOK_SECRET", "0123456789abcdef"),
        ])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().context("its output")?).read_line(&mut line)?;
    let address = line.split([' ', ',']).nth(2).context("its address")?;
    telegram.lead(OUTSIDE, &format!("http://{address}"));
    Ok(child)
}

/// Everybody does something, one after the other, and all are waited for.
async fn round(telegram: &FakeTelegram, people: &[Person], nth: usize, does: impl Fn(&Person)) {
    for person in people {
        does(person);
        tokio::time::sleep(APART).await;
    }
    telegram
        .until("everybody answered", |_| {
            people.iter().all(|person| person.heard().len() >= nth).then_some(())
        })
        .await;
}

/// How long the `nth` reply of each took, from what she did before it.
fn row(name: &str, people: &[Person], nth: usize) {
    let mut took: Vec<Duration> = people.iter().filter_map(|person| took(person, nth)).collect();
    took.sort_unstable();
    let at = |part: usize| took[(took.len() * part / 100).min(took.len() - 1)].as_millis();
    println!("{name:16} {:8} {:8} {:8} {:8}", took.len(), at(50), at(95), at(99));
}

fn took(person: &Person, nth: usize) -> Option<Duration> {
    let lines = person.lines();
    let of = |bot: bool| {
        let theirs = |said: &Said| matches!(said, Said::Bot { .. }) == bot;
        lines.iter().filter(move |line| theirs(&line.said)).nth(nth - 1)
    };
    Some(of(true)?.at - of(false)?.at)
}

/// The memory of the process, in megabytes.
fn memory(served: &Child) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", served.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<u64>()? / 1024)
}
