//! Batches share a transaction, but not a fate.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    facts::Want,
    ports::{Storage, StorageErrorKind},
    query::{Filter, Index, Order},
    record::{Key, Name, Row},
};
use aduan_sqlite::Options;
use chrono::TimeDelta;
use common::*;
use futures::{
    FutureExt,
    executor::block_on,
    future::{join, join_all},
};

/// Commits all batches as one group: while another process holds the file, the first keeps the
/// writer busy and the others gather behind it.
fn commit_together(
    house: &House,
    storage: &aduan_sqlite::SqliteStorage,
    batches: Vec<Batch>,
) -> Vec<Result<Committed, StorageErrorKind>> {
    let other = rusqlite::Connection::open(house.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut first = Batch::new();
    first.guard(Guard::Once(token(9_999_999), (*b"").into()));
    let commits =
        join_all(std::iter::once(first).chain(batches).map(|batch| storage.commit(batch)));
    // Polled once after all commits were, which by then are handed over.
    let unlock = async { other.execute_batch("ROLLBACK").unwrap() };
    let (answers, ()) = block_on(join(commits, unlock.boxed_local()));
    answers.into_iter().skip(1).map(|answer| answer.map_err(|error| error.kind())).collect()
}

#[test]
fn bad_batches_fail_alone() {
    let house = House::new();
    let storage = house.open();
    apply(&storage, filing(1));

    let mut stolen_name = filing(5);
    let mut row = complaint(50);
    row.names = vec![Name::Handle(token(1_000_001))];
    stolen_name.put(row, 0);
    let mut not_guarded = Batch::new();
    not_guarded.write(Write::Finish(queued_id(1)));
    let mut with_facets = filing(8);
    with_facets.put(
        Row { key: Key::Catalogue, body: (*b"").into(), names: vec![], facets: Some(facets(8)) },
        0,
    );
    let mut taken_id = Batch::new();
    taken_id.guard(Guard::Once(token(77), (*b"").into())).write(Write::Enqueue(queued(1)));
    let mut limited = filing(10);
    limited.guard(Guard::Quota {
        key: token(5),
        window: TimeDelta::hours(1),
        limit: 0,
        now: noon(),
    });

    let answers = commit_together(
        &house,
        &storage,
        vec![
            filing(2),
            filing(1),
            filing(3),
            stolen_name,
            not_guarded,
            with_facets,
            taken_id,
            limited,
            filing(4),
        ],
    );
    assert_eq!(
        answers,
        [
            Ok(Committed::Applied),
            Ok(Committed::Duplicate(token(2_000_001), (*b"receipt").into())),
            Ok(Committed::Applied),
            Ok(Committed::Conflict),
            Err(StorageErrorKind::Malformed),
            Err(StorageErrorKind::Malformed),
            Ok(Committed::Conflict),
            Ok(Committed::Refused {
                key: token(5),
                until: "2026-11-02T13:00:00Z".parse().unwrap()
            }),
            Ok(Committed::Applied),
        ]
    );

    // Nothing of those that failed is there: no row, word, receipt, log entry or queued row.
    let everything = Filter::default();
    assert_eq!(all(&storage, &everything, Order::Newest), ids([4, 3, 2, 1]));
    let words = Filter { words: Some((Index::Staff, vec![word("a1b2c3")])), ..everything };
    assert_eq!(all(&storage, &words, Order::Newest), ids([4, 3, 2, 1]));
    assert_eq!(log_is_whole(&storage), 4);
    let wants = [Want::Receipt(token(2_000_005)), Want::Queued(queued_id(5))];
    let facts = block_on(storage.load(&wants)).unwrap();
    assert_eq!(facts.get(&wants[0]), Some(&aduan::facts::Fact::Receipt(None)));
    assert_eq!(facts.get(&wants[1]), Some(&aduan::facts::Fact::Queued(None)));
}

#[test]
fn a_batch_sees_its_elder_siblings() {
    let house = House::new();
    let storage = house.open();
    let put = |seen| {
        let mut batch = Batch::new();
        batch.put(
            Row { key: Key::Catalogue, body: (*b"").into(), names: vec![], facets: None },
            seen,
        );
        batch
    };
    let answers = commit_together(&house, &storage, vec![put(0), put(0), put(1), put(1)]);
    let (applied, conflict) = (Ok(Committed::Applied), Ok(Committed::Conflict));
    assert_eq!(answers, [applied.clone(), conflict.clone(), applied, conflict]);
}

#[test]
fn words_of_a_row_changed_twice_in_a_group_are_the_last() {
    let house = House::new();
    let storage = house.open();
    let put = |words: &[&str], seen| {
        let mut row = complaint(1);
        if let Some(facets) = &mut row.facets {
            facets.staff_words = words.iter().map(|text| word(text)).collect();
        }
        let mut batch = Batch::new();
        batch.put(row, seen);
        batch
    };
    let batches =
        vec![put(&["one", "two"], 0), put(&["two", "three"], 1), put(&[], 2), put(&["four"], 3)];
    commit_together(&house, &storage, batches);
    let holding = |text| {
        let filter = Filter { words: Some((Index::Staff, vec![word(text)])), ..Filter::default() };
        all(&storage, &filter, Order::Newest).len()
    };
    assert_eq!(["one", "two", "three", "four"].map(holding), [0, 0, 0, 1]);
}

#[test]
fn a_full_queue_is_busy_at_once() {
    let house = House::new();
    let storage = house.open_with("kota-lestari", Options { queue: 2, ..Options::default() });
    let answers = commit_together(&house, &storage, (1..=20).map(filing).collect());
    assert!(answers.contains(&Err(StorageErrorKind::Busy)));
    assert!(answers.contains(&Ok(Committed::Applied)));
    let applied = answers.iter().filter(|answer| **answer == Ok(Committed::Applied)).count();
    assert_eq!(all(&storage, &Filter::default(), Order::Newest).len(), applied);
}

#[test]
fn whoever_follows_the_log_is_woken() {
    let house = House::new();
    let storage = house.open();
    let mut waiting = std::pin::pin!(storage.changed(0));
    assert!(waiting.as_mut().now_or_never().is_none());
    apply(&storage, filing(1));
    assert_eq!(block_on(waiting).unwrap(), 1);
    assert_eq!(block_on(storage.changed(0)).unwrap(), 1);
}
