//! Ever longer pauses between tries.

use std::time::Duration;

use crate::trouble::Trouble;

/// Pauses, each twice as long as the one before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(crate) const fn between(first: Duration, longest: Duration) -> Self {
        Self { first, longest, next: first }
    }

    /// The next pause; Telegram's own word for it, if it says one.
    pub(crate) fn next(&mut self, trouble: &Trouble) -> Duration {
        if let Trouble::Wait(after) = trouble {
            return *after;
        }
        let next = self.next;
        self.next = (next * 2).min(self.longest);
        next
    }

    /// It worked: the next pause is short again.
    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}
