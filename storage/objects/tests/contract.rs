//! Objects in memory keep every promise of a blob store.

use std::sync::Arc;

use aduan::{domain::Jurisdiction, ports::BlobStore};
use aduan_objects::ObjectBlobs;
use aduan_storage_contract::{BlobMedium, async_trait};
use object_store::memory::InMemory;

/// A bucket in memory.
#[derive(Default)]
struct Memory(Arc<InMemory>);

#[async_trait]
impl BlobMedium for Memory {
    async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn BlobStore> {
        Arc::new(ObjectBlobs::over(Arc::clone(&self.0) as _, "aduan/photos", jurisdiction))
    }
}

aduan_storage_contract::blob_suite!(Memory::default);
