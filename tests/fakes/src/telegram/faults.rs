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

/// What is to go wrong, and how often.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<(Option<String>, Fault, usize)>);

impl Faults {
    pub(super) fn add(&mut self, method: Option<&str>, fault: Fault, times: usize) {
        self.0.push((method.map(str::to_owned), fault, times));
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault that a call meets, if any.
    pub(super) fn meet(&mut self, method: &str) -> Option<Fault> {
        let met = |of: &Option<String>| of.as_deref().is_none_or(|of| of == method);
        let at = self.0.iter().position(|(of, _, times)| *times > 0 && met(of))?;
        self.0[at].2 -= 1;
        Some(self.0[at].1.clone())
    }
}
