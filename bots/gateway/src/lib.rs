//! Remembers each inbound message, turns it into one commit, and delivers what is owed.
//!
//! A message is two commits. [`Gateway::receive`] remembers every message of a webhook in one
//! batch, sealed, each at most once; only then may the channel say that it has them. The *turn* is
//! the second commit: it consumes the message and writes the next conversation, at most one verb's
//! changes, and the replies owed. A third, by the courier, marks a reply as sent.
//!
//! Work waits in lanes: one person's messages, or one complaint's news. A worker leases a lane,
//! drains it oldest first and lets go, so order holds per person however many workers run. Leases
//! only save work; the guards of each batch make things happen once.

mod bill;
mod breaker;
mod conversation;
mod courier;
mod deed;
mod drain;
mod error;
mod failpoint;
mod gateway;
mod inbound;
mod jobs;
mod ladder;
mod line;
mod listener;
mod maintenance;
mod moved;
mod pace;
mod photos;
mod quoted;
mod receive;
mod recipient;
mod run;
mod span;
mod switched;
mod tolerant;
mod turn;
mod window;
mod word;

pub use bill::Charge;
pub use drain::Worked;
pub use error::GatewayError;
pub use gateway::{Gateway, Settings, apology};
pub use inbound::{Heard, Inbound, Quoted};
pub use line::ChannelHealth;
pub use listener::Listener;
pub use pace::Pace;
pub use photos::Album;
pub use receive::Received;
pub use tolerant::lenient;
pub use word::{Fate, Word};

#[cfg(test)]
mod tests;
