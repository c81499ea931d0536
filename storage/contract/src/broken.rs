//! Deliberately broken stores, each of which the suite must catch: they show that it would
//! notice.
//!
//! Each is the storage in memory with one thing twisted.

mod commits;
mod media;
mod reads;

use std::{
    fmt::{self, Debug},
    sync::{Arc, Mutex, PoisonError},
};

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    domain::Jurisdiction,
    facts::{Facts, Want},
    log::{Entry, Position, Recorded},
    memory::{MemoryMedium, MemoryStorage},
    ports::{Figures, Storage, StorageError},
    query::{Page, Query},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::Medium;

/// A broken store.
#[derive(Clone, Copy)]
pub struct Broken {
    /// What is wrong with it.
    pub name: &'static str,
    /// The case that is there to notice.
    pub caught_by: &'static str,
    open: Open,
}

type Open = fn(&BrokenMedium, &Jurisdiction) -> Arc<dyn Storage>;

/// A medium whose stores are broken.
#[derive(Debug)]
pub struct BrokenMedium {
    broken: Broken,
    sound: MemoryMedium,
    /// Where nobody looks.
    elsewhere: MemoryMedium,
    /// What was written beside the records.
    leaked: Arc<Mutex<Vec<u8>>>,
}

impl Broken {
    /// Every broken store.
    pub fn all() -> impl Iterator<Item = Self> {
        commits::ALL.iter().chain(reads::ALL).chain(media::ALL).copied()
    }

    /// An empty medium of such stores.
    pub fn medium(self) -> BrokenMedium {
        let (sound, elsewhere) = Default::default();
        BrokenMedium { broken: self, sound, elsewhere, leaked: Arc::default() }
    }
}

impl Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[async_trait]
impl Medium for BrokenMedium {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
        (self.broken.open)(self, jurisdiction)
    }

    async fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.sound.bytes();
        bytes.extend_from_slice(&lock(&self.leaked));
        bytes
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The one method a broken store gets wrong; all others are those of the sound one.
#[async_trait]
trait Twist: Debug + Send + Sync + 'static {
    async fn load(&self, sound: &dyn Storage, wants: &[Want]) -> Result<Facts, StorageError> {
        sound.load(wants).await
    }
    async fn commit(&self, sound: &dyn Storage, batch: Batch) -> Result<Committed, StorageError> {
        sound.commit(batch).await
    }
    async fn list(&self, sound: &dyn Storage, query: &Query) -> Result<Page, StorageError> {
        sound.list(query).await
    }
    async fn count(&self, sound: &dyn Storage, query: &Query) -> Result<u64, StorageError> {
        sound.count(query).await
    }
    async fn claim(&self, sound: &dyn Storage, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        sound.claim(claim).await
    }
    async fn log(
        &self,
        sound: &dyn Storage,
        after: Position,
        limit: usize,
    ) -> Result<Vec<Recorded>, StorageError> {
        sound.log(after, limit).await
    }
    async fn upkeep(&self, sound: &dyn Storage, now: DateTime<Utc>) -> Result<(), StorageError> {
        sound.upkeep(now).await
    }
}

#[derive(Debug)]
struct Twisted<T> {
    sound: MemoryStorage,
    twist: T,
}

/// The sound store of that city, twisted.
fn twisted(medium: &BrokenMedium, city: &Jurisdiction, twist: impl Twist) -> Arc<dyn Storage> {
    Arc::new(Twisted { sound: MemoryStorage::open(&medium.sound, city), twist })
}

#[async_trait]
impl<T: Twist> Storage for Twisted<T> {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.twist.load(&self.sound, wants).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        self.twist.commit(&self.sound, batch).await
    }
    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.twist.list(&self.sound, query).await
    }
    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.twist.count(&self.sound, query).await
    }
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.twist.claim(&self.sound, claim).await
    }
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.twist.log(&self.sound, after, limit).await
    }
    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.sound.changed(seen).await
    }
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.sound.figures(now).await
    }
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.twist.upkeep(&self.sound, now).await
    }
}

/// A batch of other guards, writes and entries.
fn batch(
    guards: impl IntoIterator<Item = Guard>,
    writes: impl IntoIterator<Item = Write>,
    entries: &[Entry],
) -> Batch {
    let mut batch = Batch::new();
    for guard in guards {
        batch.guard(guard);
    }
    for write in writes {
        batch.write(write);
    }
    for entry in entries {
        batch.log(entry.clone());
    }
    batch
}
