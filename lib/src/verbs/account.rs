//! Looking at one's own account.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    domain::{CitizenId, Consent, Handle, Peer, PersonName},
    facts::Want,
    query::{Filter, Order, Query, Select},
    record::Key,
};

/// Asks what is kept of a person.
#[derive(Clone, Debug)]
pub struct AccountOf {
    /// Whom.
    pub citizen: CitizenId,
    /// In which chat she asks.
    pub peer: Peer,
}

/// What is kept of a person, for her own eyes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What she is called.
    pub name: Option<PersonName>,
    /// What she proved to be hers.
    pub handles: Vec<Handle>,
    /// The chats in which she is signed in, the last one last.
    pub sessions: Vec<SignedIn>,
    /// What she agreed to.
    pub consent: Option<Consent>,
    /// Whether news come to the chat in which she asks.
    pub news: bool,
    /// How many reports are hers, those hidden from staff among them.
    pub reports: u64,
    /// Where a code can be sent to her, other than her chats.
    pub code_handle: Option<Handle>,
    /// From when on she is deleted, if she asked for that.
    pub deletion: Option<DateTime<Utc>>,
}

/// A chat in which she is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Which.
    pub peer: Peer,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Whether it is the chat in which she asks.
    pub here: bool,
}

impl AccountOf {
    /// Looks it up.
    ///
    /// # Errors
    /// [`Refusal::LogInFirst`](crate::refusal::Refusal::LogInFirst) if she was deleted.
    pub async fn find(&self, desk: &Desk) -> Result<Account, DeskError> {
        let room = desk.room();
        let drawer = Want::Record(room.drawer(self.citizen));
        let wants = [Want::Record(Key::Citizen(self.citizen)), drawer];
        let facts = desk.storage().load(&wants).await?;
        let citizen = room.citizen(&facts, self.citizen)?.value;
        let known = Filter { reporter: Some(room.reporter(self.citizen)), ..Filter::default() };
        let known = Query::new(Select::Complaints(known, Order::Newest), 1);
        let hidden = room.hidden_reports(&facts, self.citizen)?.value.complaints.len();
        let reports = desk.storage().count(&known).await? + hidden as u64;
        let sessions = citizen.open_sessions(room.now, room.city.limits.session);
        let sessions = sessions.map(|session| SignedIn {
            peer: session.peer.clone(),
            since: session.since,
            here: session.peer == self.peer,
        });
        Ok(Account {
            news: citizen.hears_news_in(&self.peer),
            sessions: sessions.collect(),
            code_handle: citizen.code_handle().cloned(),
            deletion: citizen.deletion,
            name: citizen.name,
            handles: citizen.handles,
            consent: citizen.consent,
            reports,
        })
    }
}
