//! Photos: brought from their channel, cleaned in memory, and kept sealed before anything says
//! that they are there.

use aduan::{
    batch::Batch,
    domain::{BlobId, Loss, Picture},
    jobs::{FetchPhotos, Hitch, Job, Step},
    ports::{self, BlobError, FetchError, NotKept},
    seal::SealedBlobs,
    sweep::sweep,
};
use aduan_photos::{Cleaned, MOST_BYTES, Unusable, clean};
use async_trait::async_trait;
use chrono::TimeDelta;
use tokio::sync::Semaphore;

use crate::{Gateway, GatewayError, error::told, failpoint::failpoint};

/// How many photos are fetched at once: each takes up to ten megabytes.
const FETCHED: usize = 4;
/// How many photos are cleaned at once: one takes up to a hundred megabytes.
const CLEANED: usize = 1;

/// Where photos are cleaned and kept, and how many are in hand at once, whoever brings them.
#[derive(Debug)]
pub struct Album {
    blobs: SealedBlobs,
    fetching: Semaphore,
    cleaning: Semaphore,
}

impl Album {
    pub(crate) fn new(blobs: SealedBlobs) -> Self {
        let [fetching, cleaning] = [FETCHED, CLEANED].map(Semaphore::new);
        Self { blobs, fetching, cleaning }
    }
}

impl Album {
    /// Cleans a photo in memory and keeps it, or says what is wrong with it.
    async fn take(&self, bytes: Box<[u8]>) -> Result<Result<Picture, Loss>, GatewayError> {
        let cleaned = {
            let cleaning = self.cleaning.acquire().await;
            // A closed semaphore is closed with the process.
            let _cleaning = cleaning.map_err(|closed| BlobError(closed.into()))?;
            // A codec that panics panics alone.
            tokio::task::spawn_blocking(move || clean(&bytes)).await.unwrap_or_else(|_| {
                tracing::error!("photo.panicked");
                Err(Unusable::Damaged)
            })
        };
        let Cleaned { full, thumbnail, width, height } = match cleaned {
            Ok(cleaned) => cleaned,
            Err(unusable) => {
                tracing::info!(%unusable, "photo.unusable");
                return Ok(Err(loss(unusable)));
            }
        };
        let bytes = u64::try_from(full.len()).unwrap_or(u64::MAX);
        let blob = self.blobs.put(&full).await?;
        failpoint!("photo.between_blobs");
        let thumbnail = self.blobs.put(&thumbnail).await?;
        failpoint!("photo.after_blobs");
        tracing::debug!(photo.bytes = bytes, photo.width = width, "photo.kept");
        Ok(Ok(Picture { blob, thumbnail, width, height, bytes }))
    }
}

#[async_trait]
impl ports::Album for Album {
    async fn keep(&self, bytes: Box<[u8]>) -> Result<Picture, NotKept> {
        match self.take(bytes).await {
            Ok(taken) => taken.map_err(NotKept::Lost),
            Err(error) => Err(BlobError(error.into()).into()),
        }
    }

    async fn show(&self, blob: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        self.blobs.get(blob).await
    }
}

/// A photo, or why it did not come; trouble of the house is neither.
type Brought<T> = Result<Result<T, Hitch>, GatewayError>;

impl Gateway {
    /// Does the next piece of fetching photos. Without a place to keep them, they wait.
    pub(crate) async fn fetch_photos(&self, job: &FetchPhotos) -> Result<Step, GatewayError> {
        let Some(album) = self.album() else {
            tracing::warn!("photos.no_place_to_keep_them");
            let later = self.desk().now() + TimeDelta::hours(1);
            let next = Some((Job::FetchPhotos(job.clone()), later));
            return Ok(Step { batch: Batch::new(), next });
        };
        job.step(self.desk(), |source| self.bring(album, source)).await
    }

    async fn bring(&self, album: &Album, source: Box<str>) -> Brought<Picture> {
        // A closed semaphore is closed with the process.
        let Ok(_fetching) = album.fetching.acquire().await else { return Ok(LATER) };
        let bytes = match self.fetch(&source).await {
            Ok(bytes) => bytes,
            Err(hitch) => return Ok(Err(hitch)),
        };
        Ok(album.take(bytes).await?.map_err(Hitch::Never))
    }

    /// Asks the channel in front of the source for the bytes.
    async fn fetch(&self, source: &str) -> Result<Box<[u8]>, Hitch> {
        let (channel, source) = source.split_once(':').unwrap_or_default();
        let Some(line) = self.line_named(channel) else {
            return Err(Hitch::Never(Loss::Gone));
        };
        let fetching = line.fetch(source, MOST_BYTES);
        let error = match tokio::time::timeout(self.settings().fetch_timeout, fetching).await {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(error)) => error,
            Err(elapsed) => FetchError::Later { after: None, source: Some(elapsed.into()) },
        };
        tracing::info!(channel.name = channel, %error, "photo.not_fetched");
        Err(match error {
            FetchError::Later { after, .. } => {
                Hitch::Later(after.and_then(|after| TimeDelta::from_std(after).ok()))
            }
            FetchError::Gone => Hitch::Never(Loss::Gone),
            FetchError::TooLarge => Hitch::Never(Loss::TooLarge),
            FetchError::Refused(_) => Hitch::Never(Loss::NeverCame),
        })
    }

    /// Deletes the bytes that no complaint names after a day, all there are; returns how many.
    pub async fn sweep_photos(&self) -> usize {
        let Some(album) = self.album() else { return 0 };
        let (mut deleted, mut after) = (0, None);
        loop {
            match sweep(self.desk(), &album.blobs, after).await {
                Ok(swept) => {
                    deleted += swept.deleted;
                    after = swept.next;
                }
                Err(error) => {
                    tracing::error!(error = told(&error), "photos.not_swept");
                    after = None;
                }
            }
            if after.is_none() {
                tracing::info!(photos.deleted = deleted, "photos.swept");
                return deleted;
            }
        }
    }
}

const LATER: Result<Picture, Hitch> = Err(Hitch::Later(None));

fn loss(unusable: Unusable) -> Loss {
    match unusable {
        Unusable::Foreign => Loss::Foreign,
        Unusable::TooLarge => Loss::TooLarge,
        Unusable::NotAPhoto | Unusable::Damaged => Loss::Unreadable,
    }
}
