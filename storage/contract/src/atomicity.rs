//! A batch is applied whole or not at all.

use std::sync::atomic::{AtomicU64, Ordering};

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    facts::{Fact, Want},
    queue::Queue,
    record::{Key, Row},
};

use crate::{
    Medium,
    fixture::{
        Town, complaint, entry, handle, id, join, labels, minutes, now, number, officer, once, put,
        queued, quota, record, token,
    },
    trace::{everything, groundwork},
};

pub async fn a_batch_is_applied_whole(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(groundwork()).await;
    town.apply(everything()).await;

    let (version, row) = town.row(Key::Complaint(id(1))).await.unwrap();
    assert_eq!((version, &row.names), (2, &vec![number(1)]));
    assert_eq!(town.named_key(number(1)).await, Some(row.key));
    assert_eq!(town.named_key(number(0)).await, None, "the name it had");
    assert_eq!(town.version(Key::Complaint(id(2))).await, 1);
    assert_eq!(town.row(Key::Drawer(token("budi"))).await, None);
    let tally = town.tally(id(1)).await;
    assert_eq!((tally.supports, tally.comments), (1, 1));
    assert_eq!(town.receipt(token("once")).await.as_deref(), Some(&b"receipt"[..]));
    assert_eq!(town.log().await.len(), 3);
    assert!(town.claim(Queue::Outbox, now()).await.is_empty(), "the lane rests");
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(5)).await), [["fourth"]]);
}

/// Whatever `spoil` does to a batch of everything, nothing of it is left.
async fn leaves_nothing(medium: &dyn Medium, spoil: impl FnOnce(&mut Batch), expected: Committed) {
    let town = Town::open(medium).await;
    town.apply(groundwork()).await;
    town.apply(once("used", "first")).await;
    let mut last = Batch::new();
    last.guard(quota("used up", 1, now()));
    town.apply(last).await;

    let before = town.trace().await;
    let mut batch = everything();
    spoil(&mut batch);
    assert_eq!(town.commit(batch).await, expected);
    assert_eq!(town.trace().await, before);
    let lanes = labels(&town.claim(Queue::Outbox, now()).await);
    assert_eq!(lanes, [["first", "second", "third"]], "the lane does not rest");

    town.apply(everything()).await;
}

pub async fn a_stale_version_leaves_nothing(medium: &dyn Medium) {
    let stale = Guard::Version(officer(1), 7);
    leaves_nothing(medium, |batch| { batch.guard(stale); }, Committed::Conflict).await;
}

pub async fn a_duplicate_leaves_nothing(medium: &dyn Medium) {
    let used = Guard::Once(token("used"), (*b"second").into());
    let first = Committed::Duplicate(token("used"), (*b"first").into());
    leaves_nothing(medium, |batch| { batch.guard(used); }, first).await;
}

pub async fn a_refused_quota_leaves_nothing(medium: &dyn Medium) {
    let refused = Committed::Refused { key: token("used up"), until: minutes(60) };
    leaves_nothing(medium, |batch| { batch.guard(quota("used up", 1, now())); }, refused).await;
}

pub async fn a_moved_tally_leaves_nothing(medium: &dyn Medium) {
    let moved = Guard::Tally(id(1), Set::Supports, 0);
    leaves_nothing(medium, |batch| { batch.guard(moved); }, Committed::Conflict).await;
}

pub async fn a_taken_name_leaves_nothing(medium: &dyn Medium) {
    let taken = Row { names: vec![handle("ani")], ..record(officer(3), "Cici") };
    leaves_nothing(medium, |batch| { batch.put(taken, 0); }, Committed::Conflict).await;
}

pub async fn a_taken_name_at_the_front_leaves_nothing(medium: &dyn Medium) {
    let spoil = |batch: &mut Batch| {
        let taken = Row { names: vec![handle("ani")], ..record(officer(3), "Cici") };
        let rest = std::mem::take(batch);
        batch.put(taken, 0).join(rest);
    };
    leaves_nothing(medium, spoil, Committed::Conflict).await;
}

pub async fn the_first_guard_that_fails_decides(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(once("used", "first")).await;
    let stale = Guard::Version(officer(1), 7);
    let used = Guard::Once(token("used"), (*b"second").into());
    let never = quota("never", 0, now());
    let duplicate = Committed::Duplicate(token("used"), (*b"first").into());
    let refused = Committed::Refused { key: token("never"), until: minutes(60) };
    for (guards, expected) in [
        ([&stale, &used, &never], Committed::Conflict),
        ([&used, &stale, &never], duplicate.clone()),
        ([&used, &never, &stale], duplicate),
        ([&never, &used, &stale], refused),
    ] {
        let mut batch = Batch::new();
        for guard in guards {
            batch.guard(guard.clone());
        }
        assert_eq!(town.commit(batch).await, expected);
    }
}

pub async fn guards_are_checked_before_anything_is_written(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = put(complaint(1), 0);
    batch.write(join(id(1), Set::Supports, "ani"));
    batch.guard(Guard::Tally(id(1), Set::Supports, 0)).guard(Guard::Version(officer(1), 0));
    batch.put(record(officer(1), "Ani"), 0);
    town.apply(batch).await;
    assert_eq!(town.tally(id(1)).await.supports, 1);
}

pub async fn writes_are_applied_in_their_order(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = put(record(officer(1), "first"), 0);
    batch
        .put(record(officer(1), "second"), 0)
        .write(join(id(1), Set::Supports, "ani"))
        .write(Write::Leave(id(1), Set::Supports, token("ani")))
        .write(join(id(1), Set::Supports, "budi"))
        .write(Write::Enqueue(queued("first", "lane", now())))
        .write(Write::Enqueue(queued("second", "lane", now())))
        .log(entry(None, 1))
        .log(entry(None, 2));
    town.apply(batch).await;
    let (version, row) = town.row(officer(1)).await.unwrap();
    assert_eq!((version, &*row.body), (2, &b"second"[..]));
    assert_eq!(town.tally(id(1)).await.supports, 1);
    assert_eq!(labels(&town.claim(Queue::Outbox, now()).await), [["first", "second"]]);
    let bodies: Vec<_> = town.log().await.into_iter().map(|entry| entry.body).collect();
    assert_eq!(bodies, [entry(None, 1).to_bytes(), entry(None, 2).to_bytes()]);
}

pub async fn a_reader_never_sees_half_a_batch(medium: &dyn Medium) {
    const ROUNDS: u64 = 40;
    let town = Town::open(medium).await;
    let other = Key::Drawer(token("other"));
    let wants = [
        Want::Record(officer(1)),
        Want::Record(other.clone()),
        Want::Tally(id(1)),
        Want::Queued(crate::fixture::queued_id("end")),
    ];
    let loads = AtomicU64::new(0);
    town.together(4, async |town, thread| {
        if thread == 0 {
            for round in 0..ROUNDS {
                // Somebody reads before each commit, so that the two meet.
                let before = loads.load(Ordering::SeqCst);
                while loads.load(Ordering::SeqCst) == before {
                    town.go_on();
                    std::thread::yield_now();
                }
                let mut batch = put(record(officer(1), &round.to_string()), round);
                batch.put(record(other.clone(), &round.to_string()), round);
                batch.write(join(id(1), Set::Follows, &round.to_string()));
                town.apply(batch).await;
            }
            return;
        }
        loop {
            town.go_on();
            let facts = town.storage().load(&wants).await.unwrap();
            loads.fetch_add(1, Ordering::SeqCst);
            let (one, two) = (facts.record(&officer(1)), facts.record(&other));
            let bodies = [one, two].map(|row| row.map(|row| row.value.body.clone()));
            assert_eq!(bodies[0], bodies[1]);
            let version = one.map_or(0, |row| row.version);
            assert_eq!(version, facts.version(&other));
            assert_eq!(version, facts.tally(id(1)).follows);
            assert_eq!(facts.get(&wants[3]), Some(&Fact::Queued(None)));
            if version == ROUNDS {
                return;
            }
        }
    });
}
