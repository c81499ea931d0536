//! A hundred random deaths under concurrent filing, voting, commenting and chatting.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{
    io::Read,
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use aduan::{ports::Entropy, stub::SeededEntropy};
use crash::{Acknowledged, found, inspect};

const DEATHS: usize = 100;

/// Starts a victim, kills it the given time after it is ready, and hears what it said.
fn kill_after(folder: &Path, name: &str, life: Duration) -> String {
    let mut victim = Command::new(env!("CARGO_BIN_EXE_victim"))
        .args([folder.to_str().unwrap(), name])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = victim.stdout.take().unwrap();
    let (ready, is_ready) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        let (mut said, mut some) = (String::new(), [0; 4096]);
        loop {
            let count = pipe.read(&mut some).unwrap();
            if count == 0 {
                return said;
            }
            said.push_str(std::str::from_utf8(&some[..count]).unwrap());
            let _ = ready.send(());
        }
    });
    is_ready.recv().unwrap();
    // The moment of a death is the one thing here that has to be left to the real time.
    std::thread::sleep(life);
    victim.kill().unwrap();
    victim.wait().unwrap();
    reader.join().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_acknowledged_is_there_after_a_hundred_deaths() {
    let folder = tempfile::tempdir().unwrap();
    found(folder.path());
    let (chance, mut told) = (SeededEntropy::new(77), Acknowledged::default());
    for death in 1..=DEATHS {
        let mut byte = [0];
        chance.fill(&mut byte);
        let life = Duration::from_millis(u64::from(byte[0]) / 2);
        told.hear(&kill_after(folder.path(), &format!("k{death}"), life));
        if death % 20 == 0 {
            // Two chats at once, each with at most one reply in doubt when it died.
            let wrong = inspect(folder.path(), &told, 2 * death).await;
            assert_eq!(wrong, Vec::<String>::new(), "after {death} deaths");
        }
    }
    println!("{DEATHS} deaths, {} acknowledgements", told.len());
    assert!(told.len() > 10 * DEATHS, "too little happened: {}", told.len());
}
