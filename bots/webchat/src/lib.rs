//! The same conversation in a web page and in a terminal.

pub mod terminal;
#[cfg(feature = "web")]
pub mod web;
