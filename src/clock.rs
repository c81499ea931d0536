//! The clock of the machine.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::SystemTime,
};

use aduan::ports::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// The clock of the machine; somebody who cannot wait may turn it ahead.
#[derive(Debug, Default)]
pub(crate) struct SystemClock {
    milliseconds_ahead: AtomicI64,
}

impl SystemClock {
    /// Turns it ahead.
    pub(crate) fn turn(&self, by: TimeDelta) {
        self.milliseconds_ahead.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the adapter that asks the machine")]
    fn now(&self) -> DateTime<Utc> {
        let ahead = TimeDelta::milliseconds(self.milliseconds_ahead.load(Ordering::Relaxed));
        DateTime::<Utc>::from(SystemTime::now()) + ahead
    }
}
