//! A small town for stories: its desk, its people, and verbs with names.
use std::sync::Arc;

use aduan::{
    Desk, DeskError,
    authority::Actor,
    batch::Batch,
    book,
    domain::*,
    facts::Want,
    memory::MemoryStorage,
    query::{Filter, Index, Item, Order, Query, Select},
    queue::Queue,
    record::Key,
    refusal::Refusal,
    seal::KeyRing,
    stub::{SeededEntropy, StoppedClock},
    verb::{After, Verb},
    verbs::*,
};
use chrono::TimeDelta;
use futures::executor::block_on;

/// The town of the stories.
pub(crate) struct Town {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<StoppedClock>,
    pub(crate) entropy: Arc<SeededEntropy>,
    pub(crate) coordinator: Actor,
    pub(crate) agent: Actor,
}

pub(crate) fn slug<T: std::str::FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

fn department(id: &str) -> Department {
    Department {
        id: slug(id),
        name: Localized { id: id.into(), en: id.into() },
        parent: None,
        retired: false,
    }
}

fn category(id: &str, department: &str, evidence: EvidenceRule) -> Category {
    Category {
        id: slug(id),
        name: Localized { id: id.into(), en: id.into() },
        example: Localized { id: "".into(), en: "".into() },
        keywords: vec![id.into()],
        department: slug(department),
        class: Class::Normal,
        evidence,
        private: false,
        retired: false,
    }
}

fn hire(desk: &Desk, name: &str, role: Role, department: Option<&str>) -> Actor {
    let add = AddOfficer {
        name: PersonName::parse(name).unwrap(),
        email: Email::parse(&format!("{name}@lestari.id")).unwrap(),
        role,
        department: department.map(slug),
    };
    Actor::Officer(block_on(desk.run(&Actor::System, &add)).unwrap().answer)
}

impl Town {
    pub(crate) fn new() -> Self {
        let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        let entropy = Arc::new(SeededEntropy::new(7));
        let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
        let keys = KeyRing::generate(&*entropy);
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let desk =
            Desk::new(storage, Arc::clone(&clock) as _, Arc::clone(&entropy) as _, keys, city);
        let catalogue = Catalogue {
            departments: vec![department("pju"), department("pupr")],
            categories: vec![
                category("lampu", "pju", EvidenceRule::Words),
                category("jalan", "pupr", EvidenceRule::AfterPhoto),
            ],
            ..Catalogue::default()
        };
        block_on(desk.run(&Actor::System, &SetCatalogue { catalogue })).unwrap();
        let coordinator = hire(&desk, "rina", Role::Coordinator, None);
        let agent = hire(&desk, "dewi", Role::Agent, Some("pju"));
        Self { desk, clock, entropy, coordinator, agent }
    }

    pub(crate) fn hires(&self, name: &str, role: Role, department: Option<&str>) -> Actor {
        hire(&self.desk, name, role, department)
    }

    pub(crate) fn catalogue(&self) -> Catalogue {
        let facts = block_on(self.desk.storage().load(&[Want::Record(Key::Catalogue)])).unwrap();
        book::catalogue(&facts).unwrap()
    }

    pub(crate) fn try_do<V: Verb>(&self, actor: &Actor, verb: &V) -> Result<V::Answer, DeskError> {
        block_on(self.desk.run(actor, verb)).map(|done| done.answer)
    }

    pub(crate) fn does<V: Verb>(&self, actor: &Actor, verb: &V) -> V::Answer {
        self.try_do(actor, verb).unwrap()
    }

    pub(crate) fn refusal<V: Verb>(&self, actor: &Actor, verb: &V) -> Refusal
    where
        V::Answer: std::fmt::Debug,
    {
        match self.try_do(actor, verb) {
            Err(DeskError::Refused(refusal)) => refusal,
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    pub(crate) fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    pub(crate) fn peer(name: &str) -> Peer {
        Peer::new(Channel::Terminal, name)
    }

    pub(crate) fn asks_for_code(&self, name: &str, handle: &Handle) -> Code {
        let ask = RequestCode {
            peer: Self::peer(name),
            purpose: Purpose::Login,
            handle: handle.clone(),
            language: Language::Indonesian,
            network: None,
        };
        let done = block_on(self.desk.run(&Actor::Visitor, &ask)).unwrap();
        let [After::SendCode(letter)] = done.after.as_slice() else { panic!("one letter") };
        letter.code.clone()
    }

    pub(crate) fn types(&self, name: &str, code: Code) -> Verdict {
        self.does(&Actor::Visitor, &Self::guess(name, code))
    }

    pub(crate) fn guess(name: &str, code: Code) -> EnterCode {
        EnterCode {
            peer: Self::peer(name),
            purpose: Purpose::Login,
            code,
            language: Language::Indonesian,
            consent: None,
        }
    }

    pub(crate) fn logs_in(&self, name: &str) -> Actor {
        let email = Handle::Email(Email::parse(&format!("{name}@contoh.id")).unwrap());
        let code = self.asks_for_code(name, &email);
        match self.types(name, code) {
            Verdict::Right(citizen) => Actor::Citizen(citizen),
            other => panic!("not logged in: {other:?}"),
        }
    }

    pub(crate) fn draft(&self, words: &str, preset: Preset) -> File {
        File {
            number: TrackingNumber::random(self.desk.city(), &*self.entropy),
            kind: Kind::Complaint,
            category: slug("lampu"),
            words: Words::parse(words).unwrap(),
            place: Some(Place::Point(Point::new(-6.9, 107.6).unwrap())),
            photos: vec!["telegram:photo-1".into()],
            preset,
            refers_to: None,
        }
    }

    /// Files, and lets the time for undoing pass.
    pub(crate) fn files(&self, who: &Actor, words: &str, preset: Preset) -> TrackingNumber {
        let receipt = self.does(who, &self.draft(words, preset));
        self.later(TimeDelta::hours(2));
        receipt.number
    }

    /// How many messages are owed to people.
    pub(crate) fn owed(&self) -> u64 {
        let figures = block_on(self.desk.storage().figures(self.desk.now())).unwrap();
        figures.queues.iter().find(|(queue, ..)| *queue == Queue::Outbox).unwrap().1
    }

    pub(crate) fn complaint(&self, number: &TrackingNumber) -> Complaint {
        let name = aduan::record::Name::Number(number.clone());
        let facts = block_on(self.desk.storage().load(&[Want::Named(name)])).unwrap();
        book::complaint_named(&facts, number).unwrap().value
    }

    /// What was written in it.
    pub(crate) fn original(&self, number: &TrackingNumber) -> Original {
        self.desk.room().original(&self.complaint(number)).unwrap()
    }

    pub(crate) fn photos(&self, number: &TrackingNumber) -> Vec<Photo> {
        self.complaint(number).photos
    }

    /// Closes what was resolved, as nobody who was deleted can.
    pub(crate) fn closes(&self, number: &TrackingNumber) {
        let name = aduan::record::Name::Number(number.clone());
        let facts = block_on(self.desk.storage().load(&[Want::Named(name)])).unwrap();
        let mut seen = book::complaint_named(&facts, number).unwrap();
        seen.value.stage = seen.value.stage.clone().confirm(self.desk.now()).unwrap();
        let mut batch = Batch::new();
        self.desk.room().put_complaint(&mut batch, &seen.value, seen.version).unwrap();
        block_on(self.desk.commit(batch)).unwrap();
    }

    /// What the staff find by a word.
    pub(crate) fn found_by_staff(&self, word: &str) -> Vec<TrackingNumber> {
        let words = Some((Index::Staff, self.desk.room().search_words(word)));
        let filter = Filter { words, ..Filter::default() };
        let query = Query::new(Select::Complaints(filter, Order::Newest), 10);
        let items = block_on(self.desk.storage().list(&query)).unwrap().items;
        let found = items.into_iter().map(|item| match item {
            Item::Complaint(row, _) => book::complaint(&row).unwrap().value.number,
            _ => panic!("a complaint"),
        });
        found.collect()
    }

    /// Gives a complaint to the lamp department, where the agent starts on it.
    pub(crate) fn gets_going(&self, number: &TrackingNumber) {
        self.does(&self.coordinator, &Assign { number: number.clone(), to: slug("pju") });
        self.does(&self.agent, &Start { number: number.clone(), owner: None });
    }
}

pub(crate) fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}
