//! Several processes at once, at both isolations. A store is a process here: it shares nothing with
//! another but the database.
#![expect(clippy::unwrap_used, clippy::panic, reason = "to panic is how a story fails")]

mod common;

use std::sync::Arc;

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    facts::{Fact, Want},
    log::{Digest, digest, link},
    ports::Storage,
    query::{Query, Select},
    queue::{Claim, Queue},
    record::Key,
};
use aduan_postgres::PostgresStorage;
use chrono::TimeDelta;
use futures::future::join_all;

use self::common::{
    batches::{
        Dice, complaint, complaint_id, enqueue, entry, join, noon, numbers, officer, once,
        queued_id, quota, record, token,
    },
    deadlocks, story,
};

async fn apply(storage: &PostgresStorage, batch: Batch) {
    assert_eq!(storage.commit(batch).await.unwrap(), Committed::Applied);
}

/// Everything a batch can lock, named in any order.
#[test]
fn crossing_batches_neither_deadlock_nor_fail() {
    story(async |database, one, other| {
        for n in 0..6 {
            let mut batch = once(1_000 + n);
            batch.put(record(officer(n), "0"), 0).put(complaint(n), 0).write(enqueue(n, n));
            apply(&one, batch).await;
        }
        let workers = (0..8_u64).map(|worker| {
            let storage = Arc::clone(if worker % 2 == 0 { &one } else { &other });
            tokio::spawn(async move {
                let mut dice = Dice(worker);
                for round in 0..30 {
                    loop {
                        match storage
                            .commit(crossing(&storage, &mut dice, worker, round).await)
                            .await
                        {
                            Ok(Committed::Applied) => break,
                            Ok(Committed::Conflict) => {}
                            other => panic!("{other:?}"),
                        }
                    }
                }
            })
        });
        join_all(workers).await.into_iter().for_each(|done| done.unwrap());
        assert_eq!(deadlocks(&database).await, 0);
        let facts =
            one.load(&[Want::Tally(complaint_id(0)), Want::Record(officer(0))]).await.unwrap();
        let members = Select::Members(complaint_id(0), Set::Follows);
        let count = one.count(&Query::new(members, 1)).await.unwrap();
        assert_eq!(facts.tally(complaint_id(0)).follows, count);
    });
}

/// Four things of six of every kind, in an order of its own.
async fn crossing(storage: &PostgresStorage, dice: &mut Dice, worker: u64, round: u64) -> Batch {
    let mut these: Vec<u64> = (0..6).collect();
    dice.shuffle(&mut these);
    these.truncate(4);
    let wants: Vec<Want> = these
        .iter()
        .flat_map(|n| [Want::Record(officer(*n)), Want::Record(Key::Complaint(complaint_id(*n)))])
        .chain(these.iter().map(|n| Want::Queued(queued_id(*n))))
        .collect();
    let facts = storage.load(&wants).await.unwrap();
    let mut batch = Batch::new();
    for n in these {
        let who = worker * 1_000 + round;
        match dice.below(6) {
            0 => batch.put(record(officer(n), "1"), facts.version(&officer(n))),
            1 => {
                let key = Key::Complaint(complaint_id(n));
                batch.put(complaint(n), facts.version(&key))
            }
            2 => batch.guard(Guard::Version(officer(n), facts.version(&officer(n)))),
            3 => {
                let seen = match facts.get(&Want::Queued(queued_id(n))) {
                    Some(Fact::Queued(Some(waiting))) => waiting.version,
                    _ => panic!("no row"),
                };
                batch.guard(Guard::Version(Key::Queued(queued_id(n)), seen));
                batch.write(Write::Retry(queued_id(n)))
            }
            4 => batch.guard(quota(n, u32::MAX)),
            _ => batch.write(Write::Release(Queue::Outbox, token(n), noon())),
        };
        batch.write(join(n, Set::Follows, who)).write(join(n, Set::Supports, n % 3));
        batch.write(Write::Leave(complaint_id(n), Set::Supports, token(round % 3)));
        batch.write(enqueue(10_000 + who * 10 + n, n));
    }
    batch.guard(quota(99, u32::MAX)).log(entry(round));
    batch
}

#[test]
fn a_quota_is_not_overrun_by_two_processes() {
    story(async |_, one, other| {
        let workers = (0..16_u64).map(|worker| {
            let storage = Arc::clone(if worker % 2 == 0 { &one } else { &other });
            tokio::spawn(async move {
                let mut applied = 0;
                for round in 0..10 {
                    let mut batch = once(worker * 100 + round);
                    batch.guard(quota(1, 50));
                    match storage.commit(batch).await.unwrap() {
                        Committed::Applied => applied += 1,
                        Committed::Refused { .. } => {}
                        other => panic!("{other:?}"),
                    }
                }
                applied
            })
        });
        let applied: u32 = join_all(workers).await.into_iter().map(|done| done.unwrap()).sum();
        assert_eq!(applied, 50);
    });
}

#[test]
fn votes_beside_a_closing_never_conflict() {
    story(async |_, one, other| {
        apply(&one, {
            let mut batch = Batch::new();
            batch.put(complaint(1), 0);
            batch
        })
        .await;
        let closing = {
            let one = Arc::clone(&one);
            tokio::spawn(async move {
                for seen in 1..=40 {
                    let mut batch = Batch::new();
                    batch.put(complaint(1), seen).log(entry(seen));
                    apply(&one, batch).await;
                }
            })
        };
        let votes = (0..4_u64).map(|voter| {
            let other = Arc::clone(&other);
            tokio::spawn(async move {
                for round in 0..25 {
                    let mut batch = once(voter * 100 + round);
                    batch.write(join(1, Set::Supports, voter * 100 + round));
                    apply(&other, batch).await;
                }
            })
        });
        join_all(votes).await.into_iter().for_each(|done| done.unwrap());
        closing.await.unwrap();
        let facts = one.load(&[Want::Tally(complaint_id(1))]).await.unwrap();
        assert_eq!(facts.tally(complaint_id(1)).supports, 100);
    });
}

/// A batch with one entry, by hand, so that it can be left open.
const BY_HAND: &str = "SELECT failed FROM batch_commit((SELECT min(city) FROM city WHERE name = \
     'kota-lestari'), gen_random_uuid(), 1, 1, '{}', '{}', '{}', '{}', '{}', '{}', '{}', \
     ARRAY[ROW (NULL, sha256($1), $1)::batch_entry])";

#[test]
fn an_entry_that_is_committed_late_is_not_skipped() {
    story(async |database, one, other| {
        let late = database.client().await;
        late.batch_execute("BEGIN").await.unwrap();
        late.query(BY_HAND, &[&&*entry(99).to_bytes()]).await.unwrap();

        // Others go on, and a reader reads them.
        for n in 1..=3 {
            let mut batch = once(n);
            batch.log(entry(n));
            apply(&other, batch).await;
        }
        let first = one.log(0, 100).await.unwrap();
        assert_eq!(numbers(&first), [1, 2, 3]);
        late.batch_execute("COMMIT").await.unwrap();

        // The reader who goes on gets it, and so does who waits.
        assert_eq!(one.changed(3).await.unwrap(), 4);
        assert_eq!(numbers(&one.log(3, 100).await.unwrap()), [99]);
        let all = other.log(0, 100).await.unwrap();
        let mut before = Digest::default();
        for (entry, position) in all.iter().zip(1..) {
            assert_eq!(entry.position, position);
            assert_eq!(entry.digest, digest(&entry.body));
            assert_eq!(entry.link, link(&before, &entry.digest));
            before = entry.link;
        }
    });
}

/// More than a sealer takes in many rounds: who reads waits for all of it.
#[test]
fn a_long_backlog_is_read_to_its_end() {
    story(async |database, one, other| {
        let backlog = "INSERT INTO unsealed SELECT city, nextval('batch_order'), 1, NULL, sha256($1), $1 \
             FROM city, generate_series(1, 25000) WHERE name = 'kota-lestari'";
        database.client().await.execute(backlog, &[&&*entry(7).to_bytes()]).await.unwrap();
        assert_eq!(numbers(&other.log(24_999, 100).await.unwrap()), [7]);
        assert_eq!(one.changed(24_999).await.unwrap(), 25_000);
    });
}

#[test]
fn who_waits_hears_of_another_process_within_a_second() {
    story(async |_, one, other| {
        for n in 1..=5 {
            let waiting = {
                let one = Arc::clone(&one);
                tokio::spawn(async move { one.changed(n - 1).await.unwrap() })
            };
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
            let mut batch = once(n);
            batch.log(entry(n));
            apply(&other, batch).await;
            let second = std::time::Duration::from_secs(1);
            assert_eq!(tokio::time::timeout(second, waiting).await.unwrap().unwrap(), n);
        }
    });
}

#[test]
fn a_lease_excludes_other_processes() {
    story(async |_, one, other| {
        for n in 0..100 {
            let mut batch = once(n);
            batch.write(enqueue(n, n));
            apply(&one, batch).await;
        }
        let workers = (0..8_u64).map(|worker| {
            let storage = Arc::clone(if worker % 2 == 0 { &one } else { &other });
            tokio::spawn(async move {
                let mut mine = Vec::new();
                let claim = Claim {
                    queue: Queue::Outbox,
                    lane: None,
                    now: noon(),
                    lease: TimeDelta::minutes(1),
                    lanes: 3,
                    rows: 5,
                };
                for _ in 0..40 {
                    for leased in storage.claim(&claim).await.unwrap() {
                        assert_eq!(leased.rows.len(), 1);
                        mine.push(leased.lane);
                    }
                }
                mine
            })
        });
        let mut all: Vec<_> =
            join_all(workers).await.into_iter().flat_map(|done| done.unwrap()).collect();
        let many = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!((many, all.len()), (100, 100));
    });
}

#[test]
fn what_was_learned_is_folded_and_stays_what_it_was() {
    story(async |database, one, other| {
        let lampu = |by| Write::Learn {
            category: "lampu".parse().unwrap(),
            words: vec!["lampu".into(), "mati".into(), "mati".into()],
            by,
        };
        // The second round takes more back than there is.
        for steps in [vec![1, 1, 1, -1], vec![-1, -1, -1, 1, 1]] {
            for (n, by) in steps.into_iter().enumerate() {
                let storage = if n % 2 == 0 { &one } else { &other };
                let mut batch = Batch::new();
                batch.guard(Guard::Version(officer(1), 0)).write(lampu(by));
                apply(storage, batch).await;
            }
            let want = [Want::Learned(vec!["lampu".into(), "mati".into()])];
            let client = database.client().await;
            let waiting = "SELECT count(*) FROM learned_lately";
            loop {
                let left: i64 = client.query_one(waiting, &[]).await.unwrap().get(0);
                let facts = one.load(&want).await.unwrap();
                let Some(Fact::Learned(learned)) = facts.get(&want[0]) else { panic!("no answer") };
                let of = "lampu".parse().unwrap();
                assert_eq!(learned.totals[&of], (2, 6), "{left} to be folded");
                assert_eq!((learned.counts["lampu"][&of], learned.counts["mati"][&of]), (2, 4));
                if left == 0 {
                    break;
                }
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        }
    });
}
