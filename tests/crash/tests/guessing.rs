//! A code gets at most five verdicts, however many guess at once and however often the process
//! dies.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{path::Path, process::Command};

use crash::{found, send_code};

/// Guesses `count` codes at once, and counts the verdicts.
fn guesses(folder: &Path, first: usize, count: usize, failpoints: &str) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_guesser"))
        .args([folder.to_str().unwrap(), &first.to_string(), &count.to_string()])
        .env("FAILPOINTS", failpoints)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().matches("verdict").count()
}

#[test]
fn sixty_four_at_once_get_at_most_five_verdicts() {
    let folder = tempfile::tempdir().unwrap();
    found(folder.path());
    send_code(folder.path());
    let verdicts = guesses(folder.path(), 0, 64, "");
    assert!((1..=5).contains(&verdicts), "{verdicts} verdicts");
}

#[test]
fn dying_after_each_guess_spends_the_attempt_all_the_same() {
    for edge in ["sqlite.before_commit", "sqlite.after_commit", "sqlite.before_ack"] {
        let folder = tempfile::tempdir().unwrap();
        found(folder.path());
        send_code(folder.path());
        for round in 0..8 {
            let told = guesses(folder.path(), 8 * round, 8, &format!("{edge}=return(exit)"));
            assert_eq!(told, 0, "a verdict left the process before it was safe to tell");
        }
        let verdicts = guesses(folder.path(), 64, 64, "");
        let most = if edge == "sqlite.before_commit" { 5 } else { 0 };
        assert!(verdicts <= most, "{verdicts} verdicts after deaths at {edge}");
    }
}
