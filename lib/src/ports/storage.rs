//! Where everything is kept.

use std::{collections::BTreeMap, fmt, io};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::{
    batch::{Batch, Committed, Malformed},
    domain::StageKind,
    facts::{Facts, Want},
    log::{Position, Recorded},
    query::{Page, Query},
    queue::{Claim, Leased, Queue, Waiting},
    record::{Row, Versioned},
};

/// A few reads and one write.
///
/// The twin for tests is [`MemoryStorage`](crate::memory::MemoryStorage), which is also the
/// reference: small enough to read. Implementors prove theirs with the suite of
/// `aduan-storage-contract`.
///
/// # Contract
///
/// 1. A store is opened for one jurisdiction and neither shows nor touches another's rows.
/// 2. `Ok(None)`, or a fact that is empty, means that there is none; `Err` means that nobody
///    knows.
/// 3. [`load`](Self::load) answers all its wants from one snapshot, which holds every batch
///    that was acknowledged before the call.
/// 4. [`commit`](Self::commit) applies a batch whole or not at all. Guards are checked in their
///    order, at one point in time, and the first that fails decides. What was answered with
///    `Applied` survives the end of the process and of the power.
/// 5. Sets and counters take no version: `Join` inserts if absent, and the tally moves by what
///    was really inserted. Two votes never conflict, nor does a vote with a change of the record.
/// 6. Entries get positions 1, 2, 3 … in the order of their commits, each linked to the one
///    before. A reader that goes on from the last position it saw never misses an entry.
/// 7. Words are indexed verbatim, with the row they belong to, in the same commit.
/// 8. Leases exclude: while one lasts, no other claim gets the lane.
///    Nobody may count on a lease after its storage was closed; a rest that was committed lasts.
/// 9. Receipts are kept for at least thirty days.
/// 10. Times between the years 1677 and 2262 keep their nanoseconds.
/// 11. Complaints filed at the same time stand in an order of the storage's own choice, which is
///     the same on every page.
/// 12. A cursor the storage did not make is answered with an error or some page, and does no harm.
#[async_trait]
pub trait Storage: fmt::Debug + Send + Sync + 'static {
    /// Answers all `wants` from one snapshot.
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError>;

    /// Applies `batch` whole or not at all.
    ///
    /// # Errors
    /// [`StorageErrorKind::Malformed`] if [`Batch::check`] says so;
    /// [`StorageErrorKind::Unknown`] only if the storage cannot find out whether it was applied.
    /// After every other error it was not.
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError>;

    /// One page of a list.
    async fn list(&self, query: &Query) -> Result<Page, StorageError>;

    /// How many things the whole list holds, however long the page.
    async fn count(&self, query: &Query) -> Result<u64, StorageError>;

    /// Leases lanes that have work due, those that waited longest first.
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError>;

    /// Up to `limit` entries after position `after`, in order.
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError>;

    /// Returns the last position of the log once it is beyond `seen`. It is a hint: it may
    /// return early, with a position that is not beyond.
    async fn changed(&self, seen: Position) -> Result<Position, StorageError>;

    /// How much of everything there is.
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError>;

    /// Does the house work: forgets receipts older than thirty days and windows that are over,
    /// and whatever the engine wants tidied. Safe at any time, by any number of callers.
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError>;
}

/// How much of everything there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Complaints by stage, stages without any left out.
    pub complaints: Vec<(StageKind, u64)>,
    /// Per queue: rows that wait, rows that are buried, and since when the oldest due one waits.
    pub queues: Vec<(Queue, u64, u64, Option<DateTime<Utc>>)>,
    /// The last position of the log.
    pub log: Position,
}

impl Figures {
    /// Counts complaints, which are the records that have facets, and the rows of all queues.
    pub fn count<'r>(
        records: impl IntoIterator<Item = &'r Versioned<Row>>,
        rows: impl IntoIterator<Item = &'r Waiting>,
        log: Position,
        now: DateTime<Utc>,
    ) -> Self {
        let mut complaints = BTreeMap::new();
        for facets in records.into_iter().filter_map(|record| record.value.facets.as_ref()) {
            *complaints.entry(facets.stage).or_default() += 1;
        }
        let mut queues = Queue::ALL.map(|queue| (queue, 0, 0, None));
        for Waiting { row, buried, .. } in rows {
            let ours = queues.iter_mut().filter(|(queue, ..)| *queue == row.queue);
            for (_, waiting, over, oldest) in ours {
                if buried.is_some() {
                    *over += 1;
                    continue;
                }
                *waiting += 1;
                let due = Some(row.due).filter(|due| *due <= now);
                *oldest = [*oldest, due].into_iter().flatten().min();
            }
        }
        Self { complaints: complaints.into_iter().collect(), queues: queues.into(), log }
    }
}

/// What kind of failure it is: all a caller can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageErrorKind {
    /// Too much at once; try again soon.
    Busy,
    /// It cannot be reached or written now; nothing was stored.
    Unavailable,
    /// The disk is full; nothing was stored.
    Full,
    /// What is stored is damaged.
    Damaged,
    /// It was written by a newer release.
    Newer,
    /// The batch is not one; a mistake of ours.
    Malformed,
    /// Nobody knows whether it was applied.
    Unknown,
}

/// A failure of a storage: opaque, with its kind.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct StorageError {
    kind: StorageErrorKind,
    message: Box<str>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl StorageError {
    /// A failure of that kind, in words for an operator.
    pub fn new(kind: StorageErrorKind, message: impl Into<Box<str>>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// What caused it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Its kind.
    pub fn kind(&self) -> StorageErrorKind {
        self.kind
    }
}

impl From<io::Error> for StorageError {
    /// For storages in files: what an error means if nothing was stored.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::new(StorageErrorKind::Full, "the disk is full"),
            _ => Self::new(StorageErrorKind::Unavailable, "a file cannot be used"),
        }
        .because(error)
    }
}

impl From<serde_json::Error> for StorageError {
    /// For storages that keep JSON: what is stored is not what was written.
    fn from(error: serde_json::Error) -> Self {
        Self::new(StorageErrorKind::Damaged, "what is stored cannot be read").because(error)
    }
}

impl From<Malformed> for StorageError {
    fn from(malformed: Malformed) -> Self {
        Self::new(StorageErrorKind::Malformed, "a malformed batch").because(malformed)
    }
}
