//! A storage of one's own: an ordered map of texts, held in a journal file.
//!
//! A commit is computed as a [`Change`] on top of the map; a change that was refused is dropped,
//! and one that holds becomes a line of the journal, which is on the disk before anybody is told.
//! Opening reads the lines again. It is meant to be read, and to be right: it looks at everything
//! it lists, and its journal only grows.

mod change;
mod list;

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    future::poll_fn,
    io::{self, Read, Write as _},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use aduan::{
    batch::{Batch, Committed},
    domain::Jurisdiction,
    facts::{Facts, Want},
    log::{Position, Recorded},
    ports::{Figures, Storage, StorageError, StorageErrorKind},
    query::{Page, Query},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};

use self::change::{Change, Map, Over};

/// A storage that keeps one city in one file.
#[derive(Debug)]
pub struct JournalStorage(Mutex<Open>);

#[derive(Debug)]
struct Open {
    map: Map,
    journal: File,
    length: u64,
    waiting: Vec<Waker>,
}

impl JournalStorage {
    /// Opens the journal of that city in a folder, and begins one if there is none.
    ///
    /// # Errors
    /// If the file cannot be opened, or a line of it is not one of ours.
    pub fn open(folder: &Path, jurisdiction: &Jurisdiction) -> Result<Self, StorageError> {
        let path = folder.join(format!("{jurisdiction}.journal"));
        let journal = OpenOptions::new().read(true).append(true).create(true).open(path);
        let mut journal = journal.map_err(unavailable)?;
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(unavailable)?;
        let mut text = Vec::new();
        journal.read_to_end(&mut text).map_err(unavailable)?;

        // The power may have gone while the last line was written; nobody was told of it.
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        let mut map = Map::new();
        for line in text[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            merge(&mut map, serde_json::from_slice(line).map_err(damaged)?);
        }
        let length = whole as u64;
        journal.set_len(length).map_err(unavailable)?;
        Ok(Self(Mutex::new(Open { map, journal, length, waiting: Vec::new() })))
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn merge(map: &mut Map, over: Over) {
    for (key, value) in over {
        match value {
            Some(value) => map.insert(key, value),
            None => map.remove(&key),
        };
    }
}

impl Open {
    /// Writes a line and waits until the disk has it; only then the map changes.
    fn append(&mut self, over: Over) -> Result<(), StorageError> {
        let mut line = serde_json::to_vec(&over).map_err(damaged)?;
        line.push(b'\n');
        let written = self.journal.write_all(&line).and_then(|()| self.journal.sync_data());
        if let Err(error) = written {
            // What may stand there of it must not come back when the file is opened again.
            let undone = self.journal.set_len(self.length).and_then(|()| self.journal.sync_data());
            return Err(if undone.is_ok() { unavailable(error) } else { unknown(error) });
        }
        self.length += line.len() as u64;
        merge(&mut self.map, over);
        self.waiting.drain(..).for_each(Waker::wake);
        Ok(())
    }

    fn read(&self) -> Change<'_> {
        Change { map: &self.map, over: BTreeMap::new() }
    }
}

#[async_trait]
impl Storage for JournalStorage {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        let open = self.lock();
        let mut facts = Facts::none();
        for want in wants {
            facts.insert(want.clone(), open.read().answer(want));
        }
        Ok(facts)
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        batch.check()?;
        let mut open = self.lock();
        let mut change = open.read();
        let said = change.apply(&batch);
        if said == Committed::Applied {
            let over = change.over;
            open.append(over)?;
        }
        Ok(said)
    }

    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        Ok(self.lock().read().page(query))
    }

    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        Ok(self.lock().read().all(&query.select).len() as u64)
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        let mut open = self.lock();
        let mut change = open.read();
        let leased = change.claim(claim);
        // A lease saves work and need not survive a crash: it is not in the journal.
        let over = change.over;
        merge(&mut open.map, over);
        Ok(leased)
    }

    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        let first = format!("log/{:020}", after.saturating_add(1));
        let open = self.lock();
        let entries = open.map.range(first..).take_while(|(key, _)| key.starts_with("log/"));
        Ok(entries.take(limit).filter_map(|(_, entry)| serde_json::from_str(entry).ok()).collect())
    }

    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        let last = poll_fn(|context| {
            let mut open = self.lock();
            let last = open.read().last();
            if last > seen {
                return Poll::Ready(last);
            }
            open.waiting.push(context.waker().clone());
            Poll::Pending
        });
        Ok(last.await)
    }

    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        Ok(self.lock().read().figures(now))
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        let mut open = self.lock();
        let mut change = open.read();
        change.upkeep(now);
        let over = change.over;
        open.append(over)
    }
}

fn unavailable(error: io::Error) -> StorageError {
    let full = error.kind() == io::ErrorKind::StorageFull;
    let kind = if full { StorageErrorKind::Full } else { StorageErrorKind::Unavailable };
    StorageError::new(kind, "the journal cannot be used").because(error)
}

fn unknown(error: io::Error) -> StorageError {
    let message = "the journal may hold a line nobody was told of";
    StorageError::new(StorageErrorKind::Unknown, message).because(error)
}

fn damaged(error: serde_json::Error) -> StorageError {
    StorageError::new(StorageErrorKind::Damaged, "a line of the journal is none").because(error)
}
