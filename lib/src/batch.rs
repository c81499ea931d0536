//! A batch: everything one decision changes, as one value, applied whole or not at all.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{CategoryId, ComplaintId, QueuedId},
    facts::{Facts, Kept, Want, Window},
    log::Entry,
    queue::{Lane, Queue, Queued},
    record::{Key, Row},
    seal::Token,
};

/// The smallest fact a decision leaned on. If it does not hold when the batch is committed, the
/// batch is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The record is in this version; version 0 is a record that does not exist. A queued row is
    /// in version 1 when it is inserted and one higher after each [`Write::Retry`].
    Version(Key, u64),
    /// Nothing was committed with this key; the receipt is stored with it.
    Once(Token, Box<[u8]>),
    /// Fewer than `limit` were counted for this key in the window that holds `now`; if so, this
    /// commit counts one more. A window begins at a multiple of its length since 1970.
    Quota {
        /// What is counted.
        key: Token,
        /// How long a window lasts; whole seconds.
        window: TimeDelta,
        /// The most that may be counted in it.
        limit: u32,
        /// The time of the decision.
        now: DateTime<Utc>,
    },
    /// The complaint has exactly this many members of a set.
    Tally(ComplaintId, Set, u64),
}

impl Guard {
    /// What has to be known to say whether it holds.
    pub fn want(&self) -> Want {
        match self {
            Self::Version(Key::Queued(id), _) => Want::Queued(*id),
            Self::Version(key, _) => Want::Record(key.clone()),
            Self::Once(key, _) => Want::Receipt(*key),
            Self::Quota { key, window, now, .. } => Want::Quota(*key, *window, *now),
            Self::Tally(complaint, ..) => Want::Tally(*complaint),
        }
    }
}

/// The sets around a complaint. They take no version: a member is inserted if absent, and the
/// tally moves by the rows really inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Set {
    /// Who supports it.
    Supports,
    /// Who wants to be told.
    Follows,
    /// What people added.
    Comments,
    /// Who, besides the reporter, says that it is mended.
    Confirmations,
}

impl Set {
    /// Every set there is.
    pub const ALL: [Self; 4] = [Self::Supports, Self::Follows, Self::Comments, Self::Confirmations];

    /// The name storages may keep it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Follows => "follows",
            Self::Comments => "comments",
            Self::Confirmations => "confirmations",
        }
    }
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One member of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The complaint.
    pub complaint: ComplaintId,
    /// The set.
    pub set: Set,
    /// The member: a person's token, or a comment's.
    pub who: Token,
    /// The day it was added; never the hour.
    pub day: NaiveDate,
    /// What comes with it, such as the words of a comment, as the domain wrote it.
    pub body: Box<[u8]>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// Inserts or replaces a record; its version rises by one. Its names replace those it had.
    Put(Row),
    /// Removes a record and its names.
    Erase(Key),
    /// Adds a member if it is absent.
    Join(Member),
    /// Removes a member if it is there.
    Leave(ComplaintId, Set, Token),
    /// Adds a row to the end of a lane. If a waiting row of the lane has the same `replaces` key,
    /// that row is removed first.
    Enqueue(Queued),
    /// Removes a row that was dealt with.
    Finish(QueuedId),
    /// Counts a try of a row that could not be dealt with yet.
    Retry(QueuedId),
    /// Takes a row out of its lane and keeps it for an operator, with the reason.
    Bury(QueuedId, Box<str>),
    /// Ends the lease of a lane, which rests until the given time.
    Release(Queue, Lane, DateTime<Utc>),
    /// Moves what is known of a category's words: by +1 when a complaint is filed, and by −1 when
    /// it turns out to belong elsewhere. Nothing falls below zero.
    Learn {
        /// The category.
        category: CategoryId,
        /// The words, keyed.
        words: Vec<Box<str>>,
        /// By how much; +1 or −1.
        by: i8,
    },
}

/// Guards, writes and log entries that belong together.
///
/// It is put together with methods that add the guard a write needs, so that no batch can forget
/// it. [`Batch::check`] is what a storage asks before it applies one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    guards: Vec<Guard>,
    writes: Vec<Write>,
    entries: Vec<Entry>,
}

/// Why a batch is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It leans on nothing.
    #[error("a batch without a guard")]
    NoGuard,
    /// It touches more than [`Batch::LIMIT`] rows.
    #[error("a batch of more than {} rows", Batch::LIMIT)]
    TooLarge,
    /// It replaces a record whose version it does not guard.
    #[error("a write without its guard")]
    Unguarded,
}

impl Batch {
    /// The most rows one batch may touch.
    pub const LIMIT: usize = 500;

    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leans on `guard`.
    pub fn guard(&mut self, guard: Guard) -> &mut Self {
        self.guards.push(guard);
        self
    }

    /// Replaces the record that was seen in version `seen`, or inserts it if that is 0.
    pub fn put(&mut self, row: Row, seen: u64) -> &mut Self {
        self.guards.push(Guard::Version(row.key.clone(), seen));
        self.writes.push(Write::Put(row));
        self
    }

    /// Removes the record that was seen in version `seen`.
    pub fn erase(&mut self, key: Key, seen: u64) -> &mut Self {
        self.guards.push(Guard::Version(key.clone(), seen));
        self.writes.push(Write::Erase(key));
        self
    }

    /// Adds a write that needs no guard of its own.
    pub fn write(&mut self, write: Write) -> &mut Self {
        self.writes.push(write);
        self
    }

    /// Says in the log what happened.
    pub fn log(&mut self, entry: Entry) -> &mut Self {
        self.entries.push(entry);
        self
    }

    /// Adds all of `other`, so that two decisions become one commit.
    pub fn join(&mut self, other: Self) -> &mut Self {
        self.guards.extend(other.guards);
        self.writes.extend(other.writes);
        self.entries.extend(other.entries);
        self
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        let Self { guards, writes, entries } = self;
        guards.is_empty() && writes.is_empty() && entries.is_empty()
    }

    /// What it leans on, in the order in which it is checked.
    pub fn guards(&self) -> &[Guard] {
        &self.guards
    }

    /// What it changes, in the order in which it is applied.
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// What it says in the log.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Checks its form.
    pub fn check(&self) -> Result<(), Malformed> {
        if self.guards.is_empty() {
            return Err(Malformed::NoGuard);
        }
        if self.guards.len() + self.writes.len() + self.entries.len() > Self::LIMIT {
            return Err(Malformed::TooLarge);
        }
        let guarded = |key: &Key| {
            self.guards.iter().any(|guard| matches!(guard, Guard::Version(of, _) if of == key))
        };
        let all = self.writes.iter().all(|write| match write {
            Write::Put(row) => guarded(&row.key),
            Write::Erase(key) => guarded(key),
            Write::Finish(id) | Write::Retry(id) | Write::Bury(id, _) => guarded(&Key::Queued(*id)),
            Write::Join(_)
            | Write::Leave(..)
            | Write::Enqueue(_)
            | Write::Release(..)
            | Write::Learn { .. } => true,
        });
        if all { Ok(()) } else { Err(Malformed::Unguarded) }
    }

    /// The receipts its guards leave behind once it is applied.
    pub fn receipts(&self) -> impl Iterator<Item = (Token, Kept)> {
        self.guards.iter().filter_map(|guard| match guard {
            Guard::Once(key, receipt) => Some((*key, Kept::new(receipt))),
            _ => None,
        })
    }

    /// The windows in which its guards count, with how many are counted in each once it is
    /// applied. The facts are those of [`first_failing`](Self::first_failing).
    pub fn windows(&self, facts: &Facts) -> BTreeMap<Window, u32> {
        let mut windows = BTreeMap::new();
        for guard in &self.guards {
            if let Guard::Quota { key, window, now, .. } = guard {
                let used = facts.quota(*key, *window, *now);
                *windows.entry(Window::holding(*key, *window, *now)).or_insert(used) += 1;
            }
        }
        windows
    }

    /// What its guards want to know.
    pub fn wants(&self) -> Vec<Want> {
        self.guards.iter().map(Guard::want).collect()
    }

    /// What the first guard that does not hold makes of it, and `None` if all hold. The facts are
    /// the answers to [`wants`](Self::wants) at the time of the commit.
    pub fn first_failing(&self, facts: &Facts) -> Option<Committed> {
        let mut counted = BTreeMap::<Window, u32>::new(); // by the guards before
        self.guards.iter().find_map(|guard| match guard {
            Guard::Version(key, seen) => {
                (facts.version(key) != *seen).then_some(Committed::Conflict)
            }
            Guard::Once(key, _) => {
                facts.receipt(*key).map(|first| Committed::Duplicate(*key, first.into()))
            }
            Guard::Quota { key, window: length, limit, now } => {
                let window = Window::holding(*key, *length, *now);
                let counted = counted.entry(window).or_default();
                let used = facts.quota(*key, *length, *now).saturating_add(*counted);
                *counted += 1;
                (used >= *limit).then(|| Committed::Refused { key: *key, until: window.ends() })
            }
            Guard::Tally(complaint, set, size) => {
                (facts.tally(*complaint).of(*set) != *size).then_some(Committed::Conflict)
            }
        })
    }
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// It is applied, whole and durable.
    Applied,
    /// Something changed since it was decided, or a name belongs to another record: reload and
    /// decide again.
    Conflict,
    /// A batch with this key was applied before; here is the receipt stored with it.
    Duplicate(Token, Box<[u8]>),
    /// A quota is used up until then.
    Refused {
        /// What was counted.
        key: Token,
        /// When the window ends.
        until: DateTime<Utc>,
    },
}
