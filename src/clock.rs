//! The clock of a talk at a desk of one's own.

use std::sync::atomic::{AtomicI64, Ordering};

use aduan::{ports::Clock, system::SystemClock};
use chrono::{DateTime, TimeDelta, Utc};

/// The clock of the machine, which somebody who cannot wait may turn ahead.
#[derive(Debug, Default)]
pub(crate) struct TalkClock {
    milliseconds_ahead: AtomicI64,
}

impl TalkClock {
    /// Turns it ahead.
    pub(crate) fn turn(&self, by: TimeDelta) {
        self.milliseconds_ahead.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}

impl Clock for TalkClock {
    fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::milliseconds(self.milliseconds_ahead.load(Ordering::Relaxed));
        SystemClock.now() + ahead
    }
}
