//! Queues of work, in lanes.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{domain::QueuedId, seal::Token};

/// The four queues, all of one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Queue {
    /// Messages that came in.
    Inbox,
    /// Messages owed to people.
    Outbox,
    /// Things to do at a time.
    Timers,
    /// Work in pieces, such as telling many people.
    Jobs,
}

impl Queue {
    /// Every queue there is.
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Outbox, Self::Timers, Self::Jobs];

    /// The name storages may keep it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Outbox => "outbox",
            Self::Timers => "timers",
            Self::Jobs => "jobs",
        }
    }
}

/// What keeps its order: one person's rows, or one complaint's.
pub type Lane = Token;

/// A row of a queue.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queued {
    /// Its id.
    pub id: QueuedId,
    /// The queue.
    pub queue: Queue,
    /// The lane, in which rows are worked oldest first.
    pub lane: Lane,
    /// Not before this time.
    pub due: DateTime<Utc>,
    /// A waiting row of the same lane with the same key makes room for this one.
    pub replaces: Option<Token>,
    /// What is to be done, sealed by whoever wrote it.
    pub body: Box<[u8]>,
}

impl fmt::Debug for Queued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Queued({}, {}, {} bytes)", self.queue.name(), self.id, self.body.len())
    }
}

/// A row as it waits, with the number of times it was tried in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The row.
    pub row: Queued,
    /// The version a guard names: tries in vain, plus one.
    pub version: u64,
    /// Why it was buried, if it was.
    pub buried: Option<Box<str>>,
}

/// A wish for lanes to work on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Of which queue.
    pub queue: Queue,
    /// Only this lane, if given: what a commit pokes.
    pub lane: Option<Lane>,
    /// The time now: rows due later and lanes leased or resting beyond it are left out.
    pub now: DateTime<Utc>,
    /// How long nobody else gets these lanes.
    pub lease: TimeDelta,
    /// The most lanes.
    pub lanes: usize,
    /// The most rows of each.
    pub rows: usize,
}

/// A lane that is ours until the lease ends, with its due rows, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The lane.
    pub lane: Lane,
    /// Its rows.
    pub rows: Vec<Waiting>,
}
