//! The computer's own clock and chance. The only place in the workspace that asks for either.

use chrono::{DateTime, Utc};

use crate::ports::{Clock, Entropy};

/// The clock of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// The chance of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// Fills `bytes`.
    ///
    /// # Panics
    /// If the operating system has no chance to give: nothing may be drawn or sealed then.
    #[expect(clippy::disallowed_methods, clippy::expect_used, reason = "this is the adapter")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}
