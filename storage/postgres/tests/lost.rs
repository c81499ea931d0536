//! Connections that break while a batch is under way: the caller is told the truth, and nothing
//! happens twice.

mod common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use aduan::{
    batch::{Batch, Committed, Set},
    facts::{Fact, Want},
    ports::{Storage, StorageErrorKind},
};
use aduan_postgres::Options;
use futures::future::join_all;

use self::common::{
    Clients as _, Database, RUNTIME,
    batches::{complaint_id, entry, join, numbers, officer, once, record, token},
    city,
};

/// Makes every commit last a little, so that there is something to break.
const SLOWLY: &str = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN PERFORM pg_sleep(0.004); RETURN NULL; END $$; \
     CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON unsealed DEFERRABLE INITIALLY DEFERRED \
     FOR EACH ROW EXECUTE FUNCTION slowly();";

/// Ends a connection of the store, one that is committing if there is one.
const KILL: &str = "SELECT state, pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'aduan' \
     ORDER BY state = 'active' AND query LIKE '%batch_commit%' DESC, random() LIMIT 1";

/// A batch with a key, or with nothing but a version.
fn batch(n: u64) -> Batch {
    let mut batch = if n.is_multiple_of(2) { once(n) } else { Batch::new() };
    batch.put(record(officer(n), "here"), 0).write(join(1, Set::Supports, n)).log(entry(n));
    batch
}

#[test]
fn a_thousand_batches_and_a_hundred_broken_connections() {
    const BATCHES: u64 = 1_000;
    const CALLERS: u64 = 8;
    let database = Arc::new(Database::new());
    RUNTIME.block_on(async {
        let options = Options { connections: 10, ..Options::default() };
        let storage = Arc::new(database.open(&city(), options).await);
        let killer = database.client().await;
        killer.batch_execute(SLOWLY).await.unwrap();

        let done = Arc::new(AtomicU64::new(0));
        let callers = (0..CALLERS).map(|caller| {
            let (storage, done) = (Arc::clone(&storage), Arc::clone(&done));
            tokio::spawn(async move {
                let mut told = Vec::new();
                for n in (caller..BATCHES).step_by(usize::try_from(CALLERS).unwrap()) {
                    told.push((n, storage.commit(batch(n)).await.map_err(|error| error.kind())));
                    done.fetch_add(1, Ordering::Relaxed);
                }
                told
            })
        });
        let kills = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        let killing = {
            let (kills, done) = (Arc::clone(&kills), Arc::clone(&done));
            tokio::spawn(async move {
                for nth in 0..BATCHES / 10 {
                    while done.load(Ordering::Relaxed) < nth * 10 {
                        tokio::time::sleep(Duration::from_micros(200)).await;
                    }
                    for row in killer.query(KILL, &[]).await.unwrap() {
                        let active = row.get::<_, Option<&str>>(0) == Some("active");
                        kills[usize::from(active)].fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        };
        let callers: Vec<_> = callers.collect();
        let told: Vec<_> =
            join_all(callers).await.into_iter().flat_map(|told| told.unwrap()).collect();
        killing.await.unwrap();
        let [idle, active] = &*kills;
        let (idle, active) = (idle.load(Ordering::Relaxed), active.load(Ordering::Relaxed));
        assert!(idle + active >= 95 && active >= 50, "{active} were at work, {idle} idle");

        let mut applied = 0;
        for (n, said) in &told {
            let facts = storage.load(&[Want::Record(officer(*n))]).await.unwrap();
            let version = facts.version(&officer(*n));
            match said {
                Ok(Committed::Applied) => {
                    applied += 1;
                    assert_eq!(version, 1, "batch {n} was acknowledged");
                }
                Err(StorageErrorKind::Unavailable | StorageErrorKind::Busy) => {
                    assert_eq!(version, 0, "batch {n} was said not to be stored");
                }
                other => panic!("batch {n}: {other:?}"),
            }
        }
        let mut logged = numbers(&storage.log(0, 10_000).await.unwrap());
        logged.sort_unstable();
        let mut expected: Vec<_> =
            told.iter().filter(|(_, said)| said.is_ok()).map(|(n, _)| *n).collect();
        expected.sort_unstable();
        assert_eq!(logged, expected, "each once");
        let facts = storage.load(&[Want::Tally(complaint_id(1))]).await.unwrap();
        assert_eq!(facts.tally(complaint_id(1)).supports, applied);
        println!(
            "{applied} of {BATCHES} applied; {active} connections broken at work, {idle} idle"
        );
        assert!(applied >= 990, "{applied}");
    });
}

const PROCESS: &str = "'00000000-0000-0000-0000-00000000000a'";

fn by_hand(number: i32) -> String {
    format!(
        "SELECT failed FROM batch_commit(1, {PROCESS}, 1, {number}, '{{}}', '{{}}', '{{}}', '{{}}', \
         '{{}}', '{{}}', '{{}}', ARRAY[ROW (NULL, sha256('x'), 'x')::batch_entry])"
    )
}

fn asked(number: i32) -> String {
    format!("SELECT batch_applied({PROCESS}, 1, {number})")
}

#[test]
fn who_asks_waits_for_a_batch_that_is_still_under_way() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let (late, asks) = (database.client().await, database.client().await);
        for (end, applied) in [("COMMIT", true), ("ROLLBACK", false)] {
            let number = if applied { 1 } else { 2 };
            late.batch_execute("BEGIN").await.unwrap();
            late.query(&by_hand(number), &[]).await.unwrap();
            let sql = asked(number);
            let answer = asks.query_one(&sql, &[]);
            let end = async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                late.batch_execute(end).await.unwrap();
            };
            let (answer, ()) = futures::join!(answer, end);
            assert_eq!(answer.unwrap().get::<_, bool>(0), applied);
        }
    });
}

#[test]
fn a_batch_that_was_given_up_comes_to_nothing_however_late() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let client = database.client().await;
        assert!(!client.query_one(&asked(7), &[]).await.unwrap().get::<_, bool>(0));
        let error = client.query(&by_hand(7), &[]).await.unwrap_err();
        assert_eq!(error.code().unwrap().code(), "AD002");
        let left = client.query_one("SELECT count(*) FROM unsealed", &[]).await.unwrap();
        assert_eq!(left.get::<_, i64>(0), 0);
        // The next number on that slot goes through, and an elder one is no longer known.
        client.query(&by_hand(8), &[]).await.unwrap();
        assert!(client.query_one(&asked(8), &[]).await.unwrap().get::<_, bool>(0));
    });
}

#[test]
fn what_failed_a_guard_was_not_applied() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let storage = database.store().await;
        assert_eq!(storage.commit(batch(2)).await.unwrap(), Committed::Applied);
        let duplicate = Committed::Duplicate(token(2), (*b"2").into());
        assert_eq!(storage.commit(batch(2)).await.unwrap(), duplicate);
        let client = database.client().await;
        let slots = client.query("SELECT number, void FROM batch", &[]).await.unwrap();
        assert_eq!(slots.len(), 1, "one slot, for one caller");
        assert_eq!(slots[0].get::<_, i64>(0), 1, "the second left nothing");
    });
}

#[cfg(feature = "failpoints")]
#[test]
fn an_answer_that_is_lost_is_found_out() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let storage = database.store().await;
        for (n, point) in [(1, "postgres.after_commit"), (2, "postgres.before_commit")] {
            fail::cfg(point, "1*return(lost)").unwrap();
            assert_eq!(storage.commit(batch(n)).await.unwrap(), Committed::Applied, "{point}");
            fail::remove(point);
            let facts = storage.load(&[Want::Record(officer(n))]).await.unwrap();
            assert_eq!(facts.version(&officer(n)), 1);
        }
        assert_eq!(numbers(&storage.log(0, 10).await.unwrap()), [1, 2]);
    });
}

#[test]
fn a_server_that_is_gone_is_said_to_be() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let options = Options { wait: Duration::from_millis(200), ..Options::default() };
        let storage = database.open(&city(), options).await;
        let client = database.server.client("postgres").await;
        // As good as gone: nobody is let in any more, and all are put out.
        let name = &database.name;
        client
            .batch_execute(&format!(
                "ALTER DATABASE {name} ALLOW_CONNECTIONS false; SELECT pg_terminate_backend(pid) \
                 FROM pg_stat_activity WHERE datname = '{name}'"
            ))
            .await
            .unwrap();
        let error = storage.commit(batch(1)).await.unwrap_err();
        assert_eq!(error.kind(), StorageErrorKind::Unavailable);
        assert!(storage.load(&[Want::Record(officer(1))]).await.is_err());
        client
            .batch_execute(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
            .await
            .unwrap();
        assert_eq!(storage.commit(batch(1)).await.unwrap(), Committed::Applied);
        let facts = storage.load(&[Want::Record(officer(1))]).await.unwrap();
        assert!(matches!(facts.get(&Want::Record(officer(1))), Some(Fact::Record(Some(_)))));
    });
}

#[test]
fn a_full_pool_is_busy() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let wait = Duration::from_millis(50);
        let options = Options { connections: 1, wait, ..Options::default() };
        let storage = Arc::new(database.open(&city(), options).await);
        let client = database.client().await;
        client.batch_execute("BEGIN; LOCK TABLE record IN ACCESS EXCLUSIVE MODE").await.unwrap();
        let stuck = {
            let storage = Arc::clone(&storage);
            tokio::spawn(async move { storage.commit(batch(1)).await })
        };
        tokio::time::sleep(Duration::from_millis(100)).await;
        let error = storage.load(&[Want::Record(officer(1))]).await.unwrap_err();
        assert_eq!(error.kind(), StorageErrorKind::Busy);
        client.batch_execute("COMMIT").await.unwrap();
        assert_eq!(stuck.await.unwrap().unwrap(), Committed::Applied);
    });
}
