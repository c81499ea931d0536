//! The storage keeps every promise.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::{fs, sync::Arc};

use aduan::{domain::Jurisdiction, ports::Storage};
use aduan_storage_contract::{Medium, async_trait};
use own_storage::JournalStorage;
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }
}

#[async_trait]
impl Medium for Folder {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
        Arc::new(JournalStorage::open(self.0.path(), jurisdiction).unwrap())
    }

    async fn bytes(&self) -> Vec<u8> {
        let files = fs::read_dir(self.0.path()).unwrap();
        files.flat_map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
    }
}

aduan_storage_contract::suite!(Folder::new);
