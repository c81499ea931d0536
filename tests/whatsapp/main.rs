//! The built binary and WhatsApp: what Meta brings is taken once and quickly, whatever it is; nobody
//! else can bring anything; and an answer arrives whatever WhatsApp does with it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod answers;
mod budget;
#[path = "../kill/city.rs"]
#[expect(dead_code, reason = "a city in the night of deaths does more")]
mod city;
mod media;
#[path = "../kill/officer.rs"]
#[expect(dead_code, reason = "an officer in the night of deaths does more")]
mod officer;
#[path = "../common/other_time.rs"]
mod other_time;
mod published;
mod revoked;
mod signatures;
#[path = "../../bots/email/tests/smtp/sink.rs"]
mod sink;
mod statuses;

use std::sync::Arc;

use aduan::prelude::TimeDelta;
use fakes::whatsapp::{FakeWhatsApp, Person};

use city::{Life, Request};
use other_time::OtherTime;

/// How long somebody takes to read and to answer.
const A_MOMENT: TimeDelta = TimeDelta::seconds(20);

/// A city that serves, and the number it is on.
struct City {
    time: Arc<OtherTime>,
    whatsapp: FakeWhatsApp,
    place: city::City,
    life: Life,
    folder: tempfile::TempDir,
}

impl City {
    async fn start() -> Self {
        Self::with(&[]).await
    }

    /// One with more in its configuration.
    async fn with(more: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A Monday morning.
        let time = Arc::new(OtherTime::from(folder.path(), "2026-11-23T01:00:00Z"));
        let whatsapp = FakeWhatsApp::start(Arc::clone(&time) as _).await;
        let keys = [
            ("ADUAN_CITY__UNDO_MINUTES", "5"),
            ("ADUAN_WEB__PUBLIC_URL", "https://lapor.example"),
            ("ADUAN_WHATSAPP__ACCESS_TOKEN", whatsapp.token()),
            ("ADUAN_WHATSAPP__PHONE_NUMBER_ID", whatsapp.phone_number_id()),
            ("ADUAN_WHATSAPP__APP_SECRET", whatsapp.app_secret()),
            ("ADUAN_WHATSAPP__VERIFY_TOKEN", whatsapp.verify_token()),
            ("ADUAN_WHATSAPP__API_URL", whatsapp.url()),
            ("ADUAN_WHATSAPP__LOGIN", "channel"),
        ];
        let keys = [&keys[..], &time.keys(), more].concat();
        let (place, life) = city::City::found(folder.path(), &keys, Arc::clone(&time) as _);
        let city = Self { time, whatsapp, place, life, folder };
        city.whatsapp.subscribes(&city.webhook()).await;
        city
    }

    /// Where it keeps what it keeps.
    fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    fn webhook(&self) -> String {
        format!("http://{}/webhooks/whatsapp", self.place.address())
    }

    fn dies(&mut self) {
        self.life.kill();
    }

    fn comes_back(&mut self) {
        self.life = self.place.live();
    }

    /// What it measures.
    fn figures(&self) -> String {
        let get = Request { method: "GET", path: "/metrics", headers: "", kind: "x/x", body: b"" };
        self.place.insist(&get).body
    }
}

/// Somebody does what a line says: taps a choice in brackets, or writes.
fn acts(person: &Person, act: &str) {
    match act.strip_prefix('[').and_then(|act| act.strip_suffix(']')) {
        Some(label) => person.taps(label),
        None => person.says(act),
    }
}

/// The same after a moment, and waits for the answer.
async fn does(city: &City, person: &Person, act: &str) {
    let heard = person.heard().len();
    city.time.passes(A_MOMENT);
    acts(person, act);
    person.hears(heard + 1).await;
}
