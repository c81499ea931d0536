//! How fast somebody writes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// More messages than this in a minute are a lot (script `slow_down`). They are all dealt with.
const A_LOT: u32 = 20;

/// How many messages came within a minute, and whether she was told that they are a lot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Haste {
    /// When the minute began.
    since: Option<DateTime<Utc>>,
    count: u32,
    told: bool,
}

impl Haste {
    /// Counts a message.
    pub(crate) fn heard(&mut self, now: DateTime<Utc>) {
        if !self.is_minute_of(now) {
            *self = Self { since: Some(now), ..Self::default() };
        }
        self.count = self.count.saturating_add(1);
    }

    /// Whether she is to be told now: once in a minute.
    pub(crate) fn tell(&mut self, now: DateTime<Utc>) -> bool {
        let tell = self.count > A_LOT && !self.told && self.is_minute_of(now);
        self.told |= tell;
        tell
    }

    /// Clocks that go back begin a minute anew.
    fn is_minute_of(&self, now: DateTime<Utc>) -> bool {
        self.since.is_some_and(|since| (since..since + TimeDelta::minutes(1)).contains(&now))
    }
}
