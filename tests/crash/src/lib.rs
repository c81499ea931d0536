//! Kills the product at every edge of a commit and looks at what is left.
//!
//! A *victim* is a process in which people file, vote, comment and chat at once. It says what it
//! was told, line by line, to whoever started it: `ack` when an acknowledgement arrived. However
//! it ends, the *inspection* afterwards opens the same store and wants everything acknowledged to
//! be there, nothing twice, and every reply owed to go out.
#![expect(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "these are tests that live in a library: to panic is how they speak"
)]

mod guessing;
mod inspection;
mod telling;
mod town;
mod victim;

pub use guessing::{guess, send_code};
pub use inspection::{Acknowledged, inspect};
pub use telling::{is_all_told, owe_many, tell};
pub use town::{Diary, found, open};
pub use victim::{Amount, Victim};
