//! Queues of work, in lanes.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{batch::Write, domain::QueuedId, ports::StorageError, seal::Token};

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

impl fmt::Display for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
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

impl Waiting {
    /// A row that was just added.
    pub fn new(row: Queued) -> Self {
        Self { row, version: 1, buried: None }
    }

    /// Does to it what `write` does to the rows of queues, and says whether it stays.
    pub fn stays(&mut self, write: &Write) -> bool {
        let place = |row: &Queued| (row.queue, row.lane, row.replaces);
        match write {
            Write::Enqueue(row) => {
                row.replaces.is_none() || self.buried.is_some() || place(&self.row) != place(row)
            }
            Write::Finish(id) => *id != self.row.id,
            Write::Retry(id) if *id == self.row.id => {
                self.version += 1;
                true
            }
            Write::Bury(id, why) if *id == self.row.id => {
                self.buried = Some(why.clone());
                true
            }
            _ => true,
        }
    }
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

impl Claim {
    /// When its leases end.
    pub fn until(&self) -> DateTime<Utc> {
        self.now.checked_add_signed(self.lease).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Chooses the lanes to lease out of all rows there are, which come in the order in which
    /// they were added. `closed` tells until when a lane is leased or rests, if it is or does.
    pub fn choose<'w>(
        &self,
        rows: impl IntoIterator<Item = &'w Waiting>,
        closed: impl Fn(Lane) -> Result<Option<DateTime<Utc>>, StorageError>,
    ) -> Result<Vec<Leased>, StorageError> {
        let mut lanes = BTreeMap::<Lane, Vec<&Waiting>>::new();
        for waiting in rows {
            let Queued { queue, lane, due, .. } = waiting.row;
            let wanted = queue == self.queue && self.lane.is_none_or(|only| only == lane);
            if wanted && due <= self.now && waiting.buried.is_none() {
                lanes.entry(lane).or_default().push(waiting);
            }
        }
        let mut open = Vec::new();
        for (lane, rows) in lanes {
            if closed(lane)?.is_none_or(|until| until <= self.now) {
                open.push((lane, rows));
            }
        }
        open.sort_by_key(|(_, rows)| rows.iter().map(|waiting| waiting.row.due).min());
        let rows = |rows: Vec<&Waiting>| rows.into_iter().take(self.rows).cloned().collect();
        let leased = open.into_iter().take(self.lanes);
        Ok(leased.map(|(lane, all)| Leased { lane, rows: rows(all) }).collect())
    }
}

/// A lane that is ours until the lease ends, with its due rows, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The lane.
    pub lane: Lane,
    /// Its rows.
    pub rows: Vec<Waiting>,
}
