//! The circuit breaker of a channel: one that keeps failing is left alone for a while.

use chrono::{DateTime, TimeDelta, Utc};

/// How many failures in a row open it.
const FAILURES: u32 = 5;
/// How long the first rest is; each further one is twice as long, up to [`LONGEST`].
const FIRST: TimeDelta = TimeDelta::seconds(10);
/// The longest rest.
const LONGEST: TimeDelta = TimeDelta::minutes(5);
/// How long a probe may take before another one is let through.
const PROBE: TimeDelta = TimeDelta::seconds(30);

/// Whether a channel is tried, and what is known of its failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Breaker {
    /// It is tried; so many failures in a row.
    Closed(u32),
    /// It is left alone until then, for the so-manieth time.
    Open(DateTime<Utc>, u32),
    /// One message is on its way to see whether it works again; the others wait until then.
    Probing(DateTime<Utc>, u32),
}

impl Breaker {
    /// Lets a message through, or says until when it has to wait. After a rest one is let
    /// through, and its fate decides.
    pub(crate) fn admit(&mut self, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        match *self {
            Self::Closed(_) => Ok(()),
            Self::Open(until, _) | Self::Probing(until, _) if now < until => Err(until),
            Self::Open(_, rests) | Self::Probing(_, rests) => {
                *self = Self::Probing(now + PROBE, rests);
                Ok(())
            }
        }
    }

    /// The channel answered, be it with a no.
    pub(crate) fn answered(&mut self) {
        *self = Self::Closed(0);
    }

    /// The channel failed.
    pub(crate) fn failed(&mut self, now: DateTime<Utc>) {
        *self = match *self {
            Self::Closed(failures) if failures + 1 < FAILURES => Self::Closed(failures + 1),
            Self::Closed(_) => Self::opened(now, 1),
            // A straggler from before tells nothing new.
            Self::Open(..) => return,
            Self::Probing(_, rests) => Self::opened(now, rests.saturating_add(1)),
        };
    }

    fn opened(now: DateTime<Utc>, rests: u32) -> Self {
        let rest = FIRST * 2_i32.pow(rests.saturating_sub(1).min(10));
        Self::Open(now + rest.min(LONGEST), rests)
    }

    /// Until when it is left alone at least, if it is.
    pub(crate) fn rests_until(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Closed(_) => None,
            Self::Open(until, _) | Self::Probing(until, _) => Some(until),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn five_failures_in_a_row_open_it_and_a_success_between_does_not() {
        let mut breaker = Breaker::Closed(0);
        for _ in 0..4 {
            breaker.failed(at(0));
        }
        breaker.answered();
        for _ in 0..4 {
            breaker.failed(at(0));
        }
        assert_eq!(breaker.admit(at(0)), Ok(()));
        breaker.failed(at(0));
        assert_eq!(breaker.admit(at(0)), Err(at(10)));
    }

    #[test]
    fn one_message_probes_and_its_fate_decides() {
        let mut breaker = Breaker::Open(at(10), 1);
        assert_eq!(breaker.admit(at(10)), Ok(()));
        assert_eq!(breaker.admit(at(10)), Err(at(40)), "the others wait for the probe");
        breaker.failed(at(11));
        assert_eq!(breaker.admit(at(12)), Err(at(31)), "twice as long as before");
        assert_eq!(breaker.admit(at(31)), Ok(()));
        breaker.answered();
        assert_eq!([(); 3].map(|()| breaker.admit(at(32))), [Ok(()); 3]);
    }

    #[test]
    fn rests_grow_to_five_minutes_and_stragglers_do_not_lengthen_them() {
        let mut breaker = Breaker::Open(at(10), 9);
        breaker.failed(at(1));
        assert_eq!(breaker, Breaker::Open(at(10), 9));
        breaker.admit(at(10)).unwrap();
        breaker.failed(at(10));
        assert_eq!(breaker.rests_until(), Some(at(310)));
    }
}
