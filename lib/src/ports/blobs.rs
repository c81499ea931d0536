//! The bytes of photos.

use std::fmt;

use async_trait::async_trait;

use crate::domain::PhotoId;

/// Where cleaned photos are kept. Blob first, row second; a blob that no row names is swept away.
/// The twin for tests is [`MemoryBlobs`](crate::stub::MemoryBlobs).
///
/// ```
/// use aduan::{domain::PhotoId, ports::BlobStore, stub::{MemoryBlobs, SeededEntropy}};
/// # futures::executor::block_on(async {
/// let (blobs, id) = (MemoryBlobs::default(), PhotoId::random(&SeededEntropy::new(7)));
/// blobs.put(id, b"bytes".as_slice().into()).await?;
/// assert_eq!(blobs.get(id).await?.as_deref(), Some(b"bytes".as_slice()));
/// blobs.delete(id).await?;
/// assert_eq!(blobs.get(id).await?, None);
/// # Ok::<(), aduan::ports::BlobError>(())
/// # }).unwrap();
/// ```
#[async_trait]
pub trait BlobStore: fmt::Debug + Send + Sync + 'static {
    /// Keeps `bytes` under `id`, durable when it returns. Putting the same twice is no error.
    async fn put(&self, id: PhotoId, bytes: Box<[u8]>) -> Result<(), BlobError>;
    /// The bytes; `Ok(None)` if there are none.
    async fn get(&self, id: PhotoId) -> Result<Option<Box<[u8]>>, BlobError>;
    /// Forgets the bytes; no error if there were none.
    async fn delete(&self, id: PhotoId) -> Result<(), BlobError>;
}

/// A blob store that could not do it.
#[derive(Debug, thiserror::Error)]
#[error("the blob store failed")]
pub struct BlobError(#[source] pub Box<dyn std::error::Error + Send + Sync>);
