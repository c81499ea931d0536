//! The providers of channels, as strict fakes: a call that the real one would refuse is a mistake
//! here, what was said reads as a chat, and they misbehave on command.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! use fakes::telegram::FakeTelegram;
//! let telegram = FakeTelegram::start().await;
//! println!("telegram.api_url = {:?}, telegram.token = {:?}", telegram.url(), telegram.token());
//! assert!(telegram.mistakes().is_empty());
//! # });
//! ```
#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "these are tests that live in a library: to panic is how they speak"
)]

pub mod telegram;
pub mod whatsapp;

mod faults;
mod wire;

pub use wire::{Delivery, client};
