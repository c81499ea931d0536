//! The stage the stories play on.

use std::{collections::BTreeMap, sync::Arc};

use aduan::{
    Desk,
    authority::Actor,
    domain::{
        Catalogue, Category, Channel, CitizenId, City, Class, Code, Department, Email,
        EvidenceRule, Handle, Kind, Language, Localized, Login, Peer, Preset, Purpose, Words,
    },
    facts::Want,
    memory::{MemoryMedium, MemoryStorage},
    owed::Notice,
    ports::{Message, Messenger, Storage},
    record::Key,
    seal::KeyRing,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
    verbs::{File, SetCatalogue},
};
use aduan_dialogue::{Deed, Did, Input, Next, Phrase, Reply, Say, Scene, State, Step};
use chrono::TimeDelta;

use crate::{Gateway, Heard, Inbound, Settings, gateway::Talk};

/// A city, its gateway, and everything around it that outlives a crash.
pub(super) struct Stage {
    pub(super) gateway: Gateway,
    pub(super) storage: Arc<dyn Storage>,
    pub(super) clock: Arc<StoppedClock>,
    pub(super) telegram: Arc<RecordingMessenger>,
    entropy: Arc<SeededEntropy>,
    keys: KeyRing,
    pub(super) city: City,
    pub(super) channels: Vec<Arc<dyn Messenger>>,
    pub(super) settings: Settings,
    // Failpoints belong to the whole process, so with them the stories are told one by one.
    #[cfg(feature = "failpoints")]
    _alone: fail::FailScenario<'static>,
}

fn both(name: &str) -> Localized {
    Localized { id: name.into(), en: name.into() }
}

impl Stage {
    pub(super) async fn new() -> Self {
        #[cfg(feature = "failpoints")]
        let alone = fail::FailScenario::setup();
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.login.insert(Channel::Telegram, Login::Channel);
        let medium = MemoryMedium::default();
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::open(&medium, &city.jurisdiction));
        let entropy = Arc::new(SeededEntropy::new(7));
        let keys = KeyRing::generate(&*entropy);
        let clock = Arc::new(StoppedClock::at("2026-11-21T09:00:00Z"));
        let telegram = Arc::new(RecordingMessenger::new(Channel::Telegram));
        let channels: Vec<Arc<dyn Messenger>> = vec![Arc::<RecordingMessenger>::clone(&telegram)];
        let settings = Settings { paces: BTreeMap::new(), ..Settings::default() };
        let desk = desk(&storage, &clock, &entropy, &keys, &city);
        let mut stage = Self {
            gateway: Gateway::new(desk, Vec::new(), settings.clone()),
            storage,
            clock,
            telegram,
            entropy,
            keys,
            city,
            channels,
            settings,
            #[cfg(feature = "failpoints")]
            _alone: alone,
        };
        stage.set_catalogue().await;
        stage.begin_again();
        stage
    }

    /// The process ended, another began, on this storage.
    pub(super) fn reopen(&mut self, storage: &Arc<dyn Storage>) {
        let Self { clock, entropy, keys, city, .. } = &*self;
        let desk = desk(storage, clock, entropy, keys, city);
        let talk = Talk { step, reply: render, news };
        let (channels, settings) = (self.channels.clone(), self.settings.clone());
        self.gateway = Gateway::talking(desk, channels, settings, talk);
    }

    async fn set_catalogue(&self) {
        let catalogue = Catalogue {
            departments: vec![Department {
                id: "pu".parse().unwrap(),
                name: both("PU"),
                parent: None,
                retired: false,
            }],
            categories: vec![Category {
                id: "lampu".parse().unwrap(),
                name: both("Lampu"),
                example: both("Lampu mati"),
                keywords: Vec::new(),
                department: "pu".parse().unwrap(),
                class: Class::Fast,
                evidence: EvidenceRule::Words,
                private: false,
                retired: false,
            }],
            ..Catalogue::default()
        };
        self.gateway.desk().run(&Actor::System, &SetCatalogue { catalogue }).await.unwrap();
    }

    /// The process ended, another began with what the stage has now.
    pub(super) fn begin_again(&mut self) {
        let storage = Arc::clone(&self.storage);
        self.reopen(&storage);
    }

    pub(super) fn inbound(&self, who: &str, id: &str, input: Heard) -> Inbound {
        Inbound {
            peer: Peer::new(Channel::Telegram, who),
            provider_id: id.into(),
            at: self.gateway.desk().now(),
            input,
            quoted: None,
            phone: None,
            network: None,
            language: None,
        }
    }

    pub(super) fn said(&self, who: &str, id: &str, text: &str) -> Inbound {
        self.inbound(who, id, Heard::Said { text: text.into() })
    }

    /// Who that account belongs to.
    pub(super) async fn who(&self, account: &str) -> Option<CitizenId> {
        let room = self.gateway.desk().room();
        let chat = Handle::Chat(Peer::new(Channel::Telegram, account));
        let name = room.name_of(&chat);
        let facts = self.storage.load(&[Want::Named(name.clone())]).await.unwrap();
        match facts.named(&name)?.value.key {
            Key::Citizen(id) => Some(id),
            _ => None,
        }
    }

    /// What that person was told, in order.
    pub(super) fn told(&self, who: &str) -> Vec<String> {
        let sent = self.telegram.sent();
        let hers = sent.iter().filter(|(peer, _)| &*peer.address == who);
        hers.map(|(_, message)| message.text.to_string()).collect()
    }

    /// Works until nothing is due, however long that takes.
    pub(super) async fn play(&self) {
        for _ in 0..40 {
            self.gateway.settle().await.unwrap();
            self.clock.advance(TimeDelta::seconds(70));
        }
    }
}

fn desk(
    storage: &Arc<dyn Storage>,
    clock: &Arc<StoppedClock>,
    entropy: &Arc<SeededEntropy>,
    keys: &KeyRing,
    city: &City,
) -> Desk {
    let clock = Arc::<StoppedClock>::clone(clock);
    let entropy = Arc::<SeededEntropy>::clone(entropy);
    Desk::new(Arc::clone(storage), clock, entropy, keys.clone(), city.clone())
}

/// The numbers of the complaints that the news are about.
fn news(earlier: &[&Notice], last: &Notice, _: Language) -> Message {
    let all = earlier.iter().copied().chain([last]);
    message(&all.map(|notice| notice.number.as_str()).collect::<Vec<_>>().join(" "))
}

fn message(text: &str) -> Message {
    let language = Language::Indonesian;
    Message { text: text.into(), language, buttons: Vec::new(), list_label: None, wanted: None }
}

fn render(reply: &Reply, language: Language) -> Message {
    let text = reply.args.get("text").map(|text| text.as_str().unwrap());
    text.map_or_else(|| reply.render(language), message)
}

/// A conversation of a few plain words.
#[expect(clippy::needless_pass_by_value, reason = "it stands in for the real one")]
fn step(state: State, input: Input, scene: &Scene<'_>) -> Step {
    let (mut replies, mut next, mut wake_after) = (Vec::new(), Next::Rest, None);
    let mut say =
        |text: String| replies.push(Reply::new(Phrase::new(Say::Welcome).text("text", text)));
    match &input {
        Input::Said(text) => match text.split_once(' ').unwrap_or((text, "")) {
            ("masuk", _) => next = Next::Do(Deed::Recognise),
            ("lapor", words) => next = Next::Do(Deed::File(file(words, scene))),
            ("kode", email) => {
                let handle = Handle::Email(Email::parse(email).unwrap());
                next = Next::Do(Deed::RequestCode(Purpose::Login, handle));
            }
            ("tebak", code) => {
                next = Next::Do(Deed::EnterCode(Purpose::Login, Code::find(code).unwrap()));
            }
            ("racun", _) => panic!("poison"),
            ("bingung", _) => next = Next::Ask(aduan_dialogue::Read::Questions),
            _ => say(text.to_string()),
        },
        Input::Found(_) => next = Next::Ask(aduan_dialogue::Read::Questions),
        Input::SentMedia { settle_after, .. } => wake_after = Some(*settle_after),
        Input::WentQuiet => say("foto diterima".to_owned()),
        Input::Did(Ok(Did::Filed(receipt))) => say(format!("terkirim {}", receipt.number)),
        Input::Quoting { quoted, act } => say(format!("{act:?} about {quoted}")),
        Input::Did(outcome) => say(format!("{outcome:?}")),
        _ => say("?".to_owned()),
    }
    Step { state, replies, next, wake_after }
}

fn file(words: &str, scene: &Scene<'_>) -> File {
    File {
        number: scene.fresh.number.clone(),
        kind: Kind::Complaint,
        category: "lampu".parse().unwrap(),
        words: Words::parse(words).unwrap(),
        place: None,
        photos: Vec::new(),
        preset: Preset::Public,
        refers_to: None,
    }
}
