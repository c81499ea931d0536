//! The gateway itself: a desk, channels, and how patient it is.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use aduan::{
    Desk,
    domain::{Channel, Handle, Language, Peer},
    owed::Notice,
    ports::{BlobStore, Erasures, Message, Messenger},
    queue::{Lane, Queue},
};
use aduan_dialogue::{Input, Phrase, Reply, Say, Scene, State, Step};
use chrono::TimeDelta;
use tokio::sync::Notify;

use crate::{
    line::{ChannelHealth, Line},
    pace::Pace,
    photos::Album,
};

/// How patient the gateway is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The language a conversation begins in, where the channel tells none.
    pub language: Language,
    /// How long nobody else works on a lane that was leased.
    pub lease: TimeDelta,
    /// How long a reply of a conversation is worth sending.
    pub reply_lifetime: TimeDelta,
    /// After how many tries in vain a message is buried.
    pub tries: u64,
    /// After how many tries in vain a delivery is buried: with its waits, about a day.
    pub deliveries: u64,
    /// How often to look for work nobody announced.
    pub poll: std::time::Duration,
    /// How long a channel may take to send one message.
    pub send_timeout: std::time::Duration,
    /// How long a channel may take to bring one photo.
    pub fetch_timeout: std::time::Duration,
    /// How many lanes of a queue to work on at once.
    pub lanes: usize,
    /// For how long after news what happens next is gathered, to be told in one message.
    pub merge: TimeDelta,
    /// How fast channels take messages; one that is not named takes them as fast as they come.
    pub paces: BTreeMap<Channel, Pace>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            lease: TimeDelta::seconds(60),
            reply_lifetime: TimeDelta::minutes(10),
            tries: 5,
            deliveries: 100,
            poll: std::time::Duration::from_secs(1),
            send_timeout: std::time::Duration::from_secs(20),
            fetch_timeout: std::time::Duration::from_mins(1),
            lanes: 32,
            merge: TimeDelta::minutes(10),
            paces: BTreeMap::from([
                (Channel::Telegram, Pace::TELEGRAM),
                (Channel::WhatsApp, Pace::WHATSAPP),
            ]),
        }
    }
}

/// Remembers messages, answers them, and delivers what is owed. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Gateway {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) desk: Desk,
    lines: Vec<Line>,
    pub(crate) settings: Settings,
    pub(crate) talk: Talk,
    album: OnceLock<Arc<Album>>,
    erasures: OnceLock<Arc<dyn Erasures>>,
    turns: AtomicU64,
    inbox: Notify,
    outbox: Notify,
    timers: Notify,
    jobs: Notify,
}

/// The conversation, as three functions: tests put plainer ones in their place.
#[derive(Clone, Copy)]
pub(crate) struct Talk {
    pub(crate) step: fn(State, Input, &Scene<'_>) -> Step,
    pub(crate) reply: fn(&Reply, Language) -> Message,
    pub(crate) news: fn(&[&Notice], &Notice, Language) -> Message,
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Talk")
    }
}

impl Gateway {
    /// A gateway over a desk and its channels.
    pub fn new(desk: Desk, messengers: Vec<Arc<dyn Messenger>>, settings: Settings) -> Self {
        let talk = Talk {
            step: aduan_dialogue::step,
            reply: Reply::render,
            news: aduan_dialogue::render_news,
        };
        Self::talking(desk, messengers, settings, talk)
    }

    pub(crate) fn talking(
        desk: Desk,
        messengers: Vec<Arc<dyn Messenger>>,
        settings: Settings,
        talk: Talk,
    ) -> Self {
        let [inbox, outbox, timers, jobs] = [(); 4].map(|()| Notify::new());
        let lines = messengers.into_iter().map(|one| Line::new(one, &settings)).collect();
        let (album, erasures) = (OnceLock::new(), OnceLock::new());
        let turns = AtomicU64::new(0);
        let inner = Inner {
            desk,
            lines,
            settings,
            talk,
            album,
            erasures,
            turns,
            inbox,
            outbox,
            timers,
            jobs,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The same gateway with a place for photos, where they are kept sealed; the first one that is
    /// named stays. Without one they wait to be fetched.
    #[must_use]
    pub fn keeping_photos_in(self, store: Arc<dyn BlobStore>) -> Self {
        self.inner.album.get_or_init(|| Arc::new(Album::new(self.desk().blobs_in(store))));
        self
    }

    /// Where photos are cleaned and kept, if anywhere: for whoever shows them, or takes them in a
    /// form.
    pub fn album(&self) -> Option<&Arc<Album>> {
        self.inner.album.get()
    }

    /// The same gateway with a list of deletions; the first one that is named stays. Without one
    /// the last piece of a deletion waits for it.
    #[must_use]
    pub fn writing_deletions_to(self, erasures: Arc<dyn Erasures>) -> Self {
        self.inner.erasures.get_or_init(|| erasures);
        self
    }

    pub(crate) fn erasures(&self) -> Option<&dyn Erasures> {
        self.inner.erasures.get().map(AsRef::as_ref)
    }

    /// The desk behind it.
    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// How its channels are doing.
    pub fn health(&self) -> Vec<ChannelHealth> {
        self.inner.lines.iter().map(Line::health).collect()
    }

    /// How many turns of conversations it took since the process began.
    pub fn turns(&self) -> u64 {
        self.inner.turns.load(Ordering::Relaxed)
    }

    pub(crate) fn took_turn(&self) {
        self.inner.turns.fetch_add(1, Ordering::Relaxed);
    }

    /// The channel of that name.
    pub(crate) fn line(&self, channel: Channel) -> Option<&Line> {
        self.inner.lines.iter().find(|line| line.channel() == channel)
    }

    /// The channel that calls itself so.
    pub(crate) fn line_named(&self, name: &str) -> Option<&Line> {
        self.inner.lines.iter().find(|line| line.channel().name() == name)
    }

    /// The channel that can carry a code there.
    pub(crate) fn carrier_to(&self, handle: &Handle) -> Option<&Line> {
        self.inner.lines.iter().find(|line| line.carries_codes_to(handle))
    }

    /// The lane of one person's messages, replies and timers.
    pub(crate) fn lane_of(&self, peer: &Peer) -> Lane {
        self.desk().room().chat_lane(peer)
    }

    /// Rings for what a commit may have left to do; a bell too many costs one look.
    pub(crate) fn ring(&self) {
        self.bell(Queue::Inbox).notify_one();
        self.bell(Queue::Outbox).notify_one();
        self.bell(Queue::Jobs).notify_one();
    }

    /// What is rung when a queue got more work.
    pub(crate) fn bell(&self, queue: Queue) -> &Notify {
        match queue {
            Queue::Inbox => &self.inner.inbox,
            Queue::Outbox => &self.inner.outbox,
            Queue::Timers => &self.inner.timers,
            Queue::Jobs => &self.inner.jobs,
        }
    }
}

/// What to tell a person whose message could not be taken, on a channel that does not send it
/// again by itself.
pub fn apology(language: Language) -> String {
    Phrase::new(Say::WentWrong).words(language)
}
