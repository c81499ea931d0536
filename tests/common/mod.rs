//! Runs the built binary.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Tells whoever runs the tests, even if they pass.
pub(crate) fn tell(line: &str) {
    // Past the capture of the test runner, so that a skipped test is seen to be skipped.
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).unwrap();
}

/// Runs it in a folder, with keys of the configuration overridden and something on its input.
pub(crate) fn aduan(folder: &Path, args: &[&str], keys: &[(&str, &str)], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_aduan"))
        .args(args)
        .current_dir(folder)
        .env_remove("ADUAN_CONFIG")
        .envs(keys.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside the reading, or a long transcript and a long input would wait for each other. A
    // process that ends before it reads everything is a case of its own, not a mistake here.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// What it wrote.
pub(crate) fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub(crate) fn err(output: &Output) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    text
}
