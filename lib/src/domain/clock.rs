//! How long a complaint has been waiting for the city.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The clock of one complaint. It runs from the filing and stands still only while the city
/// waits for the citizen; transfers and comments never move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clockwork {
    started: DateTime<Utc>,
    allowance: TimeDelta,
    paused: TimeDelta,
    paused_since: Option<DateTime<Utc>>,
}

impl Clockwork {
    /// Starts it at `now`, with `allowance` until the deadline.
    pub fn started(now: DateTime<Utc>, allowance: TimeDelta) -> Self {
        Self { started: now, allowance, paused: TimeDelta::zero(), paused_since: None }
    }

    /// Stops it at `now`; a stopped clock stays stopped.
    #[must_use]
    pub fn pause(mut self, now: DateTime<Utc>) -> Self {
        self.paused_since.get_or_insert(now);
        self
    }

    /// Lets it run again from `now`.
    #[must_use]
    pub fn resume(mut self, now: DateTime<Utc>) -> Self {
        if let Some(since) = self.paused_since.take() {
            self.paused += (now - since).max(TimeDelta::zero());
        }
        self
    }

    /// Gives it another allowance, as a corrected category does.
    #[must_use]
    pub fn with_allowance(mut self, allowance: TimeDelta) -> Self {
        self.allowance = allowance;
        self
    }

    /// The deadline, or `None` while the clock stands still.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        self.paused_since.is_none().then(|| self.started + self.allowance + self.paused)
    }
}
