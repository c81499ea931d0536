//! One file, one sitting.

use crate::repository::{files, text};

/// What a person reads in one sitting.
const SITTING: usize = 300;
/// What nobody does.
const MOST: usize = 500;

#[test]
fn no_file_is_too_long_to_read() {
    let mut lengths: Vec<_> = files(".rs")
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "data"))
        .map(|path| (text(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > SITTING)
        .collect();
    lengths.sort();
    for (lines, path) in &lengths {
        println!("{lines} lines: {}", path.display());
    }
    lengths.retain(|(lines, _)| *lines > MOST);
    assert!(lengths.is_empty(), "over {MOST} lines: {lengths:?}");
}
