//! SQLite keeps every promise.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

use std::sync::Arc;

use aduan::{domain::Jurisdiction, ports::Storage};
use aduan_sqlite::SqliteStorage;
use aduan_storage_contract::{Medium, async_trait};
use tempfile::TempDir;

/// A folder with one file in it, for any number of cities.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

#[async_trait]
impl Medium for Folder {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
        Arc::new(SqliteStorage::open(&self.0.path().join("aduan.db"), jurisdiction).unwrap())
    }

    /// The database, its write-ahead log, and whatever else lies there.
    async fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.0).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

aduan_storage_contract::suite!(Folder::new);
