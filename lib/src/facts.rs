//! What a decision wants to know, and what the storage answered from one snapshot.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    batch::Set,
    domain::{CategoryId, ComplaintId},
    query::Item,
    queue::Waiting,
    record::{Key, Name, Row, Versioned},
    seal::Token,
};

/// One thing a decision wants to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// A record; not for [`Key::Queued`].
    Record(Key),
    /// The record of that name.
    Named(Name),
    /// The receipt stored with a key.
    Receipt(Token),
    /// Whether somebody is a member.
    Member(ComplaintId, Set, Token),
    /// The sizes of a complaint's sets.
    Tally(ComplaintId),
    /// How many were counted for a key in the window that holds the time.
    Quota(Token, TimeDelta, DateTime<Utc>),
    /// A row of a queue, waiting or buried.
    Queued(crate::domain::QueuedId),
    /// What is known of these words, keyed, and of every category.
    Learned(Vec<Box<str>>),
}

/// The sizes of a complaint's sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many support it.
    pub supports: u64,
    /// How many want to be told.
    pub follows: u64,
    /// How many comments it has.
    pub comments: u64,
    /// How many, besides the reporter, say that it is mended.
    pub confirmations: u64,
}

impl Tally {
    /// The sizes as `size` tells them.
    pub fn by(mut size: impl FnMut(Set) -> u64) -> Self {
        let mut tally = Self::default();
        for set in Set::ALL {
            *tally.of_mut(set) = size(set);
        }
        tally
    }

    /// The size of one set.
    pub fn of(&self, set: Set) -> u64 {
        match set {
            Set::Supports => self.supports,
            Set::Follows => self.follows,
            Set::Comments => self.comments,
            Set::Confirmations => self.confirmations,
        }
    }

    /// The size of one set, to change.
    pub fn of_mut(&mut self, set: Set) -> &mut u64 {
        match set {
            Set::Supports => &mut self.supports,
            Set::Follows => &mut self.follows,
            Set::Comments => &mut self.comments,
            Set::Confirmations => &mut self.confirmations,
        }
    }
}

/// How often words stood in the complaints of each category.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Per category, how many complaints and how many words in them.
    pub totals: BTreeMap<CategoryId, (u64, u64)>,
    /// Per word that was asked for, in how many complaints of each category it stood.
    pub counts: BTreeMap<Box<str>, BTreeMap<CategoryId, u64>>,
}

impl Learned {
    /// Each word, and in how many complaints of a category it stood.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        self.counts.iter().flat_map(|(word, counts)| {
            counts.iter().map(|(of, count)| Item::Learned(word.clone(), of.clone(), *count))
        })
    }

    /// What is known of these words, and of every category.
    #[must_use]
    pub fn of(&self, words: &[Box<str>]) -> Self {
        let known = words.iter().filter_map(|word| self.counts.get_key_value(word));
        let counts = known.map(|(word, counts)| (word.clone(), counts.clone())).collect();
        Self { totals: self.totals.clone(), counts }
    }

    /// Moves what is known of a category's words, as [`Write::Learn`](crate::batch::Write::Learn)
    /// tells.
    pub fn learn(&mut self, category: &CategoryId, words: &[Box<str>], by: i8) {
        let moved = |count: &mut u64| *count = count.saturating_add_signed(by.into());
        let (complaints, total) = self.totals.entry(category.clone()).or_default();
        moved(complaints);
        for word in words {
            let counts = self.counts.entry(word.clone()).or_default();
            moved(counts.entry(category.clone()).or_default());
            moved(total);
        }
    }
}

/// A window of a quota: what a storage keeps a count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Window {
    /// What is counted.
    pub key: Token,
    /// How many seconds the window lasts.
    pub seconds: i64,
    /// The second since 1970 at which it begins, a multiple of its length.
    pub begins: i64,
}

impl Window {
    /// The window of that length that holds `now`.
    pub fn holding(key: Token, length: TimeDelta, now: DateTime<Utc>) -> Self {
        let seconds = length.num_seconds().max(1);
        Self { key, seconds, begins: now.timestamp().div_euclid(seconds).saturating_mul(seconds) }
    }

    /// When it is over.
    pub fn ends(&self) -> DateTime<Utc> {
        let ends = self.begins.saturating_add(self.seconds);
        DateTime::from_timestamp(ends, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.key, self.seconds, self.begins)
    }
}

/// A receipt as a storage may keep it. A batch tells no time, so the age of its receipt is counted
/// from the first upkeep that sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The receipt.
    pub receipt: Box<[u8]>,
    /// The first upkeep that saw it.
    pub seen: Option<DateTime<Utc>>,
}

impl Kept {
    /// A receipt no upkeep has seen.
    pub fn new(receipt: &[u8]) -> Self {
        Self { receipt: receipt.into(), seen: None }
    }

    /// Shows it to an upkeep, and says whether it may be forgotten: thirty days after the first.
    pub fn is_over(&mut self, now: DateTime<Utc>) -> bool {
        now.signed_duration_since(*self.seen.get_or_insert(now)) > TimeDelta::days(30)
    }
}

/// The answer to a want.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// To [`Want::Record`] and [`Want::Named`].
    Record(Option<Versioned<Row>>),
    /// To [`Want::Receipt`].
    Receipt(Option<Box<[u8]>>),
    /// To [`Want::Member`].
    Member(bool),
    /// To [`Want::Tally`].
    Tally(Tally),
    /// To [`Want::Quota`].
    Quota(u32),
    /// To [`Want::Queued`].
    Queued(Option<Waiting>),
    /// To [`Want::Learned`].
    Learned(Learned),
}

/// Wants and their answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts(BTreeMap<Want, Fact>);

impl Facts {
    /// Nothing is known yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds an answer.
    pub fn insert(&mut self, want: Want, fact: Fact) {
        self.0.insert(want, fact);
    }

    /// Adds all of `more`.
    pub fn extend(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// Whether `want` was answered.
    pub fn has(&self, want: &Want) -> bool {
        self.0.contains_key(want)
    }

    /// The answer to `want`, if it was asked.
    pub fn get(&self, want: &Want) -> Option<&Fact> {
        self.0.get(want)
    }

    /// The record under `key`; `None` if there is none.
    pub fn record(&self, key: &Key) -> Option<&Versioned<Row>> {
        match self.0.get(&Want::Record(key.clone())) {
            Some(Fact::Record(row)) => row.as_ref(),
            _ => None,
        }
    }

    /// The record of that name; `None` if there is none.
    pub fn named(&self, name: &Name) -> Option<&Versioned<Row>> {
        match self.0.get(&Want::Named(name.clone())) {
            Some(Fact::Record(row)) => row.as_ref(),
            _ => None,
        }
    }

    /// The version of the record or the queued row under `key`: 0 if there is none.
    pub fn version(&self, key: &Key) -> u64 {
        match key {
            Key::Queued(id) => match self.0.get(&Want::Queued(*id)) {
                Some(Fact::Queued(Some(waiting))) => waiting.version,
                _ => 0,
            },
            key => self.record(key).map_or(0, |row| row.version),
        }
    }

    /// The receipt stored with a key; `None` if there is none.
    pub fn receipt(&self, key: Token) -> Option<&[u8]> {
        match self.0.get(&Want::Receipt(key)) {
            Some(Fact::Receipt(receipt)) => receipt.as_deref(),
            _ => None,
        }
    }

    /// Whether somebody is a member.
    pub fn is_member(&self, complaint: ComplaintId, set: Set, who: Token) -> bool {
        matches!(self.0.get(&Want::Member(complaint, set, who)), Some(Fact::Member(true)))
    }

    /// The sizes of a complaint's sets.
    pub fn tally(&self, complaint: ComplaintId) -> Tally {
        match self.0.get(&Want::Tally(complaint)) {
            Some(Fact::Tally(tally)) => *tally,
            _ => Tally::default(),
        }
    }

    /// How many were counted.
    pub fn quota(&self, key: Token, window: TimeDelta, now: DateTime<Utc>) -> u32 {
        match self.0.get(&Want::Quota(key, window, now)) {
            Some(Fact::Quota(used)) => *used,
            _ => 0,
        }
    }
}

impl FromIterator<(Want, Fact)> for Facts {
    fn from_iter<I: IntoIterator<Item = (Want, Fact)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}
