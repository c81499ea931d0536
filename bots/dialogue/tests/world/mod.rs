//! A small city to talk in: it plays the gateway, and answers from memory.

mod city;
mod deeds;
pub(crate) mod limits;
mod person;
pub(crate) mod script;

use aduan::{
    domain::{
        Catalogue, ChatLinks, City, Handle, Kind, Language, Login, Note, Point, StageKind,
        TrackingNumber,
    },
    owed::{News, Notice},
    ports::{Button, Message},
    refusal::Refusal,
    stub::SeededEntropy,
};
use aduan_dialogue::{Did, Found, Fresh, Input, Next, Reply, Scene, State, step};
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) use city::catalogue;

/// A complaint, as far as a chat sees it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not by itself")]
pub(crate) struct Known {
    pub(crate) number: TrackingNumber,
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) category: aduan::domain::CategoryId,
    pub(crate) stage: StageKind,
    pub(crate) supports: u64,
    pub(crate) own: bool,
    pub(crate) supported: bool,
    pub(crate) note: Option<Note>,
    pub(crate) filed_at: DateTime<Utc>,
    pub(crate) closed_at: DateTime<Utc>,
    pub(crate) followed: bool,
    pub(crate) appealed: bool,
    pub(crate) rating: Option<u8>,
    pub(crate) refers_to: Option<TrackingNumber>,
}

/// The world of one chat.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) city: City,
    pub(crate) catalogue: Catalogue,
    pub(crate) now: DateTime<Utc>,
    pub(crate) language: Language,
    pub(crate) login: Login,
    /// The links by which she can be let in here.
    links: ChatLinks,
    pub(crate) signed_in: bool,
    /// What is kept of her.
    person: person::Person,
    pub(crate) complaints: Vec<Known>,
    /// The code that was sent last: to whom, when, and the guesses left.
    pub(crate) code: Option<(Handle, DateTime<Utc>, u8)>,
    /// Everything said to her so far.
    pub(crate) said: Vec<Message>,
    /// When the conversation wants to be told that nothing came.
    pub(crate) wake_at: Option<DateTime<Utc>>,
    /// How much was filed.
    pub(crate) filed: usize,
    /// What is found instead, for as long as there is any.
    pub(crate) mischief: Vec<Found>,
    /// What deeds come to instead, for as long as there is any.
    pub(crate) sabotage: Vec<Result<Did, Refusal>>,
    turns: u64,
    photos: u32,
}

/// What one turn came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Turned {
    pub(crate) replies: Vec<Reply>,
    pub(crate) asks: usize,
    pub(crate) deeds: usize,
}

impl World {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            state: State::new(),
            city: City::new("kota-lestari", "Kota Lestari", "LP").unwrap(),
            catalogue: catalogue(),
            now: "2026-11-21T01:30:00Z".parse().unwrap(),
            language,
            login: Login::Otp,
            links: ChatLinks::default(),
            signed_in: false,
            person: person::Person::default(),
            complaints: Vec::new(),
            code: None,
            said: Vec::new(),
            wake_at: None,
            filed: 0,
            mischief: Vec::new(),
            sabotage: Vec::new(),
            turns: 0,
            photos: 0,
        }
    }

    /// The language she is spoken to in.
    pub(crate) fn spoken(&self) -> Language {
        self.state.language().unwrap_or(self.language)
    }

    /// Plays one turn to its end, as the gateway does, and checks its shape.
    pub(crate) fn turn(&mut self, input: Input) -> Turned {
        self.turns += 1;
        let fresh = Fresh {
            number: TrackingNumber::random(&self.city, &SeededEntropy::new(self.turns)),
            nonce: u32::try_from(self.turns).unwrap() * 7_919,
        };
        let (city, catalogue) = (self.city.clone(), self.catalogue.clone());
        let links = self.links.clone();
        let scene = Scene {
            now: self.now,
            city: &city,
            catalogue: &catalogue,
            signed_in: self.signed_in,
            login: self.login,
            links: &links,
            language: self.language,
            fresh: &fresh,
        };
        let mut turned = Turned::default();
        let mut input = Some(input);
        while let Some(next) = input.take() {
            let done = step(self.state.clone(), next, &scene);
            self.state = done.state;
            turned.replies.extend(done.replies);
            if let Some(after) = done.wake_after {
                assert!(after > TimeDelta::zero());
                self.wake_at = Some(self.now + after);
            }
            match done.next {
                Next::Rest => {}
                Next::Ask(read) => {
                    turned.asks += 1;
                    assert_eq!(turned.deeds, 0, "it looked something up after its deed");
                    assert!(turned.asks <= 8, "it looked up too much");
                    input = Some(Input::Found(
                        self.mischief.pop().unwrap_or_else(|| self.answer(read)),
                    ));
                }
                Next::Do(deed) => {
                    turned.deeds += 1;
                    assert_eq!(turned.deeds, 1, "it did two things");
                    input =
                        Some(Input::Did(self.sabotage.pop().unwrap_or_else(|| self.deed(deed))));
                }
            }
        }
        // What waits in the outbox is stored in between.
        for reply in &turned.replies {
            let stored = serde_json::to_string(reply).unwrap();
            let reply: Reply = serde_json::from_str(&stored).unwrap();
            self.said.push(reply.render(self.spoken()));
        }
        turned
    }

    pub(crate) fn say(&mut self, text: &str) -> Turned {
        self.turn(Input::Said(text.into()))
    }

    /// Replies to the newest message about that report.
    pub(crate) fn reply(&mut self, number: &str, act: Input) -> Turned {
        let about = self.said.iter().rev().find(|message| message.text.contains(number));
        let quoted = about.map_or(number, |message| &message.text).into();
        self.turn(Input::Quoting { quoted, act: Box::new(act) })
    }

    /// The complaint of that number.
    pub(crate) fn known(&mut self, number: &str) -> &mut Known {
        let known = self.complaints.iter_mut().find(|known| known.number.as_str() == number);
        known.unwrap_or_else(|| panic!("nobody reported {number}"))
    }

    /// Taps the newest button of that label.
    pub(crate) fn tap(&mut self, label: &str) -> Turned {
        let payload =
            self.button(label).unwrap_or_else(|| panic!("no button says {label}")).payload;
        self.turn(Input::Chose(payload))
    }

    /// The newest button of that label.
    pub(crate) fn button(&self, label: &str) -> Option<Button> {
        let mut buttons = self.said.iter().rev().flat_map(|message| &message.buttons);
        buttons.find(|button| *button.label == *label).cloned()
    }

    pub(crate) fn photo(&mut self, caption: Option<&str>) -> Turned {
        let photo = self.new_photo(caption);
        self.turn(photo)
    }

    /// A photo that was not sent before.
    pub(crate) fn new_photo(&mut self, caption: Option<&str>) -> Input {
        self.photos += 1;
        Input::SentMedia {
            source: format!("photo-{}", self.photos).into(),
            caption: caption.map(Into::into),
            settle_after: TimeDelta::seconds(8),
        }
    }

    pub(crate) fn a_place(latitude: f64, longitude: f64) -> Input {
        Input::SharedPlace(Point::new(latitude, longitude).ok())
    }

    /// Time passes, and the conversation is told if it wanted to be.
    pub(crate) fn wait(&mut self, time: TimeDelta) {
        self.now += time;
        if self.wake_at.is_some_and(|at| at <= self.now) {
            self.wake_at = None;
            self.turn(Input::WentQuiet);
        }
    }

    /// She has agreed before, and rests.
    pub(crate) fn agreed(&mut self) {
        self.say("halo");
        let label = match self.spoken() {
            Language::Indonesian => "Setuju, lanjut",
            Language::English => "Agree, continue",
        };
        self.tap(label);
    }

    /// News arrives in her chat.
    pub(crate) fn notice(&mut self, number: &TrackingNumber, news: News) {
        let entropy = SeededEntropy::new(7);
        let complaint = aduan::domain::ComplaintId::random(&entropy);
        let notice = Notice { complaint, number: number.clone(), news };
        self.said.push(aduan_dialogue::render_news(&[], &notice, self.spoken()));
    }
}
