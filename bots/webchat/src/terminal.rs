//! The conversation in a terminal: typed by a person, or read from a script.

mod line;
mod messenger;
mod officer;
mod script;
mod talk;

pub use line::read;
pub use messenger::{Look, Terminal};
pub use script::{InvalidScript, Script, Stage};
pub use talk::{Citizen, each_line, talk};
