//! The same promises on PostgreSQL, for many processes and machines.

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
