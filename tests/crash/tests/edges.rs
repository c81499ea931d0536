//! Death, panic, error and delay at every edge of a commit; and two bugs planted on purpose,
//! which the same inspection has to find.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{path::Path, process::Command};

use crash::{Acknowledged, found, inspect};

/// Every failpoint, in the order in which a message passes them.
const EDGES: [&str; 17] = [
    "inbox.before_commit",
    "inbox.after_commit",
    "turn.before_commit",
    "turn.after_commit",
    "photo.between_blobs",
    "photo.after_blobs",
    "job.before_commit",
    "job.after_commit",
    "outbox.leased",
    "outbox.after_send",
    "outbox.before_mark",
    "sqlite.before_begin",
    "sqlite.batch_applied",
    "sqlite.before_seal",
    "sqlite.before_commit",
    "sqlite.after_commit",
    "sqlite.before_ack",
];

/// Lives a short life with failpoints set, and says how it ended.
fn live(folder: &Path, name: &str, failpoints: &str) -> (Option<i32>, Acknowledged) {
    let output = Command::new(env!("CARGO_BIN_EXE_victim"))
        .args([folder.to_str().unwrap(), name, "8"])
        .env("FAILPOINTS", failpoints)
        .output()
        .unwrap();
    let mut told = Acknowledged::default();
    told.hear(&String::from_utf8(output.stdout).unwrap());
    (output.status.code(), told)
}

async fn every_edge(what: &str, ends_with: Option<i32>) {
    for edge in EDGES {
        let folder = tempfile::tempdir().unwrap();
        found(folder.path());
        // The first few times nothing, then it, and then nothing more.
        let (code, told) = live(folder.path(), "a", &format!("{edge}=5*off->1*{what}->off"));
        assert_eq!(code, ends_with, "{edge} {what}");
        let wrong = inspect(folder.path(), &told, 2).await;
        assert_eq!(wrong, Vec::<String>::new(), "{edge} {what}");
    }
}

#[tokio::test]
async fn death_at_any_edge_loses_nothing() {
    every_edge("return(exit)", Some(77)).await;
}

#[tokio::test]
async fn a_panic_at_any_edge_loses_nothing_and_the_others_live_on() {
    every_edge("panic", Some(0)).await;
}

#[tokio::test]
async fn an_error_at_any_edge_loses_nothing_and_the_others_live_on() {
    every_edge("return(error)", Some(0)).await;
}

#[tokio::test]
async fn a_delay_at_any_edge_loses_nothing() {
    every_edge("sleep(30)", Some(0)).await;
}

/// Dies again and again with a bug planted, until the inspection finds something.
async fn is_found(bug: &str, dies_at: &str) -> bool {
    for life in 5..15 {
        let folder = tempfile::tempdir().unwrap();
        found(folder.path());
        let failpoints = format!("{bug};{dies_at}={life}*off->return(exit)");
        let (_, told) = live(folder.path(), "a", &failpoints);
        if !inspect(folder.path(), &told, 2).await.is_empty() {
            return true;
        }
    }
    false
}

#[tokio::test]
async fn an_acknowledgement_before_the_commit_is_found() {
    // The pause lets the false acknowledgement leave the process before it dies.
    let bug = "planted.ack_before_commit=return;sqlite.before_seal=sleep(5)";
    assert!(is_found(bug, "sqlite.before_commit").await);
}

#[tokio::test]
async fn a_complaint_and_its_replies_in_two_commits_are_found() {
    assert!(is_found("planted.two_commits=return", "turn.between_commits").await);
}
