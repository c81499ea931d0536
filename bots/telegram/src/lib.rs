//! The conversation on Telegram, on teloxide.
//!
//! [`Telegram`] sends; [`Intake`] takes what comes in, by a [webhook](Intake::webhook) or by
//! [polling](Intake::poll), and has it remembered before Telegram is told that we have it. Only
//! chats of one person with the bot are served.
//!
//! Requests are teloxide's. What comes in, and what answers say, is read by types of our own, every
//! field of which may be missing: Telegram adds kinds of updates several times a year, and teloxide
//! panics over one of those that are published today.

mod api;
mod backoff;
mod deep_link;
mod heard;
mod intake;
mod introduce;
mod polling;
mod render;
mod reporter;
mod settings;
mod standing;
mod telegram;
mod trouble;
mod update;
mod webhook;
mod words;

pub use deep_link::DeepLink;
pub use intake::Intake;
pub use reporter::Reporter;
pub use settings::{ApiUrl, InvalidSetting, Settings, Token, WebhookSecret};
pub use standing::Standing;
pub use telegram::Telegram;
