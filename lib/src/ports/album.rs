//! Photos, cleaned and kept.

use std::fmt;

use async_trait::async_trait;

use super::BlobError;
use crate::domain::{BlobId, Loss, Picture};

/// Where photos are cleaned and kept, for whoever takes them in a form or shows them. Nothing of a
/// photo is written anywhere before it was cleaned. The twin for tests is
/// [`PlainAlbum`](crate::stub::PlainAlbum).
///
/// ```
/// use aduan::{domain::Loss, ports::{Album, NotKept}, stub::PlainAlbum};
/// # futures::executor::block_on(async {
/// let album = PlainAlbum::new(7);
/// let picture = album.keep(b"\xff\xd8\xff a photo".as_slice().into()).await.unwrap();
/// assert!(album.show(picture.thumbnail).await.unwrap().is_some());
/// let page = album.keep(b"<html>".as_slice().into()).await;
/// assert!(matches!(page, Err(NotKept::Lost(Loss::Unreadable))));
/// # });
/// ```
#[async_trait]
pub trait Album: fmt::Debug + Send + Sync + 'static {
    /// Cleans a photo and keeps what is left of it, durably; until a complaint names it, it may be
    /// swept away after a day.
    async fn keep(&self, bytes: Box<[u8]>) -> Result<Picture, NotKept>;
    /// What is kept of a picture, or of its thumbnail: a JPEG. `None` if there is nothing.
    async fn show(&self, blob: BlobId) -> Result<Option<Box<[u8]>>, BlobError>;
}

/// Why a photo was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// Something is wrong with it.
    #[error("it is no photo that can be kept")]
    Lost(Loss),
    /// The blob store failed.
    #[error(transparent)]
    Blobs(#[from] BlobError),
}
