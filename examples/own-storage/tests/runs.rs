//! The example runs, and is as short as it says.

use std::{fs, process::Command};

#[test]
fn it_finds_what_it_filed() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let mut run = Command::new(env!("CARGO_BIN_EXE_own-storage"));
        let output = run.current_dir(&folder).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && said.ends_with(" is submitted\n"), "{said}");
        fs::remove_file(folder.path().join("lestari.journal")).unwrap();
    }
}

#[test]
fn it_takes_less_than_four_hundred_lines() {
    let files = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
    let text = |file: fs::DirEntry| fs::read_to_string(file.path()).unwrap();
    let lines: usize = files.map(|file| text(file.unwrap()).lines().count()).sum();
    assert!(lines < 400, "{lines} lines");
}
