//! Failures at every edge of a commit. Needs the feature `failpoints`.
#![cfg(feature = "failpoints")]

mod common;

use std::{
    env, process,
    sync::{Mutex, MutexGuard, PoisonError},
};

use aduan::{
    batch::Committed,
    ports::{Storage, StorageErrorKind},
    query::{Filter, Order},
};
use common::*;
use futures::executor::block_on;

const BEFORE: [&str; 4] =
    ["sqlite.before_begin", "sqlite.batch_applied", "sqlite.before_seal", "sqlite.before_commit"];
const AFTER: [&str; 2] = ["sqlite.after_commit", "sqlite.before_ack"];

/// Failpoints belong to the process, so one story at a time.
fn alone() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn before_the_commit_nothing_is_stored() {
    let _alone = alone();
    for point in BEFORE {
        for (action, kind) in [
            ("1*return(error)", StorageErrorKind::Unavailable),
            ("1*return(full)", StorageErrorKind::Full),
            ("1*panic", StorageErrorKind::Unavailable),
        ] {
            let house = House::new();
            let storage = house.open();
            apply(&storage, filing(1));
            fail::cfg(point, action).unwrap();
            let error = commit(&storage, filing(2)).unwrap_err();
            fail::remove(point);
            assert_eq!(error.kind(), kind, "{point} {action}");
            assert_eq!(all(&storage, &Filter::default(), Order::Newest), ids([1]));
            // The writer goes on, on another connection.
            apply(&storage, filing(2));
            assert_eq!(log_is_whole(&storage), 2);
        }
    }
}

#[test]
fn after_the_commit_nobody_is_told_that_it_failed() {
    let _alone = alone();
    for point in AFTER {
        for action in ["1*return(error)", "1*panic"] {
            let house = House::new();
            let storage = house.open();
            fail::cfg(point, action).unwrap();
            let error = commit(&storage, filing(1)).unwrap_err();
            fail::remove(point);
            assert_eq!(error.kind(), StorageErrorKind::Unknown, "{point} {action}");
            // It can be found out by its guard.
            let again = commit(&storage, filing(1)).unwrap();
            assert!(matches!(again, Committed::Duplicate(..)));
            assert_eq!(log_is_whole(&storage), 1);
            assert_eq!(block_on(storage.changed(0)).unwrap(), 1, "{point} {action}");
        }
    }
}

/// Runs as a process of its own, below, and ends at a failpoint.
#[test]
fn child() {
    let (Ok(path), Ok(point)) = (env_of("ADUAN_TEST_PATH"), env_of("ADUAN_TEST_POINT")) else {
        return;
    };
    let _alone = alone();
    let city = "kota-lestari".parse().unwrap();
    let storage = aduan_sqlite::SqliteStorage::open(path.as_ref(), &city).unwrap();
    apply(&storage, filing(1));
    fail::cfg(point, "return(exit)").unwrap();
    let _ = commit(&storage, filing(2));
    unreachable!("the process ended");
}

#[expect(clippy::disallowed_methods, reason = "how a test tells its child what to do")]
fn env_of(name: &str) -> Result<String, env::VarError> {
    env::var(name)
}

#[test]
fn a_killed_process_leaves_a_whole_store() {
    for (points, filed) in [(&BEFORE[..], 1), (&AFTER[..], 2)] {
        for point in points {
            let house = House::new();
            let status = process::Command::new(env::current_exe().unwrap())
                .args(["--exact", "child", "--nocapture"])
                .env("ADUAN_TEST_PATH", house.path())
                .env("ADUAN_TEST_POINT", point)
                .stdout(process::Stdio::null())
                .stderr(process::Stdio::null())
                .status()
                .unwrap();
            assert_eq!(status.code(), Some(77), "{point}");
            let storage = house.open();
            assert_eq!(log_is_whole(&storage), filed, "{point}");
            let found = all(&storage, &Filter::default(), Order::Newest).len() as u64;
            assert_eq!(found, filed, "{point}");
        }
    }
}
