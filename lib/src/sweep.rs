//! Sweeping: blobs that no complaint names are deleted after a day.
//!
//! Bytes are kept before the commit that names them, so a crash in between leaves some that nobody
//! will ever ask for; so does a complaint that was taken back. No try to keep a photo lasts a day,
//! and none uses an id twice, so what is a day old and has no name will never get one.

use chrono::TimeDelta;

use crate::{
    Desk,
    domain::BlobId,
    facts::Want,
    ports::{Blob, BlobError, StorageError},
    query::Query,
    record::Name,
    seal::SealedBlobs,
};

/// How long a blob may wait for its name.
const PATIENCE: TimeDelta = TimeDelta::days(1);

/// What a piece of sweeping came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "there may be more to sweep"]
pub struct Swept {
    /// How many blobs were deleted.
    pub deleted: usize,
    /// Where the next piece begins; `None` if this was the last.
    pub next: Option<BlobId>,
}

/// Why sweeping stopped. Whatever was deleted until then was rightly deleted.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The storage failed.
    #[error("the storage failed")]
    Storage(#[from] StorageError),
    /// The blob store failed.
    #[error(transparent)]
    Blobs(#[from] BlobError),
}

/// Deletes what nobody names of the next blobs after `after`, at most [`Query::LIMIT`] of them.
pub async fn sweep(
    desk: &Desk,
    blobs: &SealedBlobs,
    after: Option<BlobId>,
) -> Result<Swept, SweepError> {
    let page = blobs.store().list(after, Query::LIMIT).await?;
    let next = page.last().map(|blob| blob.id).filter(|_| page.len() == Query::LIMIT);
    let old = |blob: &&Blob| desk.now() - blob.since > PATIENCE;
    let old: Vec<BlobId> = page.iter().filter(old).map(|blob| blob.id).collect();
    let wants: Vec<Want> = old.iter().map(|id| Want::Named(Name::Blob(*id))).collect();
    let facts = desk.storage().load(&wants).await?;
    let mut deleted = 0;
    for id in old.into_iter().filter(|id| facts.named(&Name::Blob(*id)).is_none()) {
        blobs.store().delete(id).await?;
        deleted += 1;
    }
    Ok(Swept { deleted, next })
}
