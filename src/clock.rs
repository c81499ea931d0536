//! The clock of the machine.

use std::time::SystemTime;

use aduan::ports::Clock;
use chrono::{DateTime, Utc};

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter that asks the machine")]
    fn now(&self) -> DateTime<Utc> {
        SystemTime::now().into()
    }
}
