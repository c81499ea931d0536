//! Files keep every promise of a blob store.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

use std::{pin::Pin, sync::Arc};

use aduan::{domain::Jurisdiction, ports::BlobStore};
use aduan_files::FileBlobs;
use aduan_storage_contract::{BlobMedium, async_trait};
use tempfile::TempDir;

/// A folder of its own, with the runtime that files are read beside.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

#[async_trait]
impl BlobMedium for Folder {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn BlobStore> {
        Arc::new(FileBlobs::open(self.0.path(), jurisdiction).unwrap())
    }

    fn run(&self, future: Pin<Box<dyn Future<Output = ()> + '_>>) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future);
    }
}

aduan_storage_contract::blob_suite!(Folder::new);
