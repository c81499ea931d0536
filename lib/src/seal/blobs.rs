//! Sealed blobs.

use std::sync::Arc;

use super::{Broken, KeyRing, sealed};
use crate::{
    domain::BlobId,
    ports::{BlobError, BlobStore, Entropy},
};

/// A blob store whose bytes the key opens only, each bound to its id: a copy of the store shows
/// neither a face nor whose report a photo belongs to.
///
/// ```
/// use std::sync::Arc;
/// use aduan::{ports::BlobStore, seal::{KeyRing, SealedBlobs}};
/// use aduan::stub::{MemoryBlobs, SeededEntropy, StoppedClock};
/// # futures::executor::block_on(async {
/// let store = Arc::new(MemoryBlobs::new(Arc::new(StoppedClock::at("2026-11-21T09:00:00Z"))));
/// let entropy = Arc::new(SeededEntropy::new(7));
/// let blobs = SealedBlobs::new(store.clone(), KeyRing::generate(&*entropy), entropy);
/// let id = blobs.put(b"a photo").await?;
/// assert_eq!(blobs.get(id).await?.as_deref(), Some(b"a photo".as_slice()));
/// assert_ne!(store.get(id).await?.as_deref(), Some(b"a photo".as_slice()));
/// # Ok::<(), aduan::ports::BlobError>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct SealedBlobs {
    store: Arc<dyn BlobStore>,
    keys: KeyRing,
    entropy: Arc<dyn Entropy>,
}

impl SealedBlobs {
    /// Seals with these keys what `store` keeps.
    pub fn new(store: Arc<dyn BlobStore>, keys: KeyRing, entropy: Arc<dyn Entropy>) -> Self {
        Self { store, keys, entropy }
    }

    /// The store, which holds what nobody can read.
    pub fn store(&self) -> &dyn BlobStore {
        &*self.store
    }

    /// Keeps `bytes`, durably, under an id that never had any: what is tried again is kept again,
    /// so that a blob which is old and named by nothing will never be named.
    pub async fn put(&self, bytes: &[u8]) -> Result<BlobId, BlobError> {
        let id = BlobId::random(&*self.entropy);
        let bytes = sealed::seal_bytes(&self.keys, &*self.entropy, &path(id), bytes);
        self.store.put(id, bytes.into()).await?;
        Ok(id)
    }

    /// The bytes.
    pub async fn get(&self, id: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        let Some(bytes) = self.store.get(id).await? else { return Ok(None) };
        let opened = sealed::open_bytes(&self.keys, &path(id), &bytes);
        let broken = |broken: Broken| BlobError(broken.into());
        opened.map(|plain| Some(plain.as_slice().into())).map_err(broken)
    }
}

/// What sealed bytes belong to.
fn path(id: BlobId) -> String {
    format!("blob/{id}")
}
