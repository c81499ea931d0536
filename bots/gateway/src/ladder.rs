//! People to whom a channel takes no more messages for now: each is left alone for ever longer
//! whiles, and nobody else waits.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

/// The longest while.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// How many people are remembered before those are forgotten who may be written to again.
const PEOPLE: usize = 10_000;

/// For each chat to which it was too much: how often in a row, and until when it is left alone.
#[derive(Debug, Default)]
pub(crate) struct Ladder(HashMap<Box<str>, (u32, DateTime<Utc>)>);

impl Ladder {
    /// Until when a chat is left alone, if it is.
    pub(crate) fn rests_until(&self, now: DateTime<Utc>, chat: &str) -> Option<DateTime<Utc>> {
        self.0.get(chat).map(|(_, until)| *until).filter(|until| now < *until)
    }

    /// It was too much: the chat is left alone for 1, 4, 16 … seconds (Cloud API, "Pair rate
    /// limits"). Says for how long.
    pub(crate) fn too_much(&mut self, now: DateTime<Utc>, chat: &str) -> TimeDelta {
        if self.0.len() >= PEOPLE {
            self.0.retain(|_, (_, until)| now < *until);
        }
        let (times, until) = self.0.entry(chat.into()).or_insert((0, now));
        let rest = LONGEST.min(TimeDelta::seconds(4_i64.pow((*times).min(8))));
        (*times, *until) = (times.saturating_add(1), now + rest);
        rest
    }

    /// The chat took something.
    pub(crate) fn took(&mut self, chat: &str) {
        self.0.remove(chat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whiles_grow_to_an_hour_until_something_is_taken() {
        let (mut ladder, now) = (Ladder::default(), DateTime::UNIX_EPOCH);
        let whiles: Vec<_> = (0..8).map(|_| ladder.too_much(now, "sari").num_seconds()).collect();
        assert_eq!(whiles, [1, 4, 16, 64, 256, 1024, 3600, 3600]);
        assert_eq!(ladder.rests_until(now, "sari"), Some(now + LONGEST));
        assert_eq!(ladder.rests_until(now + LONGEST, "sari"), None);
        assert_eq!(ladder.rests_until(now, "budi"), None);
        ladder.took("sari");
        assert_eq!(ladder.too_much(now, "sari").num_seconds(), 1);
    }
}
