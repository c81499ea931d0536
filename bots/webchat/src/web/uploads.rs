//! Photos that were sent in a browser, until the job of their complaint fetches them. They wait
//! sealed, in a store of their own.

use std::sync::Arc;

use aduan::{
    Desk,
    domain::BlobId,
    ports::{BlobError, BlobStore, FetchError},
    seal::SealedBlobs,
};
use chrono::TimeDelta;

/// How long a photo waits: a day longer than a draft.
const KEPT: TimeDelta = TimeDelta::days(8);
/// How many are looked at at once when old ones are forgotten.
const SOME: usize = 200;

/// Where sent photos wait.
#[derive(Clone, Debug)]
pub(super) struct Uploads(SealedBlobs);

impl Uploads {
    pub(super) fn new(desk: &Desk, store: Arc<dyn BlobStore>) -> Self {
        Self(desk.blobs_in(store))
    }

    /// Keeps a photo, durably, and gives the source by which it is fetched.
    pub(super) async fn keep(&self, bytes: &[u8]) -> Result<Box<str>, BlobError> {
        Ok(self.0.put(bytes).await?.to_string().into())
    }

    /// Brings a photo.
    pub(super) async fn fetch(&self, source: &str, limit: u64) -> Result<Box<[u8]>, FetchError> {
        let id: BlobId = source.parse().map_err(|_| FetchError::Refused(None))?;
        match self.0.get(id).await {
            Ok(Some(bytes)) if u64::try_from(bytes.len()).is_ok_and(|size| size <= limit) => {
                Ok(bytes)
            }
            Ok(Some(_)) => Err(FetchError::TooLarge),
            Ok(None) => Err(FetchError::Gone),
            Err(error) => Err(FetchError::Later { after: None, source: Some(error.into()) }),
        }
    }

    /// Forgets the photos nobody can still want; returns how many.
    pub(super) async fn forget_old(&self, desk: &Desk) -> Result<usize, BlobError> {
        let (store, mut after, mut forgotten) = (self.0.store(), None, 0);
        loop {
            let some = store.list(after, SOME).await?;
            for blob in &some {
                if desk.now() - blob.since >= KEPT {
                    store.delete(blob.id).await?;
                    forgotten += 1;
                }
            }
            match some.last() {
                Some(last) if some.len() == SOME => after = Some(last.id),
                _ => return Ok(forgotten),
            }
        }
    }
}
