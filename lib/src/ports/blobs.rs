//! The bytes of photos.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::domain::BlobId;

/// Where bytes too large for a record are kept. What a city keeps goes through
/// [`SealedBlobs`](crate::seal::SealedBlobs), so that a store never sees a photo. Blob first,
/// record second; a blob that no record names is swept away. The twin for tests is
/// [`MemoryBlobs`](crate::stub::MemoryBlobs).
///
/// ```
/// use std::sync::Arc;
/// use aduan::{domain::BlobId, ports::BlobStore, stub::{MemoryBlobs, SeededEntropy, StoppedClock}};
/// # futures::executor::block_on(async {
/// let blobs = MemoryBlobs::new(Arc::new(StoppedClock::at("2026-11-21T09:00:00Z")));
/// let id = BlobId::random(&SeededEntropy::new(7));
/// blobs.put(id, b"bytes".as_slice().into()).await?;
/// assert_eq!(blobs.get(id).await?.as_deref(), Some(b"bytes".as_slice()));
/// assert_eq!(blobs.list(None, 10).await?[0].id, id);
/// blobs.delete(id).await?;
/// assert_eq!(blobs.get(id).await?, None);
/// # Ok::<(), aduan::ports::BlobError>(())
/// # }).unwrap();
/// ```
///
/// # Contract
///
/// 1. A store is opened for one jurisdiction and neither shows nor touches another's blobs.
/// 2. `Ok(None)` means that there is none; `Err` means that nobody knows.
/// 3. What was put is durable when [`put`](Self::put) returns, and nobody ever sees half of it.
/// 4. A list is in the order of the ids, and holds every blob that was there all the time.
#[async_trait]
pub trait BlobStore: fmt::Debug + Send + Sync + 'static {
    /// Keeps `bytes` under `id`. Putting the same again is no error.
    async fn put(&self, id: BlobId, bytes: Box<[u8]>) -> Result<(), BlobError>;
    /// The bytes.
    async fn get(&self, id: BlobId) -> Result<Option<Box<[u8]>>, BlobError>;
    /// Forgets the bytes; no error if there were none.
    async fn delete(&self, id: BlobId) -> Result<(), BlobError>;
    /// The first `limit` blobs after `after`; fewer only where the list ends.
    async fn list(&self, after: Option<BlobId>, limit: usize) -> Result<Vec<Blob>, BlobError>;
}

/// A blob in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its id.
    pub id: BlobId,
    /// When it was put, by the store's own clock; a store may tell the hour only.
    pub since: DateTime<Utc>,
}

/// A blob store that could not do it.
#[derive(Debug, thiserror::Error)]
#[error("the blob store failed")]
pub struct BlobError(#[source] pub Box<dyn std::error::Error + Send + Sync>);
