//! `guesser FOLDER FIRST COUNT`: guesses that many codes at once, and says `verdict` for each
//! verdict it was told.

use std::path::Path;

use crash::{guess, open};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, first, count] = arguments.as_slice() else {
        eprintln!("usage: guesser FOLDER FIRST COUNT");
        std::process::exit(2);
    };
    let (first, count) = (first.parse().unwrap_or(0_u32), count.parse().unwrap_or(1));
    let desk = open(Path::new(folder));
    let _failpoints = fail::FailScenario::setup();
    let guesses: Vec<_> = (first..first + count)
        .map(|digits| {
            let desk = desk.clone();
            tokio::spawn(async move {
                if guess(&desk, digits).await {
                    println!("verdict");
                }
            })
        })
        .collect();
    for guess in guesses {
        let _ = guess.await;
    }
}
