//! An outside crate that files, supports and tracks with SQLite.
fn main() {}
