//! The whole mission, by the built binary: docs/story.md is what is played. Sari is on WhatsApp, Budi on
//! Telegram and Hana on the page of the city; Dewi answers for the city in the panel. What they do in
//! the story is done, and what the bot says in it has to be said, word for word.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

#[path = "../kill/citizen.rs"]
#[expect(dead_code, reason = "a citizen in the night of deaths does more")]
mod citizen;
#[path = "../kill/city.rs"]
#[expect(dead_code, reason = "a city in the night of deaths does more")]
mod city;
mod let_in;
#[path = "../kill/officer.rs"]
#[expect(dead_code, reason = "an officer in the night of deaths does more")]
mod officer;
#[path = "../common/other_time.rs"]
#[expect(dead_code, reason = "nobody here waits for an alarm")]
mod other_time;
mod people;
mod story;

use std::sync::Arc;

use aduan::prelude::TimeDelta;
use fakes::{telegram::FakeTelegram, whatsapp::FakeWhatsApp};
use serde_json::Value;

use citizen::Citizen;
use city::{City, Life};
use officer::Officer;
use other_time::OtherTime;
use people::{OnPage, OnPhone, Resident};
use story::Line;

/// How long somebody takes to read and to answer.
const A_MOMENT: TimeDelta = TimeDelta::seconds(20);

/// A city on WhatsApp, on Telegram and on its page, on a Monday morning.
struct Town {
    time: Arc<OtherTime>,
    whatsapp: FakeWhatsApp,
    telegram: FakeTelegram,
    city: City,
    life: Life,
    folder: tempfile::TempDir,
}

impl Town {
    async fn found(more: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let time = Arc::new(OtherTime::from(folder.path(), "2026-11-23T01:00:00Z"));
        let whatsapp = FakeWhatsApp::start(Arc::clone(&time) as _).await;
        let telegram = FakeTelegram::start().await;
        let keys = [
            ("ADUAN_WEBCHAT__LOGIN", "otp"),
            ("ADUAN_TELEGRAM__TOKEN", telegram.token()),
            ("ADUAN_TELEGRAM__API_URL", telegram.url()),
            ("ADUAN_TELEGRAM__MODE", "polling"),
            ("ADUAN_WHATSAPP__ACCESS_TOKEN", whatsapp.token()),
            ("ADUAN_WHATSAPP__PHONE_NUMBER_ID", whatsapp.phone_number_id()),
            ("ADUAN_WHATSAPP__APP_SECRET", whatsapp.app_secret()),
            ("ADUAN_WHATSAPP__VERIFY_TOKEN", whatsapp.verify_token()),
            ("ADUAN_WHATSAPP__API_URL", whatsapp.url()),
        ];
        let keys = [&keys[..], &time.keys(), more].concat();
        let (city, life) = City::found(folder.path(), &keys, Arc::clone(&time) as _);
        whatsapp.subscribes(&format!("http://{}/webhooks/whatsapp", city.address())).await;
        telegram.until_reached().await;
        Self { time, whatsapp, telegram, city, life, folder }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_lamp_three_chats_one_officer() {
    // Dewi does not sign in anew on the third day.
    let town = Town::found(&[("ADUAN_PANEL__IDLE_HOURS", "72")]).await;
    let Town { time, whatsapp, telegram, city, life, folder } = town;
    let printed = city.aduan(&["whatsapp", "templates"]).output().unwrap().stdout;
    let templates: Vec<Value> = serde_json::from_slice(&printed).unwrap();
    for form in &templates {
        whatsapp.register(form);
    }
    let dewi = Officer::join(&city, "Dewi", "perhubungan");

    let (home, page) = (folder.path(), Citizen::enter(&city, 1));
    let residents: Vec<(&str, Box<dyn Resident>)> = vec![
        ("Sari", Box::new(OnPhone::new(whatsapp.person(1, "Sari"), home))),
        ("Budi", Box::new(OnPhone::new(telegram.person(2, "Budi", "id"), home))),
        ("Hana", Box::new(OnPage::new(page, whatsapp.person(3, "Hana")))),
    ];
    let mut play = Play { time: &time, dewi, number: None, residents };
    let story = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/story.md"));
    for line in story::lines(&story.unwrap()) {
        play.line(&line).await;
    }
    for (name, resident) in &play.residents {
        assert_eq!(resident.untold(), [""; 0], "was said to {name} beside the story");
    }
    assert_eq!(whatsapp.mistakes(), [""; 0]);
    assert_eq!(telegram.mistakes(), [""; 0]);
    life.end();
}

struct Play<'c> {
    time: &'c OtherTime,
    dewi: Officer<'c>,
    /// The number of the report, once there is one.
    number: Option<String>,
    residents: Vec<(&'static str, Box<dyn Resident + 'c>)>,
}

impl Play<'_> {
    async fn line(&mut self, line: &Line) {
        match line {
            Line::Later(minutes) => self.time.passes(TimeDelta::minutes(*minutes)),
            Line::Officer { deed, words } => {
                self.time.passes(A_MOMENT);
                self.officer(deed, words);
            }
            Line::Does { who, act } => {
                self.time.passes(A_MOMENT);
                let act = self.really(act);
                self.resident(who).does(&act).await;
            }
            Line::Hears { who, words } => {
                let words = self.really(words);
                let told = self.resident(who).hears(&words).await;
                if self.number.is_none() {
                    let number = told.split('*').find(|word| word.starts_with("LP-"));
                    self.number = number.map(str::to_owned);
                }
            }
        }
    }

    /// What stands in the story, with the real number in it.
    fn really(&self, words: &str) -> String {
        let number = self.number.as_deref().unwrap_or("…");
        words.replace(story::NUMBER, number)
    }

    fn resident(&mut self, who: &str) -> &mut dyn Resident {
        let found = self.residents.iter_mut().find(|(name, _)| *name == who);
        found.unwrap_or_else(|| panic!("nobody is called {who}")).1.as_mut()
    }

    fn officer(&self, deed: &str, words: &str) {
        let number = self.number.as_ref().unwrap().parse().unwrap();
        let words = [("words", words)];
        tokio::task::block_in_place(|| match deed {
            "takes it over" => self.dewi.does(&number, "take", &[], "took it over"),
            "asks" => self.dewi.does(&number, "ask", &words, "asked the reporter"),
            "answers in public" => self.dewi.does(&number, "respond", &words, words[0].1),
            "says that it is mended" => {
                self.dewi.does(&number, "resolve", &words, "said that it is mended");
            }
            other => panic!("Dewi cannot do that: {other}"),
        });
    }
}
