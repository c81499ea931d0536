//! The public pages as anybody meets them, over the storage in memory and a clock that stands
//! still.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story stops where it goes wrong")]

mod town;

mod doors;
mod leaks;
mod pages;
