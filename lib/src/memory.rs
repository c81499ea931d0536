//! A storage in memory: the reference, small enough to read, and the twin for tests.
//!
//! Everything is one value behind one lock, so every promise of [`Storage`] is kept in the
//! plainest way there is. It survives nothing but being closed and opened on the same
//! [`MemoryMedium`].

mod apply;
mod state;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use self::state::State;
use crate::{
    batch::{Batch, Committed},
    domain::Jurisdiction,
    facts::{Facts, Want},
    log::{Bell, Position, Recorded},
    ports::{Figures, Storage, StorageError},
    query::{Page, Query},
    queue::{Claim, Leased},
};

/// A [`Storage`] in memory.
///
/// ```
/// use aduan::{
///     batch::{Batch, Committed},
///     domain::Jurisdiction,
///     facts::Want,
///     memory::MemoryStorage,
///     ports::Storage,
///     record::{Key, Row},
/// };
/// # futures::executor::block_on(async {
/// let city: Jurisdiction = "kota-lestari".parse()?;
/// let storage = MemoryStorage::new(&city);
///
/// let row = Row { key: Key::Catalogue, body: (*b"{}").into(), names: vec![], facets: None };
/// let mut batch = Batch::new();
/// batch.put(row, 0);
/// assert_eq!(storage.commit(batch.clone()).await?, Committed::Applied);
/// assert_eq!(storage.commit(batch).await?, Committed::Conflict);
///
/// let facts = storage.load(&[Want::Record(Key::Catalogue)]).await?;
/// assert_eq!(facts.version(&Key::Catalogue), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
pub struct MemoryStorage {
    city: Arc<Cell>,
}

/// What memory storages are opened on: several cities, each of which can be closed and opened
/// again.
#[derive(Clone, Default)]
pub struct MemoryMedium {
    cities: Arc<Mutex<BTreeMap<Jurisdiction, Arc<Cell>>>>,
}

/// What is kept of one city, and the bell that is rung when its log grows.
#[derive(Default)]
struct Cell {
    state: Mutex<State>,
    grown: Bell,
}

/// A lock that a panic elsewhere does not close: a state is whole between any two lines.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MemoryMedium {
    /// Everything that is kept on it, one thing after another: what a thief could search.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (jurisdiction, city) in &*lock(&self.cities) {
            bytes.extend_from_slice(jurisdiction.as_str().as_bytes());
            lock(&city.state).write_to(&mut bytes);
        }
        bytes
    }
}

impl MemoryStorage {
    /// An empty store of that city, on a medium of its own.
    pub fn new(jurisdiction: &Jurisdiction) -> Self {
        Self::open(&MemoryMedium::default(), jurisdiction)
    }

    /// Opens what `medium` keeps of that city.
    pub fn open(medium: &MemoryMedium, jurisdiction: &Jurisdiction) -> Self {
        let mut cities = lock(&medium.cities);
        Self { city: Arc::clone(cities.entry(jurisdiction.clone()).or_default()) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.city.state)
    }
}

#[async_trait]
impl Storage for MemoryStorage {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        Ok(self.state().load(wants))
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        batch.check()?;
        let committed = self.state().commit(&batch);
        self.city.grown.ring();
        Ok(committed)
    }

    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        query.cut(self.state().things(&query.select))
    }

    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        Ok(query.select.choose(self.state().things(&query.select)).count() as u64)
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.state().claim(claim)
    }

    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(self.state().log.iter().skip(after).take(limit).cloned().collect())
    }

    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.city.grown.beyond(seen, || Ok(self.state().last())).await
    }

    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        Ok(self.state().figures(now))
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.state().upkeep(now);
        Ok(())
    }
}

impl fmt::Debug for MemoryStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStorage")
    }
}

impl fmt::Debug for MemoryMedium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MemoryMedium({} cities)", lock(&self.cities).len())
    }
}
