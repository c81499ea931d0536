//! The domain: what a complaint is, who may do what, and every verb; it does no I/O and knows no
//! runtime, database or channel.

mod desk;
mod roster;
mod wrappers;

pub mod authority;
pub mod batch;
pub mod book;
pub mod buried;
pub mod domain;
pub mod erasure;
pub mod facts;
pub mod jobs;
pub mod log;
pub mod memory;
pub mod owed;
pub mod password;
pub mod phrase;
pub mod ports;
pub mod prelude;
pub mod query;
pub mod queue;
pub mod record;
pub mod refusal;
pub mod seal;
pub mod stub;
pub mod sweep;
#[cfg(feature = "system")]
pub mod system;
pub mod transfer;
pub mod verb;
pub mod verbs;
pub mod words;

pub use desk::{Desk, DeskError, Done};
