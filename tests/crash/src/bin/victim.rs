//! A victim: `victim FOLDER NAME [TIMES]`. Failpoints come from the environment (`FAILPOINTS`).

use std::path::Path;

use crash::{Amount, Victim};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, name, times @ ..] = arguments.as_slice() else {
        eprintln!("usage: victim FOLDER NAME [TIMES]");
        std::process::exit(2);
    };
    let amount = match times.first().and_then(|times| times.parse().ok()) {
        Some(times) => Amount::Times(times),
        None => Amount::Endless,
    };
    let victim = Victim::ready(Path::new(folder), name).await;
    let _failpoints = fail::FailScenario::setup();
    victim.live(amount).await;
}
