//! Chance for the invented story, which repeats.

use aduan::ports::Entropy;
use chrono::TimeDelta;

/// Dice over a source of chance.
#[derive(Debug)]
pub(super) struct Dice<'e>(pub(super) &'e dyn Entropy);

impl Dice<'_> {
    /// A number below `n`; 0 if there is none.
    pub(super) fn below(&self, n: u32) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        // Small numbers are likelier by less than a millionth.
        u32::from_le_bytes(bytes).checked_rem(n).unwrap_or_default()
    }

    /// Whether something of that likelihood, in percent, happens.
    pub(super) fn chance(&self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// A number from 0 to below 1.
    pub(super) fn part(&self) -> f64 {
        f64::from(self.below(1 << 24)) / f64::from(1 << 24)
    }

    /// A time from one to below the other.
    pub(super) fn between(&self, shortest: TimeDelta, longest: TimeDelta) -> TimeDelta {
        shortest + self.some_of(longest - shortest)
    }

    /// A part of a time, in whole seconds.
    pub(super) fn some_of(&self, time: TimeDelta) -> TimeDelta {
        let seconds = u32::try_from(time.num_seconds()).unwrap_or_default();
        TimeDelta::seconds(self.below(seconds).into())
    }

    /// A place in a list of that length.
    pub(super) fn index(&self, length: usize) -> usize {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        usize::try_from(self.below(length)).unwrap_or_default()
    }

    /// One of them; nothing if there are none.
    pub(super) fn pick<'a>(&self, from: &'a [Box<str>]) -> &'a str {
        from.get(self.index(from.len())).map_or("", AsRef::as_ref)
    }
}
