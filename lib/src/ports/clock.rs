//! Time.

use std::fmt;

use chrono::{DateTime, Utc};

/// What time it is. The twin for tests is [`StoppedClock`](crate::stub::StoppedClock).
///
/// ```
/// use aduan::{ports::Clock, stub::StoppedClock};
/// use chrono::TimeDelta;
/// let clock = StoppedClock::at("2026-11-21T09:00:00Z");
/// clock.advance(TimeDelta::minutes(5));
/// assert_eq!(clock.now().to_rfc3339(), "2026-11-21T09:05:00+00:00");
/// ```
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The time now, in UTC.
    fn now(&self) -> DateTime<Utc>;
}
