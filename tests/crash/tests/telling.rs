//! Many people are told by a process that dies again and again.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test says so by failing")]

use std::{path::Path, process::Command};

use crash::{found, is_all_told, owe_many};

/// More than two pages of a job.
const FOLLOWERS: usize = 410;

/// Lives until there is nothing left to do, dying at that failpoint again and again, and says how
/// often it died.
fn live_on(folder: &Path, failpoint: &str) -> usize {
    for life in 0..100 {
        let ended = Command::new(env!("CARGO_BIN_EXE_teller"))
            .args([folder.to_str().unwrap(), &life.to_string()])
            .env("FAILPOINTS", failpoint)
            .status()
            .unwrap();
        match ended.code() {
            Some(0) => return life,
            code => assert_eq!(code, Some(77), "{failpoint}"),
        }
    }
    panic!("{failpoint}: it never came to an end");
}

#[tokio::test]
async fn everybody_is_told_once_however_often_whoever_tells_them_dies() {
    // Each with how often it goes well before it does not.
    for (edge, well, least) in [
        ("job.before_commit", 1, 1),
        ("job.after_commit", 1, 1),
        ("outbox.leased", 100, 3),
        ("outbox.after_send", 100, 3),
        ("outbox.before_mark", 100, 3),
        ("sqlite.before_commit", 150, 3),
        ("sqlite.after_commit", 150, 3),
    ] {
        let folder = tempfile::tempdir().unwrap();
        found(folder.path());
        owe_many(folder.path(), FOLLOWERS).await;
        let deaths = live_on(folder.path(), &format!("{edge}={well}*off->return(exit)"));
        assert!(deaths >= least, "{edge}: {deaths} deaths");
        let wrong = is_all_told(folder.path(), FOLLOWERS, deaths);
        assert_eq!(wrong, Vec::<String>::new(), "{edge}");
    }
}
