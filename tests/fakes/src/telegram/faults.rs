//! Misbehaving on command.

use std::time::Duration;

/// How a call is answered that is not to be answered as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 429, and how many seconds to wait, if that is said.
    TooMany(Option<u64>),
    /// An error of that code, in those words.
    Error(u16, &'static str),
    /// What stands before Telegram answers, in HTML.
    BadGateway,
    /// Nothing for so long, and then an answer to a call that was not taken.
    Hang(Duration),
    /// The connection ends within an answer to a call that was not taken.
    Cut,
    /// The call is taken, and the connection ends within the answer.
    TakenThenCut,
}
