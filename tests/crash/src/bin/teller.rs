//! `teller FOLDER LIFE`: delivers what a city owes, in its life of that number.

use std::path::Path;

use crash::tell;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, life] = arguments.as_slice() else {
        eprintln!("usage: teller FOLDER LIFE");
        std::process::exit(2);
    };
    let _failpoints = fail::FailScenario::setup();
    tell(Path::new(folder), life.parse().unwrap_or(0)).await;
}
