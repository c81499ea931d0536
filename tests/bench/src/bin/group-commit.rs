//! Acknowledged, durable filings a second through the desk, beside two bare rusqlite loops that
//! replay the very statements of the same filings: one commit each, and sixty-four a commit.
//!
//! `scripts/bench-group-commit` runs it with a disk slowed to 2 ms a flush and at its own speed.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Catalogue, Channel, CitizenId, City, Login, Place, Point, TrackingNumber, Words},
    seal::KeyRing,
    system::{SystemClock, SystemEntropy},
    verbs::{File, Recognise},
};
use aduan_sqlite::{
    Options, SqliteStorage,
    trace::{Statement, Tracer, Value},
};
use anyhow::{Context, Result};
use bench::{a_second, timed};
use futures::executor::block_on;
use rusqlite::{Connection, types::Value as Sql};

/// How many filings are recorded and replayed, and the most that a desk files in one go.
const FILINGS: usize = 4096;
/// How many people file.
const PEOPLE: usize = 64;

fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let keys = KeyRing::generate(&SystemEntropy);
    let seed = folder.path().join("seed.db");
    let people = sow(&seed, &keys)?;

    let recorded = record(&copy(&seed, "recorded")?, &keys, &people)?;
    let statements: usize = recorded.iter().map(Vec::len).sum();
    println!("{FILINGS} filings, {} statements each on average", statements / FILINGS);

    let one = bare(&copy(&seed, "one")?, &recorded[..FILINGS / 4], 1)?;
    println!("{:>28} {one:>9.0} a second", "bare, one commit each");
    let many = bare(&copy(&seed, "many")?, &recorded, 64)?;
    println!("{:>28} {many:>9.0} a second", "bare, 64 a commit");
    for callers in [1, 8, 64, 512] {
        let count = if callers == 1 { FILINGS / 4 } else { FILINGS };
        let path = copy(&seed, &format!("desk-{callers}"))?;
        let desk = through_the_desk(&path, &keys, &people, callers, count)?;
        println!(
            "{:>28} {desk:>9.0} a second   {:>5.2} x one each   {:>5.2} x 64 a commit",
            format!("desk, {callers} caller(s)"),
            desk / one,
            desk / many,
        );
    }
    Ok(())
}

fn copy(seed: &Path, name: &str) -> Result<PathBuf> {
    let path = seed.with_file_name(format!("{name}.db"));
    std::fs::copy(seed, &path)?;
    Ok(path)
}

fn open(path: &Path, keys: &KeyRing, options: Options) -> Result<Desk> {
    let mut city = City::new("lestari", "Kota Lestari", "LP")?;
    city.login.insert(Channel::Webchat, Login::Channel);
    city.limits.filings_a_day = u32::MAX;
    let storage = SqliteStorage::open_with(path, &city.jurisdiction, options)?;
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    Ok(Desk::new(Arc::new(storage), clock, entropy, keys.clone(), city))
}

/// A city with its categories and people, checkpointed into one file.
fn sow(path: &Path, keys: &KeyRing) -> Result<Vec<CitizenId>> {
    let desk = open(path, keys, Options::default())?;
    let catalogue: Catalogue = r#"{"department": [{"id": "pju", "name": {"id": "", "en": ""}}],
        "category": [{"id": "lampu", "name": {"id": "", "en": ""}, "department": "pju",
        "example": {"id": "", "en": ""}, "class": "fast"}]}"#
        .parse()?;
    block_on(desk.set_catalogue(&Actor::System, catalogue))?;
    let people = (0..PEOPLE)
        .map(|n| block_on(desk.recognise(Recognise::new(Channel::Webchat, &format!("warga {n}")))))
        .collect::<Result<Vec<_>, _>>()?;
    block_on(desk.storage().upkeep(desk.now()))?;
    drop(desk);
    Connection::open(path)?.pragma_update(None, "wal_checkpoint", "TRUNCATE")?;
    Ok(people)
}

/// A complaint like any other: some twenty words and a place.
fn complaint(number: TrackingNumber, n: usize) -> Result<File> {
    const WHAT: [&str; 5] = [
        "Lampu penerangan jalan umum mati sejak tiga hari yang lalu",
        "Jalan berlubang cukup dalam dan membahayakan pengendara motor",
        "Sampah menumpuk di pinggir kali dan belum diangkut petugas",
        "Saluran air mampet sehingga air meluap ke rumah warga",
        "Pohon besar hampir tumbang mengenai kabel listrik",
    ];
    const WHERE: [&str; 4] = ["gang Mawar", "pasar lama", "sekolah dasar", "jembatan merah"];
    let words = format!(
        "{} di dekat {} RT {:02} RW {:02}, mohon segera ditindaklanjuti",
        WHAT[n % WHAT.len()],
        WHERE[n % WHERE.len()],
        n % 13,
        n % 7,
    );
    let mut file = File::new(number, "lampu".parse()?, Words::parse(&words)?);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let east = 107.0 + n as f64 / 10_000.0;
    file.place = Some(Place::Point(Point::new(-6.9, east)?));
    Ok(file)
}

/// Files one after the other and keeps the statements of each.
fn record(path: &Path, keys: &KeyRing, people: &[CitizenId]) -> Result<Vec<Vec<Statement>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let show = Arc::clone(&seen);
    let tracer = Tracer::new(move |statement| {
        if let Ok(mut seen) = show.lock() {
            seen.push(statement);
        }
    });
    let desk = open(path, keys, Options { trace: Some(tracer), ..Options::default() })?;
    let take = || seen.lock().map(|mut seen| std::mem::take(&mut *seen)).unwrap_or_default();
    take();
    (0..FILINGS)
        .map(|n| {
            let by = Actor::Citizen(people[n % people.len()]);
            block_on(desk.file(&by, complaint(desk.reserve(), n)?))?;
            let mut statements: Vec<Statement> = take();
            statements.retain(|statement| !is_transaction(&statement.sql));
            Ok(statements)
        })
        .collect()
}

/// Where a transaction begins and ends is the loop's own business.
fn is_transaction(sql: &str) -> bool {
    ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"].iter().any(|word| sql.starts_with(word))
}

/// Replays filings on a bare connection, so many a commit.
fn bare(path: &Path, filings: &[Vec<Statement>], a_commit: usize) -> Result<f64> {
    let connection = Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(256);
    for (pragma, value) in [("journal_mode", "WAL"), ("synchronous", "FULL")] {
        connection.pragma_update(None, pragma, value)?;
    }
    for (pragma, value) in [("secure_delete", 1), ("cache_size", -4096)] {
        connection.pragma_update(None, pragma, value)?;
    }
    let filings: Vec<Vec<(&str, Vec<Sql>)>> = filings
        .iter()
        .map(|filing| {
            filing.iter().map(|it| (it.sql.as_str(), it.values.iter().map(sql).collect())).collect()
        })
        .collect();
    let count = filings.len();
    let (time, result) = timed(|| -> Result<()> {
        for group in filings.chunks(a_commit) {
            connection.execute_batch("BEGIN IMMEDIATE")?;
            for (text, values) in group.iter().flatten() {
                let mut statement = connection.prepare_cached(text).context("prepare")?;
                let mut rows = statement.query(rusqlite::params_from_iter(values))?;
                while rows.next().context(text.to_string())?.is_some() {}
            }
            connection.execute_batch("COMMIT")?;
        }
        Ok(())
    });
    result?;
    Ok(a_second(count, time))
}

fn sql(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Integer(integer) => Sql::Integer(*integer),
        Value::Real(real) => Sql::Real(*real),
        Value::Text(text) => Sql::Text(text.clone()),
        Value::Blob(blob) => Sql::Blob(blob.clone()),
    }
}

/// Files from many callers at once; each waits for its acknowledgement before its next.
fn through_the_desk(
    path: &Path,
    keys: &KeyRing,
    people: &[CitizenId],
    callers: usize,
    count: usize,
) -> Result<f64> {
    let desk = open(path, keys, Options::default())?;
    let each = count / callers;
    let (time, done) = timed(|| {
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..callers)
                .map(|caller| {
                    let by = Actor::Citizen(people[caller % people.len()]);
                    let desk = &desk;
                    scope.spawn(move || -> Result<()> {
                        for n in 0..each {
                            let file = complaint(desk.reserve(), caller * each + n)?;
                            block_on(desk.file(&by, file))?;
                        }
                        Ok(())
                    })
                })
                .collect();
            all.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        })
    });
    for caller in done {
        caller.map_err(|_| anyhow::anyhow!("a caller panicked"))??;
    }
    Ok(a_second(each * callers, time))
}
