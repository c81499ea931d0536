//! Whoever asks for a code, or guesses at one, cannot tell whether the address is somebody's: the same
//! is said, and the same is done for it, so that it takes as long. `cargo run --release -p bench --bin
//! known-handles` measures that.

use std::{
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use aduan::{
    Desk,
    batch::{Batch, Committed},
    domain::{Channel, City, Peer},
    facts::{Facts, Want},
    log::{Position, Recorded},
    memory::MemoryStorage,
    ports::{Entropy, Figures, Storage, StorageError},
    query::{Page, Query},
    queue::{Claim, Leased},
    seal::KeyRing,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::{Gateway, Heard, Inbound, Settings};

/// A storage of which it is written down what it was asked for, without any id.
#[derive(Debug)]
struct Noted {
    inner: MemoryStorage,
    calls: Mutex<Vec<String>>,
}

impl Noted {
    fn note(&self, call: &str, asked: impl IntoIterator<Item = String>) {
        let asked: Vec<String> = asked.into_iter().collect();
        self.calls.lock().unwrap().push(format!("{call}: {}", asked.join(", ")));
    }
}

/// The names of its parts: all else in it is of one case, or a number.
fn kind(of: &impl fmt::Debug) -> String {
    let text = format!("{of:?}");
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.starts_with(char::is_uppercase)).collect::<Vec<_>>().join(" ")
}

#[async_trait]
impl Storage for Noted {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.note("load", wants.iter().map(kind));
        self.inner.load(wants).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        let guards = batch.guards().iter().map(kind);
        let entries = batch.entries().iter().map(|entry| kind(&entry.what));
        self.note("commit", guards.chain(batch.writes().iter().map(kind)).chain(entries));
        self.inner.commit(batch).await
    }
    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.note("list", [kind(query)]);
        self.inner.list(query).await
    }
    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.note("count", [kind(query)]);
        self.inner.count(query).await
    }
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.note("claim", [kind(claim)]);
        self.inner.claim(claim).await
    }
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.note("log", []);
        self.inner.log(after, limit).await
    }
    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.inner.changed(seen).await
    }
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.inner.figures(now).await
    }
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.inner.upkeep(now).await
    }
}

/// Chance of which it is known how often it was asked for: once for each value that is sealed, and
/// once for a code.
#[derive(Debug)]
struct Drawn(SeededEntropy, AtomicUsize);

impl Entropy for Drawn {
    fn fill(&self, bytes: &mut [u8]) {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.fill(bytes);
    }
}

/// A city with the real conversation.
struct Town {
    gateway: Gateway,
    storage: Arc<Noted>,
    entropy: Arc<Drawn>,
    clock: Arc<StoppedClock>,
    page: Arc<RecordingMessenger>,
}

/// What somebody can learn by asking: what she was told, and what the machine did meanwhile.
#[derive(Debug, PartialEq)]
struct Learned {
    told: Vec<String>,
    calls: Vec<String>,
    draws: usize,
    letters: usize,
}

impl Town {
    fn new() -> Self {
        let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        let clock = Arc::new(StoppedClock::at("2026-11-21T09:00:00Z"));
        let entropy = Arc::new(Drawn(SeededEntropy::new(7), AtomicUsize::default()));
        let (inner, calls) = (MemoryStorage::new(&city.jurisdiction), Mutex::default());
        let storage = Arc::new(Noted { inner, calls });
        let keys = KeyRing::generate(&*entropy);
        let page = Arc::new(RecordingMessenger::new(Channel::Webchat));
        let desk = Desk::new(
            Arc::<Noted>::clone(&storage),
            Arc::<StoppedClock>::clone(&clock),
            Arc::<Drawn>::clone(&entropy),
            keys,
            city,
        );
        let gateway = Gateway::new(desk, vec![Arc::clone(&page) as _], Settings::default());
        Self { gateway, storage, entropy, clock, page }
    }

    /// Somebody writes in a chat, and this is what came of it.
    async fn says(&self, chat: &str, text: &str) -> Learned {
        self.clock.advance(TimeDelta::seconds(1));
        let now = self.gateway.desk().now();
        self.storage.calls.lock().unwrap().clear();
        let (draws, letters) = (self.entropy.1.load(Ordering::Relaxed), self.page.codes().len());
        let told = self.page.sent().len();
        let message = Inbound {
            peer: Peer::new(Channel::Webchat, chat),
            provider_id: format!("{chat} {now}").into(),
            at: now,
            input: Heard::Said { text: text.into() },
            quoted: None,
            phone: None,
            network: Some("192.0.2".into()),
            language: None,
        };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        let sent = self.page.sent().split_off(told).into_iter();
        Learned {
            told: sent.map(|(_, message)| message.text.to_string()).collect(),
            calls: self.storage.calls.lock().unwrap().clone(),
            draws: self.entropy.1.load(Ordering::Relaxed) - draws,
            letters: self.page.codes().len() - letters,
        }
    }

    /// She proves an address in a chat of hers.
    async fn knows(&self, chat: &str, address: &str) {
        for text in ["halo", "setuju", "masuk", address] {
            self.says(chat, text).await;
        }
        let code = self.page.codes().pop().unwrap().code.reveal();
        let told = self.says(chat, &code).await.told;
        assert!(told[0].starts_with("Berhasil masuk."), "{told:?}");
    }

    /// What a chat learns that has said all of this and then asks for a code, and what by a guess.
    async fn learns(&self, chat: &str, before: &[&str], address: &str) -> [Learned; 2] {
        for text in before {
            self.says(chat, text).await;
        }
        let asked = self.says(chat, address).await;
        assert_eq!(asked.letters, 1, "{asked:?}");
        let code = self.page.codes().pop().unwrap().code.reveal();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        [asked, self.says(chat, wrong).await]
    }
}

#[tokio::test]
async fn who_is_known_and_who_is_not_are_told_apart_by_nothing_that_is_said_or_done() {
    // Both are shown in the same way to whoever asks.
    for (known, unknown) in
        [("sari@contoh.id", "siti@contoh.id"), ("+6281234567890", "+6281299997890")]
    {
        let town = Town::new();
        town.knows("sari", known).await;
        let first = ["halo", "setuju", "masuk"];
        let of_hers = town.learns("chat-1", &first, known).await;
        let of_nobody = town.learns("chat-2", &first, unknown).await;
        assert!(of_hers[0].calls.len() > 5, "{of_hers:?}");
        assert_eq!(of_hers, of_nobody, "to log in, of {known}");
    }
}

#[tokio::test]
async fn nor_by_whoever_wants_to_link_an_address_to_her_own() {
    for (known, unknown) in
        [("sari@contoh.id", "siti@contoh.id"), ("+6281234567890", "+6281299997890")]
    {
        let town = Town::new();
        town.knows("sari", known).await;
        let mut learned = Vec::new();
        for (chat, own, wanted) in
            [("chat-1", "budi@contoh.id", known), ("chat-2", "dodi@contoh.id", unknown)]
        {
            town.knows(chat, own).await;
            learned.push(town.learns(chat, &["hubungkan email"], wanted).await);
        }
        assert_eq!(learned[0], learned[1], "to link, of {known}");
    }
}
