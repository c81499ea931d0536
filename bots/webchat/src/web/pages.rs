//! The pages of all chats: opened, written to by both sides, read on from a number.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError, Weak},
};

use aduan::{
    Desk,
    batch::{Batch, Committed, Guard},
    domain::{Channel, Handle, Peer},
    facts::Want,
    ports::{
        BlobError, BlobStore, CodeLetter, Delivery, DeliveryError, FetchError, Message, Messenger,
        StorageError, StorageErrorKind,
    },
    query::{Item, Query, Select},
    record::{Key, RecordKind, Versioned},
    seal::{Broken, Scope},
};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;

use super::{
    page::{Bubble, Page, Said},
    uploads::Uploads,
};

/// How often a page is written again after a conflict.
const TRIES: usize = 5;
/// How long the windows last in which messages and new sessions are counted, and how many there
/// may be: a person types slower, and a school behind one address is not a robot.
const MESSAGES: (TimeDelta, u32) = (TimeDelta::minutes(1), 40);
const SESSIONS: (TimeDelta, u32) = (TimeDelta::hours(1), 300);

/// All pages of a city, and the channel that writes to them. Cloning it is cheap.
///
/// What is owed is said once: a page knows what each of its lines was owed under, so one that is sent
/// again, because the process ended before it was noted, is not added again.
#[derive(Clone)]
pub struct Pages {
    inner: Arc<Inner>,
}

struct Inner {
    desk: Desk,
    uploads: OnceLock<Uploads>,
    /// What is rung when a page in use here got a line.
    bells: Mutex<BTreeMap<Key, Weak<Notify>>>,
}

/// Why a page could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// There is no such session, or it is over.
    #[error("no such session")]
    NoSession,
    /// Too much in too short a time.
    #[error("too often")]
    TooOften {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// Others kept writing to the same page.
    #[error("too many at once on the same page")]
    Busy,
    /// What is stored does not open.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The storage failed.
    #[error("the storage failed")]
    Storage(#[from] StorageError),
    /// The store of photos failed.
    #[error(transparent)]
    Blobs(#[from] BlobError),
}

impl Pages {
    /// The pages of the city behind that desk.
    pub fn new(desk: Desk) -> Self {
        let (uploads, bells) = (OnceLock::new(), Mutex::default());
        Self { inner: Arc::new(Inner { desk, uploads, bells }) }
    }

    /// The same pages with a store in which photos wait, sealed, until they are fetched; the first
    /// one that is named stays. It has to be a store of its own: what is older than eight days is
    /// deleted from it. Without one the page takes no photos.
    #[must_use]
    pub fn keeping_uploads_in(self, store: Arc<dyn BlobStore>) -> Self {
        self.inner.uploads.get_or_init(|| Uploads::new(self.desk(), store));
        self
    }

    pub(super) fn uploads(&self) -> Option<&Uploads> {
        self.inner.uploads.get()
    }

    pub(super) fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    /// The account of a session's secret.
    pub(super) fn account(&self, secret: &[u8]) -> Peer {
        let token = self.desk().room().keys.token(Scope::Session, secret);
        Peer::new(Channel::Webchat, token.to_string())
    }

    /// Opens an empty page.
    pub(super) async fn open(&self, account: &Peer, network: &str) -> Result<(), PageError> {
        let room = self.desk().room();
        let mut batch = Batch::new();
        let (window, limit) = SESSIONS;
        batch.guard(room.quota("webchat-sessions", network.as_bytes(), window, limit));
        batch.put(room.sealed_row(self.key(account), &Page::open(room.now), Vec::new()), 0);
        match self.desk().commit(batch).await? {
            Committed::Refused { until, .. } => Err(PageError::TooOften { until }),
            // A conflict: it is there, since the request came twice.
            _ => Ok(()),
        }
    }

    /// The page of an account, if its session is not over.
    pub(super) async fn read(&self, account: &Peer) -> Result<Versioned<Page>, PageError> {
        let key = self.key(account);
        let facts = self.desk().storage().load(&[Want::Record(key.clone())]).await?;
        let row = facts.record(&key).ok_or(PageError::NoSession)?;
        let room = self.desk().room();
        let page = room.open_row::<Page>(row)?;
        if page.value.is_over(room.now) { Err(PageError::NoSession) } else { Ok(page) }
    }

    /// What the bot said on that page under that number, if it is still kept.
    pub(super) async fn told(
        &self,
        account: &Peer,
        at: u64,
    ) -> Result<Option<Box<str>>, PageError> {
        Ok(self.read(account).await?.value.line_at(at).map(Into::into))
    }

    /// Adds what a person did, at most so many in a minute.
    pub(super) async fn hear(&self, account: &Peer, said: Said) -> Result<(), PageError> {
        let room = self.desk().room();
        let (window, limit) = MESSAGES;
        let quota = room.quota("webchat-messages", account.address.as_bytes(), window, limit);
        self.add(account, said, Some(quota)).await
    }

    /// Adds what the bot says.
    async fn tell(&self, account: &Peer, bubble: Bubble) -> Result<(), DeliveryError> {
        self.add(account, Said::Bot(bubble), None).await.map_err(|error| match error {
            PageError::NoSession => DeliveryError::Unreachable,
            PageError::Storage(error) if error.kind() == StorageErrorKind::Malformed => {
                DeliveryError::Refused(Some(error.into()))
            }
            error => DeliveryError::Later { after: None, source: Some(error.into()) },
        })
    }

    async fn add(&self, account: &Peer, said: Said, guard: Option<Guard>) -> Result<(), PageError> {
        for _ in 0..TRIES {
            let Versioned { version, value: mut page } = self.read(account).await?;
            let room = self.desk().room();
            if !page.add(said.clone(), room.now) {
                return Ok(());
            }
            let mut batch = Batch::new();
            if let Some(guard) = &guard {
                batch.guard(guard.clone());
            }
            batch.put(room.sealed_row(self.key(account), &page, Vec::new()), version);
            match self.desk().commit(batch).await? {
                Committed::Applied => {
                    self.ring(account);
                    return Ok(());
                }
                Committed::Refused { until, .. } => return Err(PageError::TooOften { until }),
                Committed::Conflict | Committed::Duplicate(..) => {}
            }
        }
        Err(PageError::Busy)
    }

    /// Forgets the photos nobody fetched, the sessions that are over, and the lines that are too
    /// old of pages nobody wrote to since. Safe at any time; returns how much it forgot.
    pub async fn upkeep(&self) -> Result<usize, PageError> {
        let mut changed = match self.uploads() {
            Some(uploads) => uploads.forget_old(self.desk()).await?,
            None => 0,
        };
        let mut query = Query::new(Select::Records(RecordKind::Page), Query::LIMIT);
        loop {
            let some = self.desk().storage().list(&query).await?;
            for item in some.items {
                let Item::Record(row) = item else { continue };
                let room = self.desk().room();
                let Versioned { version, value: mut page } = room.open_row::<Page>(&row)?;
                let mut batch = Batch::new();
                if page.is_over(room.now) {
                    batch.erase(row.value.key, version);
                } else if page.tidy(room.now) {
                    batch.put(room.sealed_row(row.value.key, &page, Vec::new()), version);
                } else {
                    continue;
                }
                if self.desk().commit(batch).await? == Committed::Applied {
                    changed += 1;
                }
            }
            match some.next {
                Some(next) => query.after = Some(next),
                None => return Ok(changed),
            }
        }
    }

    /// What is rung when that page gets a line from this process.
    pub(super) fn bell(&self, account: &Peer) -> Arc<Notify> {
        let mut bells = self.inner.bells.lock().unwrap_or_else(PoisonError::into_inner);
        bells.retain(|_, bell| bell.strong_count() > 0);
        let place = bells.entry(self.key(account)).or_default();
        let bell = place.upgrade().unwrap_or_default();
        *place = Arc::downgrade(&bell);
        bell
    }

    fn ring(&self, account: &Peer) {
        let bells = self.inner.bells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = bells.get(&self.key(account)).and_then(Weak::upgrade) {
            bell.notify_waiters();
        }
    }

    fn key(&self, account: &Peer) -> Key {
        self.desk().room().page(account)
    }
}

#[async_trait]
impl Messenger for Pages {
    fn channel(&self) -> Channel {
        Channel::Webchat
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        self.tell(to, Bubble::from(message)).await
    }

    async fn deliver(&self, delivery: &Delivery<'_>) -> Result<Option<Box<str>>, DeliveryError> {
        let bubble = Bubble { owed: Some(delivery.id), ..Bubble::from(delivery.message) };
        self.tell(delivery.to, bubble).await.map(|()| None)
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        let uploads = self.uploads().ok_or(FetchError::Refused(None))?;
        uploads.fetch(source, limit_bytes).await
    }
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}
