//! The example runs, and is as short as it says.

use std::process::Command;

#[test]
fn it_files_supports_and_tracks() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_embed")).current_dir(&folder).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.ends_with(": 1 supporter(s)\n"), "{said}");
}

#[test]
fn it_takes_at_most_twenty_five_lines() {
    let lines = include_str!("../src/main.rs").lines().map(str::trim);
    let code = lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count();
    assert!(code <= 25, "{code} lines");
}
