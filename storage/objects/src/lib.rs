//! Blobs as objects in a bucket of a storage that speaks S3: `PREFIX/CITY/3f9a…`. It reads nothing
//! of what it keeps.
//!
//! A bucket that keeps old versions keeps photos that were deleted, so versioning has to be off.

mod bucket;

use std::{fmt, sync::Arc, time::Duration};

use aduan::{
    domain::{BlobId, Jurisdiction},
    ports::{Blob, BlobError, BlobStore},
};
use async_trait::async_trait;
use futures::TryStreamExt as _;
use object_store::{
    ClientConfigKey, Error, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    path::Path,
};

pub use self::bucket::{BucketUrl, InvalidBucketUrl};

/// Blobs in a bucket.
pub struct ObjectBlobs {
    objects: Arc<dyn ObjectStore>,
    city: Path,
}

/// A bucket that could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the variables AWS_… of the environment do not describe a storage that speaks S3")]
pub struct InvalidSetup(#[source] Error);

/// How long one request may take, and how often and how long it is tried again. Whoever keeps a
/// photo does so in a job, which is tried again itself, and later.
const PATIENCE: &str = "20 seconds";
const TRIES_AGAIN: usize = 2;
const TRIED_FOR: Duration = Duration::from_secs(20);

impl ObjectBlobs {
    /// The blobs of a city in a bucket. Region, endpoint and keys come from the environment, by the
    /// names that every tool for S3 reads (`AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`…), so that no secret stands in the configuration. Nothing is asked
    /// of the bucket yet: a city begins its day without it, and photos wait.
    ///
    /// # Errors
    /// If the environment contradicts itself.
    pub fn in_bucket(url: &BucketUrl, city: &Jurisdiction) -> Result<Self, InvalidSetup> {
        // Fails where there is one already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let bucket = AmazonS3Builder::from_env()
            .with_bucket_name(url.bucket())
            // Options as a whole would forget those of the environment.
            .with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), PATIENCE)
            .with_retry(RetryConfig {
                max_retries: TRIES_AGAIN,
                retry_timeout: TRIED_FOR,
                ..RetryConfig::default()
            });
        Ok(Self::over(Arc::new(bucket.build().map_err(InvalidSetup)?), url.prefix(), city))
    }

    /// The blobs of a city under a prefix of any store of objects that lists in the order of the
    /// names, as S3 does, and as a folder of `object_store` does not.
    pub fn over(objects: Arc<dyn ObjectStore>, prefix: &str, city: &Jurisdiction) -> Self {
        Self { objects, city: Path::from(prefix).join(city.as_str()) }
    }

    fn place(&self, id: BlobId) -> Path {
        self.city.clone().join(id.to_string())
    }
}

/// What is not there is `None`.
fn if_there<T>(done: Result<T, Error>) -> Result<Option<T>, BlobError> {
    match done {
        Err(Error::NotFound { .. }) => Ok(None),
        other => other.map(Some).map_err(failed),
    }
}

fn failed(error: Error) -> BlobError {
    BlobError(error.into())
}

#[async_trait]
impl BlobStore for ObjectBlobs {
    async fn put(&self, id: BlobId, bytes: Box<[u8]>) -> Result<(), BlobError> {
        let kept = self.objects.put(&self.place(id), Vec::from(bytes).into()).await;
        kept.map(drop).map_err(failed)
    }

    async fn get(&self, id: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        let Some(found) = if_there(self.objects.get(&self.place(id)).await)? else {
            return Ok(None);
        };
        Ok(if_there(found.bytes().await)?.map(|bytes| Vec::from(bytes).into()))
    }

    async fn delete(&self, id: BlobId) -> Result<(), BlobError> {
        if_there(self.objects.delete(&self.place(id)).await).map(drop)
    }

    async fn list(&self, after: Option<BlobId>, limit: usize) -> Result<Vec<Blob>, BlobError> {
        let mut objects = match after {
            Some(id) => self.objects.list_with_offset(Some(&self.city), &self.place(id)),
            None => self.objects.list(Some(&self.city)),
        };
        let mut blobs = Vec::new();
        while blobs.len() < limit {
            let Some(found) = objects.try_next().await.map_err(failed)? else { break };
            // What somebody else put there is not ours.
            let Some(Ok(id)) = found.location.filename().map(str::parse) else { continue };
            blobs.push(Blob { id, since: found.last_modified });
        }
        Ok(blobs)
    }
}

// Written by hand: a store of objects knows its keys.
impl fmt::Debug for ObjectBlobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectBlobs").field("city", &self.city).finish_non_exhaustive()
    }
}
