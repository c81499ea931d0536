//! What a decision wants to know, and what the storage answered from one snapshot.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    batch::Set,
    domain::{CategoryId, ComplaintId},
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

    /// The version of the record under `key`: 0 if there is none.
    pub fn version(&self, key: &Key) -> u64 {
        self.record(key).map_or(0, |row| row.version)
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
