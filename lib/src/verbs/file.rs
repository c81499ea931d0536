//! Filing a complaint.

use serde::{Deserialize, Serialize};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Write},
    book,
    domain::{
        CategoryId, CitizenId, Clockwork, Complaint, ComplaintId, Identity, Kind, Note, Open,
        Original, Place, Preset, Publish, Reporter, Stage, Talk, TrackingNumber, Visibility, Words,
        by_the_hour,
    },
    facts::{Facts, Want},
    jobs::{FetchPhotos, Job, Route},
    log::{By, Event},
    owed::News,
    record::{Key, Name},
    refusal::{Counted, Refusal},
    seal::{Broken, Scope, Token},
    verb::{No, Planned, Room, Verb},
};

/// How long the city has to answer a question: the three days in which a complaint has to be
/// verified (preset `lapor`).
const QUESTION: u16 = 3;

/// Files a complaint. Filed twice with the same number, by the same person and with the same
/// content, it is filed once and answered twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    /// The number reserved for it.
    pub number: TrackingNumber,
    /// What is wanted.
    pub kind: Kind,
    /// What it is about.
    pub category: CategoryId,
    /// What happened.
    pub words: Words,
    /// Where.
    pub place: Option<Place>,
    /// Where the channel keeps its photos, each after the channel's name:
    /// `telegram:AgACAgUAAxkBAAI`. A job fetches them; the complaint does not wait for it.
    pub photos: Vec<Box<str>>,
    /// Who may see it, and whose it is.
    pub preset: Preset,
    /// An older complaint of hers that it goes on from. Not kept where one of the two is hidden
    /// from staff and the other is not: the link would tell whose the hidden one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers_to: Option<TrackingNumber>,
}

/// What the reporter keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The complaint.
    pub id: ComplaintId,
    /// Its number.
    pub number: TrackingNumber,
    /// When the city means to have it mended.
    pub due_at: DateTime<Utc>,
    /// Until when it can be undone.
    pub settles_at: DateTime<Utc>,
    /// Of whom and of what it is the receipt.
    pub of: Token,
}

impl File {
    /// A public complaint without place or photos; add what there is.
    pub fn new(number: TrackingNumber, category: CategoryId, words: Words) -> Self {
        Self {
            number,
            kind: Kind::Complaint,
            category,
            words,
            place: None,
            photos: Vec::new(),
            preset: Preset::Public,
            refers_to: None,
        }
    }

    /// A question to the city: how a citizen reaches a human. It is private, whatever else is
    /// said, waits for no undoing, and teaches the city nothing about categories.
    pub fn question(number: TrackingNumber, words: Words) -> Self {
        Self {
            kind: Kind::Question,
            preset: Preset::Private,
            ..Self::new(number, CategoryId::question(), words)
        }
    }

    /// What tells two filings under one number apart.
    pub(super) fn fingerprint(&self, by: &[u8; 16], room: &Room<'_>) -> Token {
        let content = serde_json::to_vec(self).unwrap_or_default();
        room.keys.token(Scope::Once, &[by, content.as_slice()].concat())
    }

    /// What it counts as, and under which name: who reported all day can still reach a human.
    fn quota(&self) -> (Counted, &'static str) {
        match self.kind {
            Kind::Complaint => (Counted::Filings, "filings"),
            Kind::Question => (Counted::Questions, "questions"),
        }
    }

    /// The older complaint, if it is hers and may be named beside this one.
    fn older(
        &self,
        citizen: CitizenId,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Option<TrackingNumber>, No> {
        let Some(number) = &self.refers_to else { return Ok(None) };
        let older = book::complaint_named(facts, number)?.value;
        if room.reporter_of(&older)? != Some(citizen) {
            return Err(Refusal::NotFound.into());
        }
        let hidden = |identity| identity == Identity::HiddenFromStaff;
        let alike = hidden(older.identity) == hidden(self.preset.identity());
        Ok(alike.then_some(older.number))
    }

    /// How long the city has, and whether it is for the staff only whatever she chose.
    pub(super) fn terms(&self, facts: &Facts, room: &Room<'_>) -> Result<(TimeDelta, bool), No> {
        let catalogue = book::catalogue(facts)?;
        let (days, private) = match self.kind {
            Kind::Question => (QUESTION, true),
            Kind::Complaint => {
                let category = catalogue.category(&self.category).filter(|it| !it.retired);
                let category = category.ok_or(Refusal::UnknownCategory)?;
                (category.class.days(), category.private)
            }
        };
        Ok((catalogue.time_for(days, room.now, room.city.zone), private))
    }

    /// The complaint, of whoever reports it; of nobody, if she left no way to her.
    pub(super) fn complaint(
        &self,
        reporter: Option<CitizenId>,
        (allowance, private): (TimeDelta, bool),
        room: &Room<'_>,
    ) -> Complaint {
        let id = ComplaintId::random(room.entropy);
        let key = Key::Complaint(id);
        let hidden = self.preset.identity() == Identity::HiddenFromStaff;
        let is_question = self.kind == Kind::Question;
        let undo = if is_question { TimeDelta::zero() } else { room.city.limits.undo };
        let settles_at = room.now + undo;
        let (filed_at, settles_at) = if hidden {
            // Times by the hour: it appears with all the others of that hour.
            (by_the_hour(room.now), by_the_hour(settles_at) + TimeDelta::hours(1))
        } else {
            (room.now, settles_at)
        };
        let original = Original {
            words: self.words.clone(),
            place: self.place.as_ref().and_then(Place::words).cloned(),
        };
        Complaint {
            id,
            number: self.number.clone(),
            kind: self.kind,
            category: if is_question { CategoryId::question() } else { self.category.clone() },
            original: room.seal(&key, &original),
            public: None,
            point: self.place.as_ref().and_then(Place::point),
            photos: room.photos(id, &self.photos),
            visibility: if private { Visibility::Private } else { self.preset.visibility() },
            identity: self.preset.identity(),
            reporter: match reporter {
                Some(citizen) if hidden => Reporter::Hidden(room.seal(&key, &citizen)),
                Some(citizen) => Reporter::Known(citizen),
                None => Reporter::Left,
            },
            stage: Stage::Open(Open::Submitted),
            filed_at,
            settles_at,
            clock: Clockwork::started(filed_at, allowance),
            level: 0,
            disputes: 0,
            bounces: 0,
            rating: None,
            advice: None,
            appealed: None,
            refers_to: None,
            steps: Vec::new(),
            talk: Talk::default(),
        }
    }

    /// What is committed of a complaint whoever filed it, once under its number. `of` tells it from
    /// others under that number.
    pub(super) fn filed(
        &self,
        complaint: &Complaint,
        allowance: TimeDelta,
        (by, of): (By, Token),
        room: &Room<'_>,
    ) -> Result<Planned<Receipt>, No> {
        let receipt = Receipt {
            id: complaint.id,
            number: complaint.number.clone(),
            due_at: complaint.filed_at + allowance,
            settles_at: complaint.settles_at,
            of,
        };
        let mut batch = Batch::new();
        let once = room.keys.token(Scope::Once, self.number.as_str().as_bytes());
        let bytes = serde_json::to_vec(&receipt).map_err(|_| Broken::Damaged)?;
        batch.guard(Guard::Once(once, bytes.into()));
        room.put_complaint(&mut batch, complaint, 0)?;
        if complaint.photos.iter().any(|photo| photo.source().is_some()) {
            Job::FetchPhotos(FetchPhotos::of(complaint.id)).enqueue(&mut batch, room.now, room);
        }
        if self.kind == Kind::Complaint {
            let words = room.features(self.words.as_str());
            batch.write(Write::Learn { category: self.category.clone(), words, by: 1 });
        }
        let filed = Event::Filed { number: self.number.clone(), category: self.category.clone() };
        room.log(&mut batch, complaint, by, filed);
        if self.kind == Kind::Question {
            let question = Note::cut(self.words.as_str()).map_err(|_| Broken::Damaged)?;
            room.tell_coordinators(&mut batch, complaint, News::Asked { question });
        }
        if room.city.publish == Publish::Rule {
            let route = Route { complaint: complaint.id };
            Job::Route(route).enqueue(&mut batch, complaint.settles_at, room);
        }
        Ok(Planned { batch, answer: receipt, after: Vec::new() })
    }
}

impl Receipt {
    /// The receipt stored for a number, if what is filed again is the same.
    pub(super) fn again(receipt: &[u8], of: Token) -> Result<Self, No> {
        let receipt: Self = serde_json::from_slice(receipt).map_err(|_| Broken::Damaged)?;
        if receipt.of == of { Ok(receipt) } else { Err(Refusal::NumberTaken.into()) }
    }
}

impl Verb for File {
    type Answer = Receipt;

    fn counts(&self) -> Counted {
        self.quota().0
    }

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::File)?;
        let mut wants = vec![Want::Record(Key::Catalogue), Want::Record(Key::Citizen(citizen))];
        if self.preset.identity() == Identity::HiddenFromStaff {
            wants.push(Want::Record(room.drawer(citizen)));
        }
        wants.extend(self.refers_to.iter().map(|number| Want::Named(Name::Number(number.clone()))));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Receipt>, No> {
        let citizen = super::citizen(actor, Deed::File)?;
        let who = room.citizen(facts, citizen)?;
        if who.value.withdrew.is_some() {
            return Err(Refusal::ConsentFirst.into());
        }
        if self.photos.len() > Complaint::PHOTOS {
            return Err(Refusal::TooManyPhotos.into());
        }
        let (allowance, private) = self.terms(facts, room)?;
        let mut complaint = self.complaint(Some(citizen), (allowance, private), room);
        complaint.refers_to = self.older(citizen, facts, room)?;
        let (by, of) =
            (room.by_citizen(&complaint, citizen), self.fingerprint(citizen.as_bytes(), room));
        let mut planned = self.filed(&complaint, allowance, (by, of), room)?;
        let batch = &mut planned.batch;
        let (day, limit) = (TimeDelta::days(1), room.city.limits.filings_a_day);
        batch.guard(room.quota(self.quota().1, citizen.as_bytes(), day, limit));
        if complaint.identity == Identity::HiddenFromStaff {
            let mut drawer = room.hidden_reports(facts, citizen)?;
            drawer.value.complaints.push(complaint.id);
            let row = room.sealed_row(room.drawer(citizen), &drawer.value, Vec::new());
            batch.put(row, drawer.version);
        } else {
            // She may be deleted just now; of a hidden filing the drawer tells, so that nothing
            // in the storage touches her record together with it.
            batch.guard(Guard::Version(Key::Citizen(citizen), who.version));
        }
        Ok(planned)
    }

    fn again(&self, receipt: &[u8], actor: &Actor, room: &Room<'_>) -> Result<Receipt, No> {
        let citizen = super::citizen(actor, Deed::File)?;
        Receipt::again(receipt, self.fingerprint(citizen.as_bytes(), room))
    }
}
