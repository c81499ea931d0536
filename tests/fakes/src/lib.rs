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

/// A client that speaks HTTP, as the fakes bring things with; for tests that ask for things by themselves.
pub fn client() -> reqwest::Client {
    // Whoever was first has installed the same one.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::new()
}
