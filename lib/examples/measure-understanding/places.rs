//! How often a place is found in a message that names one.

use aduan::words::place;

use crate::data::{Folder, text};
use crate::watch::Watch;

/// Prints how often a place is found where there is one, and where there is none. Whether the
/// right words were found has to be judged by somebody who reads them.
pub(crate) fn measure(folder: &Folder) {
    println!("# Place in words");
    let mut watch = Watch::default();
    let rows = folder.rows("chat_messages.csv");
    for (flag, which) in [("1", "names a place"), ("0", "names none")] {
        let found: Vec<bool> = rows
            .iter()
            .filter(|row| row.get("names_a_place").is_some_and(|it| it == flag))
            .map(|row| watch.time(|| place(&text(row, &["text"]))).is_some())
            .collect();
        let places = found.iter().filter(|found| **found).count();
        println!("  chat_messages.csv, {which}: found in {places} of {}", found.len());
    }
    println!("  {}", watch.shown());
}
