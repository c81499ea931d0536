//! How nouns become records and records nouns again.

use std::collections::VecDeque;

use chrono::TimeDelta;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    batch::{Batch, Guard, Member, Set, Write},
    domain::{
        Area, Catalogue, Challenge, Citizen, CitizenId, Complaint, ComplaintId, Drawer, Handle,
        Language, LinkCode, Officer, OfficerId, Original, Peer, Photo, PhotoId, PhotoState,
        Purpose, QueuedId, Reporter, Setup, TrackingNumber,
    },
    facts::{Facts, Want},
    jobs::{Job, Tell},
    log::{By, Entry, Event},
    owed::{AccountNews, Letter, News, Notice, Owed, Recipient},
    queue::{Queue, Queued},
    record::{Facets, Key, Name, Row, Versioned},
    refusal::Refusal,
    seal::{Broken, Scope, Sealed, Token},
    verb::{No, Room},
    words,
};

impl Room<'_> {
    /// Where the record of a person's hidden reports is.
    pub fn drawer(&self, citizen: CitizenId) -> Key {
        Key::Drawer(self.keys.token(Scope::Drawer, citizen.as_bytes()))
    }

    /// The name by which a handle finds its person.
    pub fn name_of(&self, handle: &Handle) -> Name {
        Name::Handle(self.keys.token(Scope::Handle, handle.canonical().as_bytes()))
    }

    /// The token of a person as a member of sets.
    pub fn member(&self, citizen: CitizenId) -> Token {
        self.keys.token(Scope::Member, citizen.as_bytes())
    }

    /// A person who wants to be told of a complaint, as one of its followers. Only the courier
    /// opens who she is, when there is something to tell.
    pub fn follower(&self, complaint: ComplaintId, citizen: CitizenId) -> Member {
        Member {
            complaint,
            set: Set::Follows,
            who: self.member(citizen),
            day: self.now.date_naive(),
            body: self.seal(&Key::Complaint(complaint), &citizen).as_bytes().into(),
        }
    }

    /// The token by which a person's known reports are listed.
    pub fn reporter(&self, citizen: CitizenId) -> Token {
        self.keys.token(Scope::Reporter, citizen.as_bytes())
    }

    /// The lane of one chat's messages, replies and timers.
    pub fn chat_lane(&self, peer: &Peer) -> Token {
        self.keys.token(Scope::Lane, Handle::Chat(peer.clone()).canonical().as_bytes())
    }

    /// Where the conversation in a chat is kept.
    pub fn conversation(&self, peer: &Peer) -> Key {
        let of = Handle::Chat(peer.clone()).canonical();
        Key::Conversation(self.keys.token(Scope::Conversation, of.as_bytes()))
    }

    /// Where the page of a chat is kept whose channel keeps nothing itself.
    pub fn page(&self, peer: &Peer) -> Key {
        Key::Page(self.keys.token(Scope::Page, peer.address.as_bytes()))
    }

    /// Where the code is kept that a chat asked for.
    pub fn code_key(&self, peer: &Peer, purpose: Purpose) -> Key {
        let of = format!("{}/{}", purpose.name(), Handle::Chat(peer.clone()).canonical());
        Key::Challenge(self.keys.token(Scope::Challenge, of.as_bytes()))
    }

    /// Where the code is kept by which that chat can be linked to another.
    pub fn link_key(&self, peer: &Peer) -> Key {
        let of = format!("chat-link/{}", Handle::Chat(peer.clone()).canonical());
        Key::Challenge(self.keys.token(Scope::Challenge, of.as_bytes()))
    }

    /// The name by which a code finds the chat in which it was shown.
    pub fn link_name(&self, code: &LinkCode) -> Name {
        let of = format!("chat-link:{}", code.reveal());
        Name::Handle(self.keys.token(Scope::Handle, of.as_bytes()))
    }

    /// The guard that counts one more, such as the filings of a person, and holds for `limit` of
    /// them in a window.
    pub fn quota(&self, what: &str, of: &[u8], window: TimeDelta, limit: u32) -> Guard {
        let key = self.keys.token(Scope::Quota, &[what.as_bytes(), b"/", of].concat());
        Guard::Quota { key, window, limit, now: self.now }
    }

    /// Words as they are indexed: keyed, so that a copy of the index does not tell what was said.
    pub fn keyed_words(&self, words: &[String]) -> Vec<Box<str>> {
        words
            .iter()
            .map(|word| self.keys.token(Scope::Word, word.as_bytes()).short().into())
            .collect()
    }

    /// The keyed search tokens of a text, for either index.
    pub fn search_words(&self, text: &str) -> Vec<Box<str>> {
        self.keyed_words(&words::tokens(text))
    }

    /// What staff find complaints by that their reporters disputed and that are at work again: a
    /// word nobody can say, since words have no spaces.
    pub fn disputed(&self) -> Vec<Box<str>> {
        self.keyed_words(&["is disputed".to_owned()])
    }

    /// Seals `value` as a part of the record under `key`.
    pub fn seal<T: Serialize>(&self, key: &Key, value: &T) -> Sealed<T> {
        Sealed::seal(self.keys, self.entropy, &key.path(), value)
    }

    /// Opens what was sealed as a part of the record under `key`.
    pub fn open<T: DeserializeOwned>(&self, key: &Key, sealed: &Sealed<T>) -> Result<T, Broken> {
        sealed.open(self.keys, &key.path())
    }

    /// A record that is sealed whole.
    pub fn sealed_row<T: Serialize>(&self, key: Key, value: &T, names: Vec<Name>) -> Row {
        let body = self.seal(&key, value).as_bytes().into();
        Row { key, body, names, facets: None }
    }

    /// Opens a record that is sealed whole.
    pub fn open_row<T: DeserializeOwned>(
        &self,
        row: &Versioned<Row>,
    ) -> Result<Versioned<T>, Broken> {
        let sealed = Sealed::<T>::from_bytes(row.value.body.clone());
        let value = self.open(&row.value.key, &sealed)?;
        Ok(Versioned { version: row.version, value })
    }

    /// The person with that id.
    pub fn citizen(&self, facts: &Facts, id: CitizenId) -> Result<Versioned<Citizen>, No> {
        let row = facts.record(&Key::Citizen(id)).ok_or(Refusal::LogInFirst)?;
        Ok(self.open_row(row)?)
    }

    /// Writes a person, whom her handles find.
    pub fn put_citizen(&self, batch: &mut Batch, citizen: &Citizen, seen: u64) {
        let names = citizen.handles.iter().map(|handle| self.name_of(handle)).collect();
        batch.put(self.sealed_row(Key::Citizen(citizen.id), citizen, names), seen);
    }

    /// The officer with that id, if she still works here.
    pub fn officer(&self, facts: &Facts, id: OfficerId) -> Result<Officer, No> {
        let row = facts.record(&Key::Officer(id)).ok_or(Refusal::NotAllowed)?;
        let officer: Officer = self.open_row(row)?.value;
        if officer.retired { Err(Refusal::NotAllowed.into()) } else { Ok(officer) }
    }

    /// A person's hidden reports, and the version of their list.
    pub fn hidden_reports(&self, facts: &Facts, id: CitizenId) -> Result<Versioned<Drawer>, No> {
        match facts.record(&self.drawer(id)) {
            Some(row) => Ok(self.open_row(row)?),
            None => Ok(Versioned { version: 0, value: Drawer::default() }),
        }
    }

    /// A code that waits, if one does.
    pub fn challenge(&self, facts: &Facts, key: &Key) -> Result<Option<Versioned<Challenge>>, No> {
        Ok(facts.record(key).map(|row| self.open_row(row)).transpose()?)
    }

    /// What the reporter wrote.
    pub fn original(&self, complaint: &Complaint) -> Result<Original, No> {
        Ok(self.open(&Key::Complaint(complaint.id), &complaint.original)?)
    }

    /// Who reported it, if she did not leave it; for the courier, and for the verbs by which a
    /// reporter is told apart from others.
    pub fn reporter_of(&self, complaint: &Complaint) -> Result<Option<CitizenId>, No> {
        match &complaint.reporter {
            Reporter::Known(citizen) => Ok(Some(*citizen)),
            Reporter::Hidden(sealed) => Ok(Some(self.open(&Key::Complaint(complaint.id), sealed)?)),
            Reporter::Left => Ok(None),
        }
    }

    /// Photos of a complaint that are still to be fetched from `sources`.
    pub fn photos(&self, complaint: ComplaintId, sources: &[Box<str>]) -> Vec<Photo> {
        let key = Key::Complaint(complaint);
        let waiting = |source| Photo {
            id: PhotoId::random(self.entropy),
            after: false,
            state: PhotoState::Waiting { source: self.seal(&key, source) },
        };
        sources.iter().map(waiting).collect()
    }

    /// Writes a complaint with everything it is listed and searched by.
    pub fn put_complaint(
        &self,
        batch: &mut Batch,
        complaint: &Complaint,
        seen: u64,
    ) -> Result<(), No> {
        let original = self.original(complaint)?;
        let place = original.place.as_ref().map_or("", |place| place.as_str());
        let public_words = match (&complaint.public, complaint.is_published()) {
            (Some(public), true) => self.search_words(&format!(
                "{} {}",
                public.words,
                public.place.as_deref().unwrap_or_default()
            )),
            _ => Vec::new(),
        };
        let mut staff_words = self.search_words(&format!("{} {place}", original.words.as_str()));
        if complaint.is_disputed() {
            staff_words.extend(self.disputed());
        }
        let facets = Facets {
            stage: complaint.stage.kind(),
            category: complaint.category.clone(),
            department: complaint.stage.department().cloned(),
            owner: complaint.stage.owner(),
            filed_at: complaint.filed_at,
            due_at: complaint.due(),
            point: complaint.point,
            published: complaint.is_published(),
            reporter: match &complaint.reporter {
                Reporter::Known(citizen) => Some(self.reporter(*citizen)),
                Reporter::Hidden(_) | Reporter::Left => None,
            },
            public_words,
            staff_words,
        };
        let row = Row {
            key: Key::Complaint(complaint.id),
            body: serde_json::to_vec(complaint).map_err(|_| Broken::Damaged)?.into(),
            names: complaint_names(complaint),
            facets: Some(facets),
        };
        batch.put(row, seen);
        Ok(())
    }

    /// Says in the log what happened to a complaint; who, if a citizen did it, only with the key.
    pub fn log(&self, batch: &mut Batch, complaint: &Complaint, by: By, what: Event) {
        let at = complaint.told_time(self.now);
        batch.log(Entry { at, by, about: Some(complaint.id), what });
    }

    /// Says in the log what a person did about herself; who, only with the key.
    pub fn log_person(&self, batch: &mut Batch, citizen: CitizenId, what: Event) {
        let by = By::Citizen(self.seal(&Key::Catalogue, &citizen));
        batch.log(Entry { at: self.now, by, about: None, what });
    }

    /// A citizen as the one who did something to a complaint.
    pub fn by_citizen(&self, about: &Complaint, citizen: CitizenId) -> By {
        By::Citizen(self.seal(&Key::Complaint(about.id), &citizen))
    }

    /// Owes news to the reporter of a complaint. It replaces older news of the complaint that
    /// has not gone out yet.
    pub fn tell_reporter(&self, batch: &mut Batch, complaint: &Complaint, news: News) {
        if complaint.reporter != Reporter::Left {
            let to = Recipient::Reporter(complaint.id);
            self.tell(batch, complaint, to, news);
        }
    }

    /// Owes news to the officer who owns a complaint, if anybody does.
    pub fn tell_owner(&self, batch: &mut Batch, complaint: &Complaint, news: News) {
        if let Some(owner) = complaint.stage.owner() {
            self.tell_officer(batch, complaint, owner, news);
        }
    }

    /// Has those who follow a complaint told of it, if the public can see it. However many they
    /// are, this is one row; a job tells them.
    pub fn tell_followers(&self, batch: &mut Batch, complaint: &Complaint, news: News) {
        if complaint.is_published() {
            let tell = Tell::now(Notice::about(complaint, news), self);
            Job::TellFollowers(tell).enqueue(batch, self.now, self);
        }
    }

    /// Has those told who say where a complaint goes; a job finds out who they are.
    pub fn tell_coordinators(&self, batch: &mut Batch, complaint: &Complaint, news: News) {
        let tell = Tell::now(Notice::about(complaint, news), self);
        Job::TellCoordinators(tell).enqueue(batch, self.now, self);
    }

    /// Owes news to an officer.
    pub fn tell_officer(
        &self,
        batch: &mut Batch,
        complaint: &Complaint,
        officer: OfficerId,
        news: News,
    ) {
        self.tell(batch, complaint, Recipient::Officer(officer), news);
    }

    fn tell(&self, batch: &mut Batch, complaint: &Complaint, to: Recipient, news: News) {
        let whose = match (&to, &complaint.reporter) {
            (Recipient::Officer(officer), _) => *officer.as_bytes(),
            (_, Reporter::Known(citizen)) => *self.member(*citizen).as_bytes(),
            // Nothing may lead from one hidden report to another, or to a person.
            (_, Reporter::Hidden(_) | Reporter::Left) => *complaint.id.as_bytes(),
        };
        let owed = Owed { to, letter: Letter::Notice(Notice::about(complaint, news)) };
        batch.write(Write::Enqueue(self.owe_news(&whose, complaint.id, &owed)));
    }

    /// News as a row of the outbox, in the lane of whoever they are for. Those of a complaint that
    /// wait there are replaced by newer ones, but what stands alone stays beside them. What
    /// cannot wait has a lane of its own, so that it never rests behind what can.
    pub fn owe_news(&self, whose: &[u8; 16], about: ComplaintId, owed: &Owed) -> Queued {
        let kind: &[u8] = match &owed.letter {
            Letter::Notice(notice) if notice.news.cannot_wait() => b"asks/",
            _ => b"news/",
        };
        let lane = self.keys.token(Scope::Lane, &[kind, whose].concat());
        let alone = matches!(&owed.letter, Letter::Notice(notice) if notice.news.stands_alone());
        let newest = (!alone).then(|| self.keys.token(Scope::Once, about.as_bytes()));
        self.queue(Queue::Outbox, lane, newest, owed)
    }

    /// News of a person's account as a row of the outbox, owed to one of her chats, in the order of
    /// what is said there.
    pub fn owe_account_news(&self, to: &Peer, language: Language, news: AccountNews) -> Queued {
        let to_chat = Recipient::Chat(to.clone(), language);
        let owed = Owed { to: to_chat, letter: Letter::Account(news) };
        self.queue(Queue::Outbox, self.chat_lane(to), None, &owed)
    }

    /// A row of a queue, sealed and due now.
    pub fn queue<T: Serialize>(
        &self,
        queue: Queue,
        lane: Token,
        replaces: Option<Token>,
        what: &T,
    ) -> Queued {
        let row = self.queue_under(QueuedId::random(self.entropy), queue, lane, what);
        Queued { replaces, ..row }
    }

    /// The same under an id by which it is found again.
    pub fn queue_under<T: Serialize>(
        &self,
        id: QueuedId,
        queue: Queue,
        lane: Token,
        what: &T,
    ) -> Queued {
        let body = self.seal(&Key::Queued(id), what).as_bytes().into();
        Queued { id, queue, lane, due: self.now, replaces: None, body }
    }

    /// Opens the body of a row of a queue.
    pub fn open_queued<T: DeserializeOwned>(&self, row: &Queued) -> Result<T, Broken> {
        self.open(&Key::Queued(row.id), &Sealed::from_bytes(row.body.clone()))
    }
}

/// What finds a complaint: its number, and whatever is kept of its photos.
fn complaint_names(complaint: &Complaint) -> Vec<Name> {
    let pictures = complaint.photos.iter().filter_map(Photo::picture);
    let blobs = pictures.flat_map(|picture| [picture.blob, picture.thumbnail]).map(Name::Blob);
    std::iter::once(Name::Number(complaint.number.clone())).chain(blobs).collect()
}

/// The complaint in a row.
pub fn complaint(row: &Versioned<Row>) -> Result<Versioned<Complaint>, No> {
    let value = serde_json::from_slice(&row.value.body).map_err(|_| Broken::Damaged)?;
    Ok(Versioned { version: row.version, value })
}

/// The complaint under that key.
pub fn complaint_at(facts: &Facts, id: ComplaintId) -> Result<Versioned<Complaint>, No> {
    complaint(facts.record(&Key::Complaint(id)).ok_or(Refusal::NotFound)?)
}

/// The complaint of that number.
pub fn complaint_named(facts: &Facts, number: &TrackingNumber) -> Result<Versioned<Complaint>, No> {
    complaint(facts.named(&Name::Number(number.clone())).ok_or(Refusal::NotFound)?)
}

/// The city's departments and categories.
pub fn catalogue(facts: &Facts) -> Result<Catalogue, No> {
    plain(facts, &Key::Catalogue)
}

/// The parts of the city on the map.
pub fn areas(facts: &Facts) -> Result<Vec<Area>, No> {
    plain(facts, &Key::Areas)
}

/// All that a city can change about itself.
pub fn setup(facts: &Facts) -> Result<Setup, No> {
    Ok(Setup { catalogue: catalogue(facts)?, areas: areas(facts)? })
}

/// The last changes of that, the latest first.
pub fn history(facts: &Facts) -> Result<VecDeque<Entry>, No> {
    plain(facts, &Key::Changes)
}

/// A record that is not sealed, since it names nobody; nothing, where there is none.
fn plain<T: Default + DeserializeOwned>(facts: &Facts, key: &Key) -> Result<T, No> {
    match facts.record(key) {
        Some(row) => Ok(serde_json::from_slice(&row.value.body).map_err(|_| Broken::Damaged)?),
        None => Ok(T::default()),
    }
}

/// The wants that lead from a complaint's number to the complaint, and once it is known, to
/// `more` about it.
pub fn wants_named(
    facts: &Facts,
    number: &TrackingNumber,
    more: impl FnOnce(&Complaint) -> Vec<Want>,
) -> Vec<Want> {
    let mut wants = vec![Want::Named(Name::Number(number.clone()))];
    if let Ok(complaint) = complaint_named(facts, number) {
        wants.extend(more(&complaint.value));
    }
    wants
}
