//! A city that lives in one process, or in a new one for each step.

use std::{collections::BTreeMap, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::{Channel, City, Language, LinkCode, Login, OfficerId, Phone, Point, TrackingNumber},
    ports::{Clock, Entropy, Message},
    seal::KeyRing,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};
use aduan_sqlite::SqliteStorage;
use chrono::TimeDelta;
use tempfile::TempDir;

use super::{
    elsewhere::Place,
    numbers::{Numbers, filed},
};

/// How many processes a talk has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lives {
    One,
    OnePerStep,
}

/// A city and Sari, who talks with it in a chat.
pub(super) struct Life {
    folder: TempDir,
    keys: String,
    pub(super) language: Language,
    lives: Lives,
    pub(super) place: Place,
    pub(super) clock: Arc<StoppedClock>,
    /// Chance goes on where it was, so that two lives draw the same numbers and codes.
    entropy: Arc<SeededEntropy>,
    pub(super) chat: Arc<RecordingMessenger>,
    /// What a process has in memory.
    process: Option<Process>,
    pub(super) officer: Option<OfficerId>,
    /// The numbers that the transcript itself names.
    pub(super) reported: Vec<TrackingNumber>,
    /// The code that another chat shows, in place of the transcript's.
    pub(super) shown: Option<LinkCode>,
    steps: usize,
    heard: usize,
}

struct Process {
    storage: Arc<SqliteStorage>,
    gateway: Gateway,
}

fn city(place: &Place) -> City {
    let mut city = City::new("kota-lestari", "Kota Lestari", "LP").unwrap();
    // Budi and those who support are recognised by their channel; Sari types a code.
    city.login.insert(Channel::Telegram, Login::Channel);
    place.shapes(&mut city);
    city
}

impl Life {
    pub(super) async fn begin(language: Language, lives: Lives, place: Place) -> Self {
        let entropy = Arc::new(SeededEntropy::new(7));
        let mut life = Self {
            folder: tempfile::tempdir().unwrap(),
            keys: KeyRing::generate(&*entropy).to_text().to_string(),
            language,
            lives,
            clock: Arc::new(StoppedClock::at("2026-11-21T01:30:00Z")),
            entropy,
            chat: Arc::new(RecordingMessenger::new(place.channel)),
            place,
            process: None,
            officer: None,
            reported: Vec::new(),
            shown: None,
            steps: 0,
            heard: 0,
        };
        let catalogue = super::city::catalogue();
        life.desk().set_catalogue(&Actor::System, catalogue).await.unwrap();
        life.next_step();
        life
    }

    /// The gateway of the process that lives now, which is begun if there is none.
    pub(super) fn gateway(&mut self) -> Gateway {
        let process = self.process.get_or_insert_with(|| {
            let city = city(&self.place);
            let path = self.folder.path().join("aduan.db");
            let storage = Arc::new(SqliteStorage::open(&path, &city.jurisdiction).unwrap());
            let desk = Desk::new(
                Arc::clone(&storage) as _,
                Arc::clone(&self.clock) as _,
                Arc::clone(&self.entropy) as Arc<dyn Entropy>,
                KeyRing::parse(&self.keys).unwrap(),
                city,
            );
            // Nobody here waits until a channel takes more.
            let (language, paces) = (self.language, BTreeMap::new());
            let settings = Settings { language, paces, ..Settings::default() };
            let gateway = Gateway::new(desk, vec![Arc::clone(&self.chat) as _], settings);
            Process { storage, gateway }
        });
        process.gateway.clone()
    }

    pub(super) fn desk(&mut self) -> Desk {
        self.gateway().desk().clone()
    }

    /// The process ends here, if each step has its own: nothing of it is left but its file.
    pub(super) fn next_step(&mut self) {
        if self.lives == Lives::One {
            return;
        }
        let Some(Process { storage, gateway }) = self.process.take() else { return };
        drop(gateway);
        let handle = Arc::downgrade(&storage);
        drop(storage);
        assert!(handle.upgrade().is_none(), "somebody still holds the storage");
    }

    /// Works off what is due.
    pub(super) async fn settle(&mut self) {
        self.gateway().settle().await.unwrap();
    }

    /// Hands in what she did; then it is answered, perhaps by another process than took it.
    pub(super) async fn does(&mut self, input: Heard, quoted: Option<Box<str>>) {
        self.steps += 1;
        let inbound = Inbound {
            peer: self.place.peer(),
            provider_id: self.steps.to_string().into(),
            at: self.clock.now(),
            input,
            quoted: quoted.map(Into::into),
            phone: self.place.number.clone(),
            network: None,
            language: Some(self.language),
        };
        self.gateway().receive(&[inbound]).await.unwrap();
        self.next_step();
        self.settle().await;
    }

    /// Plays what a transcript says that she did.
    pub(super) async fn says(&mut self, act: &str) {
        let (mut quoted, mut act) = (None, act);
        if let Some((number, text)) = act.strip_prefix("(to ").and_then(|act| act.split_once(") "))
        {
            let said = self.said();
            let about = said.iter().rev().find(|message| message.text.contains(number));
            quoted = Some(about.map_or(number, |message| &message.text).into());
            act = text;
        }
        let input = self.heard_as(act);
        self.does(input, quoted).await;
    }

    fn heard_as(&self, act: &str) -> Heard {
        let within =
            |from: &str, to: char| act.strip_prefix(from).and_then(|act| act.strip_suffix(to));
        if let Some(label) = within("[", ']') {
            return self.tapped(label);
        }
        if let Some(payload) = within("{", '}') {
            return Heard::Chose { payload: payload.into() };
        }
        if let Some((latitude, longitude)) =
            within("(location ", ')').and_then(|place| place.split_once(", "))
        {
            let point = Point::new(latitude.parse().unwrap(), longitude.parse().unwrap()).ok();
            return Heard::SharedPlace { point };
        }
        if let Some(phone) = within("(her contact ", ')') {
            return Heard::SharedContact { phone: Phone::parse(phone).ok() };
        }
        if let Some(caption) = act.strip_prefix("(photo)") {
            let caption = Some(caption.trim()).filter(|caption| !caption.is_empty());
            return Heard::SentMedia {
                source: format!("photo-{}", self.steps).into(),
                caption: caption.map(Into::into),
                settle_after: TimeDelta::seconds(8),
            };
        }
        match act {
            "(voice note)" => Heard::Voice,
            "(sticker)" => Heard::Sticker,
            "(somebody's contact)" => Heard::SharedContact { phone: None },
            "(something else)" => Heard::Other,
            text => Heard::Said { text: text.into() },
        }
    }

    /// The newest button of that label; what has none of it here, she types.
    fn tapped(&self, label: &str) -> Heard {
        let said = self.said();
        let mut buttons = said.iter().rev().flat_map(|message| &message.buttons);
        match buttons.find(|button| *button.label == *label) {
            Some(button) => Heard::Chose { payload: button.payload.clone() },
            None => Heard::Said { text: label.into() },
        }
    }

    pub(super) fn said(&self) -> Vec<Message> {
        let (sent, hers) = (self.chat.sent(), self.place.peer());
        sent.into_iter().filter(|(to, _)| *to == hers).map(|(_, message)| message).collect()
    }

    /// What she heard since the last time, with the buttons.
    pub(super) fn heard(&mut self) -> Vec<String> {
        let said = self.said();
        let new = said[self.heard..].iter().map(|message| {
            let labels: Vec<_> = message.buttons.iter().map(|button| &*button.label).collect();
            format!("bot: {} {labels:?}", message.text)
        });
        let new = new.collect();
        self.heard = said.len();
        new
    }

    /// A line of the transcript, with the numbers that stand here.
    pub(super) fn with_its_numbers(&self, act: &str) -> String {
        let code = self.chat.codes().last().map(|letter| letter.code.reveal().as_str().to_owned());
        let (shown, reported) = (self.shown.as_ref(), self.reported.as_slice());
        Numbers { code, shown, reported, filed: self.filed() }.put_into(act)
    }

    /// The number of her last report.
    pub(super) fn filed(&self) -> Option<TrackingNumber> {
        filed(&self.said())
    }
}
