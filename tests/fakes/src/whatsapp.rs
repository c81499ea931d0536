//! The Cloud API of WhatsApp: a number of one business on a Graph server, and those who write to it.

mod bytes;
mod chats;
mod deliver;
mod faults;
mod media;
mod people;
mod schema;
mod send;
mod server;
mod statuses;
mod templates;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex, MutexGuard},
};

use aduan::ports::Clock;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::sync::Notify;

pub use chats::{Bubble, Choice, Line, Said};
pub use faults::{Fault, error_codes};
pub use people::{Account, Person};
pub use schema::check;
pub use statuses::Statuses;

use chats::Chat;
use media::Media;
use templates::Template;

use crate::{faults::Faults, wire};

/// A Graph server with one number. Cloning it is cheap.
#[derive(Clone)]
pub struct FakeWhatsApp {
    inner: Arc<Inner>,
}

struct Inner {
    url: String,
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
    known: Mutex<Known>,
    /// Rung whenever anything is new.
    news: Notify,
}

/// Everything a Graph server knows.
#[derive(Default)]
struct Known {
    chats: Vec<Chat>,
    templates: Vec<Template>,
    media: Media,
    /// Where webhooks are brought, if anywhere.
    hook: Option<String>,
    faults: Faults<Fault>,
    /// What no bot should ever ask for.
    mistakes: Vec<String>,
    /// What was asked for, in order: `messages`, `read`, `typing`, `media` and the like.
    calls: Vec<String>,
    /// The ids of what people sent: only those can be marked as read.
    incoming: BTreeSet<String>,
    /// The bodies of all messages that were taken.
    sent: Vec<Value>,
    /// How many of those were delivered and are paid for, by category.
    billed: BTreeMap<String, usize>,
    statuses: Statuses,
    /// Statuses that are kept back.
    withheld: Vec<Value>,
    /// What waits to be brought in one body, if it is to.
    held: Option<Vec<Value>>,
    /// Whether the token is one no more.
    revoked: bool,
    /// Whether somebody may be written to as often as one likes.
    unhurried: bool,
    ids: usize,
    /// How many bodies there are to bring, how many were taken, and how many tries that took.
    bodies: usize,
    taken: usize,
    tries: usize,
}

impl FakeWhatsApp {
    /// Starts one on a port of its own, in the time of `clock`.
    pub async fn start(clock: Arc<dyn Clock>) -> Self {
        server::start(clock).await
    }

    /// Its address, for `whatsapp.api_url`.
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The token of the business, for `whatsapp.access_token`.
    pub fn token(&self) -> &'static str {
        "EAAJB2Fake5ZCexampletokenforthefake"
    }

    /// The token that is made when that one is revoked.
    pub fn newer_token(&self) -> &'static str {
        "EAAJB2Fake7ZDanothertokenforthefake"
    }

    /// The secret of the app, with which webhooks are signed.
    pub fn app_secret(&self) -> &'static str {
        "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    }

    /// The token that the handshake brings.
    pub fn verify_token(&self) -> &'static str {
        "lapor-lestari-verify"
    }

    /// The number of the business, by its id.
    pub fn phone_number_id(&self) -> &'static str {
        "106540352249731"
    }

    /// The number of the business, as it is dialled, without `+`.
    pub fn phone(&self) -> &'static str {
        "622150783881"
    }

    /// The account of the business, by its id.
    pub fn business_account_id(&self) -> &'static str {
        "102290129340398"
    }

    /// What was asked for that the real one would refuse, or that nobody should ask for.
    pub fn mistakes(&self) -> Vec<String> {
        self.known().mistakes.clone()
    }

    /// What was asked for so far, in order.
    pub fn calls(&self) -> Vec<String> {
        self.known().calls.clone()
    }

    /// The bodies of all messages that were taken, in order.
    pub fn sent(&self) -> Vec<Value> {
        self.known().sent.clone()
    }

    /// How many messages were delivered and are paid for, by category.
    pub fn billed(&self) -> BTreeMap<String, usize> {
        self.known().billed.clone()
    }

    /// From now on, answers the next `times` calls of that kind (any, if none is named) with a fault.
    pub fn misbehave(&self, call: Option<&str>, fault: Fault, times: usize) {
        self.known().faults.add(call, fault, times);
    }

    /// Behaves again.
    pub fn behave(&self) {
        self.known().faults.clear();
    }

    /// The first token is one no more, or is again.
    pub fn revokes(&self, revoked: bool) {
        self.known().revoked = revoked;
    }

    /// From now on, somebody may be written to as often as one likes: for talks in which people
    /// answer faster than anybody could.
    pub fn is_unhurried(&self) {
        self.known().unhurried = true;
    }

    /// Registers a template in the form in which Meta takes it; it is approved at once.
    ///
    /// # Panics
    /// If Meta would not take it.
    pub fn register(&self, form: &Value) {
        let template = Template::registered(form).unwrap();
        self.known().templates.push(template);
    }

    /// What became of a template: `APPROVED`, `PENDING`, `REJECTED`, `PAUSED` or `DISABLED`.
    pub fn judges(&self, template: &str, status: &str) {
        for one in self.known().templates.iter_mut().filter(|one| one.name == template) {
            status.clone_into(&mut one.status);
        }
    }

    /// From now on, other bytes come for a medium than were announced.
    pub fn spoils_media(&self, id: &str, bytes: &[u8]) {
        self.known().media.spoil(id, bytes);
    }

    /// Keeps no media any more, as after a week.
    pub fn forgets_media(&self) {
        self.known().media.forget();
    }

    /// From now on, media are said to be at that address, whose it may be.
    pub fn keeps_media_at(&self, elsewhere: &str) {
        self.known().media.elsewhere = Some(elsewhere.to_owned());
    }

    /// Waits until something holds, which is looked at whenever anything is new.
    ///
    /// # Panics
    /// After half a minute in vain, with what was hoped for and what was said so far.
    pub async fn until<T>(&self, hope: &str, holds: impl FnMut(&Self) -> Option<T>) -> T {
        wire::until(self, &self.inner.news, wire::PATIENCE, hope, holds).await
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.inner.known.lock().unwrap()
    }

    fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }
}

impl Known {
    /// An id of a message to or from somebody; like the real ones, it tells whom.
    fn message_id(&mut self, whom: &str) -> String {
        use base64::{Engine as _, prelude::BASE64_STANDARD};
        self.ids += 1;
        format!("wamid.{}", BASE64_STANDARD.encode(format!("\u{1d}\u{18}{whom}\u{15}{}", self.ids)))
    }
}

impl fmt::Debug for FakeWhatsApp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Known { chats, mistakes, calls, .. } = &*self.known();
        writeln!(f, "{} calls, mistakes: {mistakes:?}", calls.len())?;
        for chat in chats {
            writeln!(f, "-- {}\n{chat}", chat.account.name)?;
        }
        Ok(())
    }
}
