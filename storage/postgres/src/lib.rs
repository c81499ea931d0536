//! The same promises on PostgreSQL, for many processes and machines.
//!
//! ```no_run
//! use aduan::{domain::Jurisdiction, facts::Want, ports::Storage, record::Key};
//! use aduan_postgres::{Options, PostgresStorage};
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let city: Jurisdiction = "kota-lestari".parse()?;
//! let url = "postgres://aduan@db1.example,db2.example/aduan?sslmode=verify-full";
//! let storage = PostgresStorage::connect(url, &city, Options::default()).await?;
//! let facts = storage.load(&[Want::Record(Key::Catalogue)]).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # How it works
//!
//! - **A batch is one call** of `batch_commit` in `migrations/0002_commit.sql`, and so one round
//!   trip. It locks in one order, checks the guards under the locks, and writes only if all hold.
//! - **A load is one round trip** too: its statements are sent together, from one snapshot.
//! - **An answer that is lost is found out** on another connection, exactly and at once; see
//!   `src/commit.rs`.
//! - **The log is sealed afterwards**, by whoever comes first: a task of each process that listens
//!   for hints and looks four times a second, or a reader who wants to know now.
//! - **Lists** are read from an index in its order, so that a page costs the same among a thousand
//!   complaints and among ten million; words by leaping through their lists, the last filed first.
//! - **Nothing global is locked or notified in a batch.** Only those who change the same record, the
//!   same lane, or a set of the same complaint wait for each other.
//!
//! # What to know
//!
//! - Times are kept to the nanosecond from 1677 to 2262. Complaints filed at the same instant are
//!   listed by when they were put.
//! - The number of a row in its list comes from a sequence, so a list of members or officers that
//!   were added at the same moment by two processes may show the second first.
//! - [`figures`](aduan::ports::Storage::figures) are counted one after the other, not from one
//!   snapshot.
//! - A store runs tasks on the tokio runtime it was connected in, until it is dropped.
//! - Rights, TLS, settings and standbys are in `docs/operate/postgresql.md`.

#[cfg(test)]
extern crate self as aduan_postgres;

mod clock;
mod commit;
mod complaint;
mod connection;
mod convert;
mod error;
mod failpoint;
mod figures;
mod guards;
mod list;
mod load;
mod log;
mod members;
mod migrate;
mod options;
#[cfg(test)]
mod plans;
mod queue;
mod search;
mod tls;
mod upkeep;
mod url;
mod words;

use std::{fmt, sync::Arc};

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
use tokio::task::JoinHandle;

pub use self::{
    clock::PostgresClock,
    error::ConnectError,
    options::{Isolation, Options},
};
use self::{
    connection::{House, again},
    list::Place,
};

/// A [`Storage`] on PostgreSQL.
pub struct PostgresStorage {
    house: Arc<House>,
    tending: JoinHandle<()>,
}

impl PostgresStorage {
    /// Connects to the store of `jurisdiction`, whose tables are made if there are none. It has to be
    /// called, and the store used, inside a tokio runtime.
    pub async fn connect(
        url: &str,
        jurisdiction: &Jurisdiction,
        options: Options,
    ) -> Result<Self, ConnectError> {
        let house = Arc::new(House::open(url, jurisdiction, options).await?);
        let tending = tokio::spawn(log::tend(Arc::clone(&house)));
        Ok(Self { house, tending })
    }

    /// The time of the database, which all processes agree on.
    pub fn clock(&self) -> PostgresClock {
        self.house.clock.clone()
    }
}

impl Drop for PostgresStorage {
    fn drop(&mut self) {
        self.tending.abort();
        self.house.close();
    }
}

#[async_trait]
impl Storage for PostgresStorage {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        again!(self.house, |client| load::load(&client, self.house.city, wants))
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        batch.check()?;
        let committed = commit::commit(&self.house, &batch).await?;
        if committed == Committed::Applied && log::follows(&batch) {
            self.house.head.hint();
        }
        Ok(committed)
    }

    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        let after = Place::after(query)?;
        again!(self.house, |client| list::list(&client, self.house.city, query, after))
    }

    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        again!(self.house, |client| list::count(&client, self.house.city, &query.select))
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        // A lease whose answer is lost only ends by itself.
        again!(self.house, |client| queue::claim(&client, self.house.city, claim))
    }

    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        again!(self.house, |client| log::read(&client, self.house.city, after, limit))
    }

    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        log::changed(&self.house, seen).await
    }

    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        again!(self.house, |client| figures::figures(&client, self.house.city, now))
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        again!(self.house, |client| upkeep::upkeep(&client, self.house.city, now))?;
        again!(self.house, |client| self.house.follow(&client))
    }
}

impl fmt::Debug for PostgresStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStorage").field("city", &self.house.city).finish_non_exhaustive()
    }
}
