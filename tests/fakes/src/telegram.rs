//! The Bot API of Telegram.

mod calls;
mod chats;
mod deliver;
mod description;
mod faults;
mod html;
mod limits;
mod people;
mod server;

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::Notify;

pub use chats::{Line, Said};
pub use faults::Fault;
pub use people::Person;

use chats::Chat;
use deliver::Hook;

use crate::{faults::Faults, wire};

/// A Bot API server with one bot. Cloning it is cheap.
#[derive(Clone)]
pub struct FakeTelegram {
    inner: Arc<Inner>,
}

struct Inner {
    url: String,
    client: reqwest::Client,
    known: Mutex<Known>,
    /// Rung whenever anything is new.
    news: Notify,
}

/// Everything a Bot API server knows.
#[derive(Default)]
struct Known {
    chats: BTreeMap<i64, Chat>,
    files: BTreeMap<String, Vec<u8>>,
    /// Updates that wait to be asked for.
    waiting: VecDeque<Value>,
    /// Where updates are brought, if anywhere.
    hook: Option<Hook>,
    /// Where the addresses of the outside really lead.
    roads: BTreeMap<String, String>,
    faults: Faults<Fault>,
    /// What no bot should ever ask for.
    mistakes: Vec<String>,
    /// The names of all calls, in order.
    calls: Vec<String>,
    /// Taps that wait to be answered.
    taps: Vec<String>,
    updates: i64,
    messages: i64,
    /// Whether somebody asks for updates right now.
    polled: bool,
    /// How many updates were taken.
    taken: usize,
    /// How long each try took to have one taken that was brought.
    took: Vec<Duration>,
    commands: BTreeMap<String, Value>,
}

impl FakeTelegram {
    /// Starts one on a port of its own.
    pub async fn start() -> Self {
        server::start().await
    }

    /// Its address, for `telegram.api_url`.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The token of its bot.
    pub fn token(&self) -> &'static str {
        "123456:AAF7-g0gYncWnm5IyfZlpPRqRRv6kNAGlao"
    }

    /// What was asked for that the real one would refuse, or that nobody should ask for.
    pub fn mistakes(&self) -> Vec<String> {
        self.known().mistakes.clone()
    }

    /// The names of all calls so far, in order.
    pub fn calls(&self) -> Vec<String> {
        self.known().calls.clone()
    }

    /// The commands that were set, by language; the empty one is everybody's.
    pub fn commands(&self) -> BTreeMap<String, Value> {
        self.known().commands.clone()
    }

    /// How many taps nobody answered.
    pub fn unanswered_taps(&self) -> usize {
        self.known().taps.len()
    }

    /// Forgets that anything was said or asked; the people stay.
    pub fn forget_all(&self) {
        let known = &mut *self.known();
        known.chats.clear();
        known.calls.clear();
    }

    /// From now on, answers the next `times` calls of `method` (any, if none is named) with a fault.
    pub fn misbehave(&self, method: Option<&str>, fault: Fault, times: usize) {
        self.known().faults.add(method, fault, times);
    }

    /// From now on, answers the next `times` calls that concern that chat with a fault.
    pub fn misbehave_to(&self, chat: i64, fault: Fault, times: usize) {
        self.known().faults.add_to(chat, fault, times);
    }

    /// Behaves again.
    pub fn behave(&self) {
        self.known().faults.clear();
    }

    /// An address of the outside leads there: `https://lapor.example` to `http://127.0.0.1:8080`,
    /// as a proxy does that speaks https.
    pub fn lead(&self, outside: &str, inside: &str) {
        self.known().roads.insert(outside.to_owned(), inside.to_owned());
    }

    /// Waits until something holds, which is looked at whenever anything is new.
    ///
    /// # Panics
    /// After half a minute in vain, with what was hoped for and what was said so far.
    pub async fn until<T>(&self, hope: &str, holds: impl FnMut(&Self) -> Option<T>) -> T {
        self.until_within(wire::PATIENCE, hope, holds).await
    }

    /// The same with another patience than half a minute.
    ///
    /// # Panics
    /// After it in vain.
    pub async fn until_within<T>(
        &self,
        patience: Duration,
        hope: &str,
        holds: impl FnMut(&Self) -> Option<T>,
    ) -> T {
        wire::until(self, &self.inner.news, patience, hope, holds).await
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.inner.known.lock().unwrap()
    }
}

impl fmt::Debug for FakeTelegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Known { chats, mistakes, calls, .. } = &*self.known();
        writeln!(f, "{} calls, mistakes: {mistakes:?}", calls.len())?;
        for (id, chat) in chats {
            writeln!(f, "-- chat {id}\n{chat}")?;
        }
        Ok(())
    }
}
