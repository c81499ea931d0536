//! The built binary and WhatsApp: what Meta brings is taken once and quickly, whatever it is; nobody
//! else can bring anything; and an answer arrives whatever WhatsApp does with it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

mod answers;
mod budget;
#[path = "../common/other_time.rs"]
mod other_time;
mod published;
#[path = "../serve/served.rs"]
#[expect(dead_code, reason = "the others ask by themselves")]
mod served;
mod signatures;

use std::sync::Arc;

use aduan::prelude::TimeDelta;
use fakes::whatsapp::{FakeWhatsApp, Person};

use other_time::OtherTime;
use served::Served;

/// How long somebody takes to read and to answer.
const A_MOMENT: TimeDelta = TimeDelta::seconds(20);

/// A city that serves, and the number it is on.
struct City {
    folder: tempfile::TempDir,
    time: Arc<OtherTime>,
    whatsapp: FakeWhatsApp,
    served: Option<Served>,
}

impl City {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // A Monday morning.
        let time = Arc::new(OtherTime::from(folder.path(), "2026-11-23T01:00:00Z"));
        let whatsapp = FakeWhatsApp::start(Arc::clone(&time) as _).await;
        let mut city = Self { folder, time, whatsapp, served: None };
        city.served = Some(city.serve());
        city.whatsapp.subscribes(&city.webhook()).await;
        city
    }

    fn webhook(&self) -> String {
        format!("http://{}/webhooks/whatsapp", self.served.as_ref().unwrap().address())
    }

    /// Dies, and comes back at another address.
    fn dies(&mut self) {
        // SIGKILL: nothing is tidied up.
        self.served = None;
    }

    fn comes_back(&mut self) {
        self.served = Some(self.serve());
        self.whatsapp.moves_to(&self.webhook());
    }

    fn serve(&self) -> Served {
        let whatsapp = &self.whatsapp;
        Served::start_as(self.folder.path(), |serve| {
            serve.envs(self.time.keys()).envs([
                ("ADUAN_WEB__PUBLIC_URL", "https://lapor.example"),
                ("ADUAN_WHATSAPP__ACCESS_TOKEN", whatsapp.token()),
                ("ADUAN_WHATSAPP__PHONE_NUMBER_ID", whatsapp.phone_number_id()),
                ("ADUAN_WHATSAPP__APP_SECRET", whatsapp.app_secret()),
                ("ADUAN_WHATSAPP__VERIFY_TOKEN", whatsapp.verify_token()),
                ("ADUAN_WHATSAPP__API_URL", whatsapp.url()),
                ("ADUAN_WHATSAPP__LOGIN", "channel"),
            ])
        })
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
