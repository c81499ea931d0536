//! Files that are not what they should be: every one is told clearly, none with a panic.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use std::fs;

use aduan::{
    domain::Jurisdiction,
    facts::Want,
    ports::{Storage, StorageError},
    query::{Filter, Index, Order, Query, Select},
    record::Key,
};
use aduan_sqlite::{OpenError, SqliteStorage};
use common::*;
use futures::executor::block_on;

fn city() -> Jurisdiction {
    "kota-lestari".parse().unwrap()
}

/// A closed store with some complaints in it.
fn filled() -> House {
    let house = House::new();
    let storage = house.open();
    for n in 1..=40 {
        apply(&storage, filing(n));
    }
    drop(storage);
    house
}

fn refused(house: &House) -> OpenError {
    SqliteStorage::open(&house.path(), &city()).unwrap_err()
}

fn with_sql(house: &House, sql: &str) {
    rusqlite::Connection::open(house.path()).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn garbage_is_not_a_database() {
    let house = House::new();
    fs::write(house.path(), b"Dear city, my street lamp is broken. ".repeat(400)).unwrap();
    let error = refused(&house);
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");
    assert!(error.to_string().contains("is not a database"));
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let house = House::new();
    with_sql(&house, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)");
    assert!(matches!(refused(&house), OpenError::NotADatabase(_)));
    let theirs = rusqlite::Connection::open(house.path()).unwrap();
    let tables: i64 =
        theirs.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_damaged_header_is_told() {
    let house = filled();
    let mut file = fs::read(house.path()).unwrap();
    file[..16].fill(0);
    fs::write(house.path(), file).unwrap();
    assert!(matches!(refused(&house), OpenError::NotADatabase(_)));
}

#[test]
fn a_damaged_schema_is_told() {
    for sql in [
        "DROP INDEX complaint_due",
        "DROP TABLE name",
        "DROP INDEX queued_id; CREATE INDEX queued_id ON queued (city)",
    ] {
        let house = filled();
        with_sql(&house, sql);
        let error = refused(&house);
        assert!(matches!(error, OpenError::Schema(_)), "{sql}: {error}");
    }
}

#[test]
fn a_log_that_was_changed_is_told() {
    for sql in [
        "UPDATE log SET body = x'7b7d' WHERE position = 40",
        "UPDATE log SET link = zeroblob(32) WHERE position = 3",
        "DELETE FROM log WHERE position = 20",
    ] {
        let house = filled();
        with_sql(&house, sql);
        let error = refused(&house);
        assert!(matches!(error, OpenError::Damaged(_)), "{sql}: {error}");
        assert!(error.to_string().contains("the log does not verify"), "{error}");
    }
}

#[test]
fn a_newer_schema_is_told() {
    let house = filled();
    with_sql(&house, "PRAGMA user_version = 999");
    let error = refused(&house);
    assert!(matches!(error, OpenError::Newer { found: 999, .. }), "{error}");
    assert!(error.to_string().contains("newer release"), "{error}");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let house = House::new();
    let error = SqliteStorage::open(&house.path().join("no/such.db"), &city()).unwrap_err();
    assert!(matches!(error, OpenError::Inaccessible(..)), "{error:?}");
    let error = SqliteStorage::open(house.folder.path(), &city()).unwrap_err();
    assert!(matches!(error, OpenError::Inaccessible(..)), "{error:?}");
}

/// Whether it failed, and not with a panic that a thread caught.
fn fails<T>(answer: Result<T, StorageError>) -> bool {
    answer.is_err_and(|error| {
        assert!(!error.to_string().contains("panicked"), "{error}");
        true
    })
}

/// Opens and reads everything there is; errors are fine, panics are not.
fn explore(house: &House) -> bool {
    let Ok(storage) = SqliteStorage::open(&house.path(), &city()) else { return true };
    let mut failed = false;
    for n in 1..=40 {
        let wants = [
            Want::Record(Key::Complaint(complaint_id(n))),
            Want::Queued(queued_id(n)),
            Want::Tally(complaint_id(n)),
        ];
        failed |= fails(block_on(storage.load(&wants)));
    }
    let words = Filter { words: Some((Index::Staff, vec![word("a1b2c3")])), ..Filter::default() };
    for filter in [Filter::default(), words] {
        for order in [Order::Newest, Order::Due, Order::Supported] {
            let query = Query::new(Select::Complaints(filter.clone(), order), 50);
            failed |= fails(block_on(storage.list(&query)));
            failed |= fails(block_on(storage.count(&query)));
        }
    }
    failed |= fails(block_on(storage.log(0, 100)));
    failed |= fails(block_on(storage.figures(noon())));
    failed |= fails(commit(&storage, filing(41)));
    failed |= fails(block_on(storage.upkeep(noon())));
    failed
}

#[test]
fn a_file_cut_short_is_told() {
    let house = filled();
    let file = fs::read(house.path()).unwrap();
    for part in [1, 2, 3, 5, 7] {
        fs::write(house.path(), &file[..file.len() * part / 8]).unwrap();
        assert!(explore(&house), "{part} eighths");
    }
    fs::write(house.path(), &file[..50]).unwrap();
    assert!(explore(&house));
}

#[test]
fn flipped_bytes_never_panic() {
    let house = filled();
    let file = fs::read(house.path()).unwrap();
    let mut dice = 42_u64;
    let mut roll = |below: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % below
    };
    for _ in 0..60 {
        let mut flipped = file.clone();
        for _ in 0..8 {
            let at = roll(flipped.len());
            flipped[at] ^= u8::try_from(1 + roll(255)).unwrap();
        }
        for rest in ["aduan.db-wal", "aduan.db-shm"] {
            let _ = fs::remove_file(house.folder.path().join(rest));
        }
        fs::write(house.path(), flipped).unwrap();
        explore(&house);
    }
}

#[test]
fn values_that_are_none_are_told() {
    for sql in [
        "UPDATE complaint SET stage = 'lost' WHERE stage IS NOT NULL",
        "UPDATE complaint SET staff_words = x'ff'",
        "UPDATE complaint SET names = 'nobody'",
        "UPDATE complaint SET id = x'00' WHERE seq = (SELECT max(seq) FROM complaint)",
        "UPDATE complaint SET latitude = 1000",
        "UPDATE complaint SET category = 'NOT ONE'",
    ] {
        let house = filled();
        with_sql(&house, sql);
        let storage = house.open();
        let listed = [
            Select::Complaints(Filter::default(), Order::Newest),
            Select::Complaints(
                Filter { reporter: Some(token(1)), ..Filter::default() },
                Order::Newest,
            ),
        ]
        .map(|select| block_on(storage.list(&Query::new(select, 50))));
        for list in listed {
            let kind = list.unwrap_err().kind();
            assert_eq!(kind, aduan::ports::StorageErrorKind::Damaged, "{sql}");
        }
    }
}
