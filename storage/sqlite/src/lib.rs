//! The embedded default storage: rusqlite, one group-committing writer, many readers. It knows no
//! runtime, and starts threads of its own.
//!
//! ```
//! use aduan::{
//!     batch::{Batch, Committed},
//!     domain::Jurisdiction,
//!     facts::Want,
//!     ports::Storage,
//!     record::{Key, Row},
//! };
//! use aduan_sqlite::SqliteStorage;
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("aduan.db");
//! # futures::executor::block_on(async {
//! let city: Jurisdiction = "kota-lestari".parse()?;
//! let storage = SqliteStorage::open(&path, &city)?;
//!
//! let row = Row { key: Key::Catalogue, body: (*b"{}").into(), names: vec![], facets: None };
//! let mut batch = Batch::new();
//! batch.put(row, 0);
//! assert_eq!(storage.commit(batch).await?, Committed::Applied);
//! drop(storage); // finishes what was handed to it, and closes the file
//!
//! let storage = SqliteStorage::open(&path, &city)?;
//! let facts = storage.load(&[Want::Record(Key::Catalogue)]).await?;
//! assert_eq!(facts.version(&Key::Catalogue), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How it works
//!
//! - **One writer** takes whatever waits, gives each batch a savepoint, indexes the search words
//!   of the whole group once, seals the log, and commits. Only then anybody is acknowledged. One
//!   flush serves many callers, and nobody waits for a group to fill.
//! - **Readers** each hold a connection, and answer every [`load`](aduan::ports::Storage::load)
//!   from one snapshot. They never wait for the writer, nor it for them.
//! - **Queues are bounded.** A full one is [`Busy`](aduan::ports::StorageErrorKind::Busy) at once.
//! - **Lists** name the index they read, in its order, so that a page costs the same among a
//!   thousand complaints and among ten million.
//! - **Several cities** can share a file; every key begins with the city.
//! - **Deleted bytes are overwritten** (`secure_delete`, and the same for the search words).
//!
//! # What to know
//!
//! - Times are kept to the nanosecond between 1677 and 2262; beyond, they become the nearest.
//! - The newest complaint is the one with the latest `filed_at`; of several at one nanosecond, such as
//!   those kept by the hour, the one that was put last.
//! - A failed group is not stored. Only if a commit failed and the file cannot be written at all
//!   afterwards is the answer [`Unknown`](aduan::ports::StorageErrorKind::Unknown).
//! - Keep the file on a local disk; the write-ahead log does not work over network file systems.
//! - Another process may open the same file, but [`changed`](aduan::ports::Storage::changed) tells
//!   only of this process's commits. A lock on an empty file beside it tells them of each other:
//!   whoever comes when all others are dead ends their leases, so that nobody waits for them.

mod commit;
mod complaint;
mod connection;
mod convert;
mod error;
mod failpoint;
mod figures;
mod guards;
mod learned;
mod list;
mod load;
mod log;
mod members;
mod migrate;
mod oldest;
mod options;
#[cfg(test)]
mod plans;
mod presence;
mod queue;
mod reader;
mod search;
#[cfg(feature = "trace")]
pub mod trace;
mod upkeep;
mod words;
mod writer;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use aduan::{
    batch::{Batch, Committed},
    domain::Jurisdiction,
    facts::{Facts, Want},
    log::{Position, Recorded},
    ports::{Figures, Storage, StorageError},
    query::{Page, Query},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use event_listener::Event;

use self::{
    connection::Established,
    list::Place,
    presence::Presence,
    reader::Readers,
    writer::{Head, Job, Writer},
};
pub use self::{error::OpenError, options::Options};

/// A [`Storage`] in one file.
///
/// Dropping it waits until the writer has finished what was handed to it.
pub struct SqliteStorage {
    path: PathBuf,
    city: i64,
    head: Arc<Head>,
    // The writer goes last, so that it is the one to leave the file whole.
    readers: Readers,
    writer: Writer,
    // Not before the writer is done.
    _presence: Presence,
}

impl SqliteStorage {
    /// Opens the store of `jurisdiction` in the file at `path`, which is made if there is none.
    pub fn open(path: &Path, jurisdiction: &Jurisdiction) -> Result<Self, OpenError> {
        Self::open_with(path, jurisdiction, Options::default())
    }

    /// The same with other [`Options`].
    pub fn open_with(
        path: &Path,
        jurisdiction: &Jurisdiction,
        options: Options,
    ) -> Result<Self, OpenError> {
        let Established { connection, city, last, presence } =
            connection::establish(path, jurisdiction.as_str(), &options)?;
        let path = path.to_path_buf();
        let readers = Readers::start(&path, &options)?;
        let head = Arc::new(Head { position: AtomicU64::new(last), moved: Event::new() });
        let writer = Writer::start(path.clone(), city, connection, options, Arc::clone(&head))?;
        Ok(Self { path, city, head, readers, writer, _presence: presence })
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        let (city, wants) = (self.city, wants.to_vec());
        self.readers.read(move |connection| load::load(connection, city, &wants)).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        batch.check()?;
        self.writer.write(|reply| Job::Commit(batch, reply)).await
    }

    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        let after = Place::after(query)?;
        let (city, query) = (self.city, query.clone());
        self.readers.read(move |connection| list::list(connection, city, &query, &after)).await
    }

    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        let (city, select) = (self.city, query.select.clone());
        self.readers.read(move |connection| list::count(connection, city, &select)).await
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        let claim = *claim;
        self.writer.write(|reply| Job::Claim(claim, reply)).await
    }

    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        let city = self.city;
        self.readers.read(move |connection| log::read(connection, city, after, limit)).await
    }

    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        loop {
            // Listening first, so that no ring is missed in between.
            let rung = self.head.moved.listen();
            let last = self.head.position.load(Ordering::Acquire);
            if last > seen {
                return Ok(last);
            }
            rung.await;
        }
    }

    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        let city = self.city;
        self.readers.read(move |connection| figures::figures(connection, city, now)).await
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.writer.write(|reply| Job::Begin(now, reply)).await?;
        while self.writer.write(|reply| Job::Forget(now, reply)).await? {}
        self.writer.write(Job::Checkpoint).await
    }
}

impl fmt::Debug for SqliteStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStorage")
            .field("path", &self.path)
            .field("city", &self.city)
            .finish_non_exhaustive()
    }
}
