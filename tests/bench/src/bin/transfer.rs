//! Fills a city, and runs the program that moves it while watching how much memory it takes.
//!
//! `scripts/bench-transfer` exports a city from SQLite, imports it into PostgreSQL, exports it again
//! and compares.

use std::{path::Path, process::Command, thread, time::Duration};

use aduan::{
    batch::{Batch, Guard, Member, Set, Write},
    domain::{CategoryId, ComplaintId, Jurisdiction, Point, QueuedId, StageKind, TrackingNumber},
    log::{By, Entry, Event},
    ports::{Entropy, Storage},
    queue::{Queue, Queued},
    record::{Facets, Key, Name, RecordKind, Row},
    seal::Token,
    stub::SeededEntropy,
};
use aduan_sqlite::SqliteStorage;
use anyhow::{Context as _, Result, bail};
use bench::timed;
use chrono::{DateTime, TimeDelta, Utc};

/// Complaints in one batch.
const EACH: usize = 20;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["fill", file, count] => futures::executor::block_on(fill(file.as_ref(), count.parse()?)),
        ["watch", program, ..] => watch(program, &words[2..]),
        _ => bail!("fill FILE COUNT, or watch PROGRAM ARGUMENT…"),
    }
}

/// Complaints as they are some weeks after they were filed: each with its reporter and receipt,
/// three supporters, four entries, a timer, and what was learned of its words.
async fn fill(file: &Path, count: usize) -> Result<()> {
    let city: Jurisdiction = "lestari".parse()?;
    let storage = SqliteStorage::open(file, &city)?;
    let entropy = SeededEntropy::new(1);
    let begin = DateTime::from_timestamp(1_772_438_400, 0).context("a time")?;
    for first in (0..count).step_by(EACH) {
        let mut batch = Batch::new();
        for nth in first..count.min(first + EACH) {
            complaint(&mut batch, nth, begin, &entropy)?;
        }
        storage.commit(batch).await?;
    }
    Ok(())
}

fn token(entropy: &dyn Entropy) -> Token {
    let mut bytes = [0; 16];
    entropy.fill(&mut bytes);
    Token::from_bytes(bytes)
}

/// What stands for something sealed: as long, and as little to be squeezed.
fn sealed(length: usize, entropy: &dyn Entropy) -> Box<[u8]> {
    let mut bytes = vec![0; length];
    entropy.fill(&mut bytes);
    bytes.into()
}

fn complaint(
    batch: &mut Batch,
    nth: usize,
    begin: DateTime<Utc>,
    entropy: &dyn Entropy,
) -> Result<()> {
    let id = ComplaintId::random(entropy);
    let category: CategoryId =
        ["lampu", "jalan-rusak", "sampah", "banjir"][nth % 4].parse().context("a category")?;
    let at = begin + TimeDelta::seconds(i64::try_from(nth)? * 30);
    let words: Vec<Box<str>> = (0..9)
        .map(|word| format!("{:016x}", (nth * 7 + word * word * 31) % 5_000).into())
        .collect();
    let city = aduan::domain::City::new("lestari", "Kota Lestari", "LP")?;
    let number = TrackingNumber::random(&city, entropy);
    let body = format!(
        "{{\"id\":\"{id}\",\"number\":\"{number}\",\"title\":\"Lampu jalan depan SD {nth} mati\",\
         \"original\":\"{}\"}}",
        token(entropy).to_string().repeat(20)
    );
    batch.put(
        Row {
            key: Key::Complaint(id),
            body: body.into_bytes().into(),
            names: vec![Name::Number(number.clone())],
            facets: Some(Facets {
                stage: StageKind::ALL[nth % StageKind::ALL.len()],
                category: category.clone(),
                department: None,
                owner: None,
                filed_at: at,
                due_at: Some(at + TimeDelta::days(14)),
                point: Some(Point::new(
                    -6.9 - f64::from(u32::try_from(nth % 1_000)?) / 1e4,
                    107.6,
                )?),
                published: !nth.is_multiple_of(3),
                reporter: Some(token(entropy)),
                public_words: if nth.is_multiple_of(3) { Vec::new() } else { words.clone() },
                staff_words: words.clone(),
            }),
        },
        0,
    );
    let citizen = Key::new(RecordKind::Citizen, *token(entropy).as_bytes());
    let handle = Name::Handle(token(entropy));
    let body = sealed(260, entropy);
    batch.put(Row { key: citizen, body, names: vec![handle], facets: None }, 0);
    batch.guard(Guard::Once(token(entropy), number.to_string().into_bytes().into()));
    for _ in 0..3 {
        batch.write(Write::Join(Member {
            complaint: id,
            set: Set::Supports,
            who: token(entropy),
            day: at.date_naive(),
            body: Box::default(),
        }));
    }
    batch.write(Write::Enqueue(Queued {
        id: QueuedId::random(entropy),
        queue: Queue::Timers,
        lane: token(entropy),
        due: at + TimeDelta::days(11),
        replaces: None,
        body: sealed(180, entropy),
    }));
    batch.write(Write::Learn { category: category.clone(), words, by: 1 });
    for what in [
        Event::Filed { number, category },
        Event::Assigned {
            to: "pju".parse().context("a department")?,
            published: !nth.is_multiple_of(3),
        },
        Event::Supported,
        Event::Commented,
    ] {
        batch.log(Entry { at, by: By::System, about: Some(id), what });
    }
    Ok(())
}

/// Runs a program, and says how long it took and the most memory it had.
fn watch(program: &str, arguments: &[&str]) -> Result<()> {
    let (time, watched) = timed(|| -> Result<_> {
        let mut child = Command::new(program).args(arguments).spawn()?;
        let status_file = format!("/proc/{}/status", child.id());
        let mut peak = 0;
        loop {
            // The high-water mark: what is missed between two looks is in the second.
            let text = std::fs::read_to_string(&status_file).unwrap_or_default();
            let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let mark = mark.and_then(|mark| mark.trim().strip_suffix(" kB")?.parse::<u64>().ok());
            peak = peak.max(mark.unwrap_or(0));
            if let Some(status) = child.try_wait()? {
                return Ok((status, peak));
            }
            thread::sleep(Duration::from_millis(5));
        }
    });
    let (status, peak) = watched?;
    println!("{:>8.1} s {:>6} MB  aduan {}", time.as_secs_f64(), peak / 1024, arguments.join(" "));
    if status.success() { Ok(()) } else { bail!("{program} {status}") }
}
