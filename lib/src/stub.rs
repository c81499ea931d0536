//! Twins of the ports for tests: time that is turned by hand, chance that repeats, a channel and
//! a blob store in memory.

use std::{
    collections::BTreeMap,
    io,
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use crate::{
    domain::{BlobId, Channel, Handle, Loss, Peer, Picture},
    erasure::Line,
    ports::{
        Album, Blob, BlobError, BlobStore, Clock, CodeLetter, DeliveryError, Entropy, Erasures,
        FetchError, Message, Messenger, NotKept,
    },
};

/// A lock that a panic elsewhere does not close: these values are whole between any two lines.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A clock that stands still until it is turned.
#[derive(Debug)]
pub struct StoppedClock(Mutex<DateTime<Utc>>);

impl StoppedClock {
    /// A clock that shows `time`, an RFC 3339 text; the beginning of 1970 if it is none.
    pub fn at(time: &str) -> Self {
        let time = DateTime::parse_from_rfc3339(time).map(Into::into).unwrap_or_default();
        Self(Mutex::new(time))
    }

    /// Turns it forward.
    pub fn advance(&self, by: TimeDelta) {
        *open(&self.0) += by;
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> DateTime<Utc> {
        *open(&self.0)
    }
}

/// Chance that repeats: the same seed gives the same bytes. For tests only.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    drawn: Mutex<u64>,
}

impl SeededEntropy {
    /// Begins with `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: Mutex::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        let mut drawn = open(&self.drawn);
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new()
                .chain_update(self.seed.to_le_bytes())
                .chain_update(drawn.to_le_bytes())
                .finalize();
            chunk.copy_from_slice(&block[..chunk.len()]);
            *drawn += 1;
        }
    }
}

/// A channel that keeps what it was given, and has the photos a test gave it.
#[derive(Debug)]
pub struct RecordingMessenger {
    channel: Channel,
    sent: Mutex<Vec<(Peer, Message)>>,
    codes: Mutex<Vec<CodeLetter>>,
    photos: Mutex<BTreeMap<Box<str>, Box<[u8]>>>,
}

impl RecordingMessenger {
    /// A channel of that name.
    pub fn new(channel: Channel) -> Self {
        Self { channel, sent: Mutex::default(), codes: Mutex::default(), photos: Mutex::default() }
    }

    /// The messages so far.
    pub fn sent(&self) -> Vec<(Peer, Message)> {
        open(&self.sent).clone()
    }

    /// The codes so far.
    pub fn codes(&self) -> Vec<CodeLetter> {
        open(&self.codes).clone()
    }

    /// Has a photo to fetch from now on.
    pub fn keep(&self, source: &str, bytes: &[u8]) {
        open(&self.photos).insert(source.into(), bytes.into());
    }
}

#[async_trait]
impl Messenger for RecordingMessenger {
    fn channel(&self) -> Channel {
        self.channel
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        open(&self.sent).push((to.clone(), message.clone()));
        Ok(())
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        true
    }

    async fn send_code(&self, letter: &CodeLetter) -> Result<(), DeliveryError> {
        open(&self.codes).push(letter.clone());
        Ok(())
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        let photo = open(&self.photos).get(source).cloned().ok_or(FetchError::Gone)?;
        let small = u64::try_from(photo.len()).is_ok_and(|bytes| bytes <= limit_bytes);
        if small { Ok(photo) } else { Err(FetchError::TooLarge) }
    }
}

/// Deletions, written down in memory.
#[derive(Debug, Default)]
pub struct MemoryErasures(Mutex<Vec<Line>>);

impl MemoryErasures {
    /// The lines so far.
    pub fn lines(&self) -> Vec<Line> {
        open(&self.0).clone()
    }
}

#[async_trait]
impl Erasures for MemoryErasures {
    async fn append(&self, line: &Line) -> io::Result<()> {
        open(&self.0).push(line.clone());
        Ok(())
    }
}

/// A blob store in memory, which tells the time of a clock.
#[derive(Debug)]
pub struct MemoryBlobs {
    clock: Arc<dyn Clock>,
    kept: Mutex<BTreeMap<BlobId, Since<Box<[u8]>>>>,
}

/// Something, after the time since when it is there.
type Since<T> = (DateTime<Utc>, T);

impl MemoryBlobs {
    /// An empty one.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, kept: Mutex::default() }
    }
}

#[async_trait]
impl BlobStore for MemoryBlobs {
    async fn put(&self, id: BlobId, bytes: Box<[u8]>) -> Result<(), BlobError> {
        open(&self.kept).insert(id, (self.clock.now(), bytes));
        Ok(())
    }

    async fn get(&self, id: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        Ok(open(&self.kept).get(&id).map(|(_, bytes)| bytes.clone()))
    }

    async fn delete(&self, id: BlobId) -> Result<(), BlobError> {
        open(&self.kept).remove(&id);
        Ok(())
    }

    async fn list(&self, after: Option<BlobId>, limit: usize) -> Result<Vec<Blob>, BlobError> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let kept = open(&self.kept);
        let page = kept.range((from, Bound::Unbounded)).take(limit);
        Ok(page.map(|(id, (since, _))| Blob { id: *id, since: *since }).collect())
    }
}

/// An album in memory that takes every JPEG as clean and shows the whole of it as its thumbnail.
#[derive(Debug)]
pub struct PlainAlbum {
    entropy: SeededEntropy,
    kept: Mutex<BTreeMap<BlobId, Box<[u8]>>>,
}

impl PlainAlbum {
    /// An empty one, whose ids are drawn from `seed`.
    pub fn new(seed: u64) -> Self {
        Self { entropy: SeededEntropy::new(seed), kept: Mutex::default() }
    }
}

#[async_trait]
impl Album for PlainAlbum {
    async fn keep(&self, photo: Box<[u8]>) -> Result<Picture, NotKept> {
        if !photo.starts_with(&[0xff, 0xd8, 0xff]) {
            return Err(NotKept::Lost(Loss::Unreadable));
        }
        let blob = BlobId::random(&self.entropy);
        let bytes = u64::try_from(photo.len()).unwrap_or(u64::MAX);
        open(&self.kept).insert(blob, photo);
        Ok(Picture { blob, thumbnail: blob, width: 4, height: 3, bytes })
    }

    async fn show(&self, blob: BlobId) -> Result<Option<Box<[u8]>>, BlobError> {
        Ok(open(&self.kept).get(&blob).cloned())
    }
}
