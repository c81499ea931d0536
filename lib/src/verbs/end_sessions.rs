//! An officer's sessions: which there are, and ending them.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    authority::Actor,
    batch::Batch,
    domain::{OfficerId, OfficerSession},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::door;

/// Ends sessions of an officer, by herself: signing out is to end the one she asks in.
#[derive(Clone, Debug)]
pub enum EndSessions {
    /// That one.
    Of(Token),
    /// All but that one.
    AllBut(Token),
}

impl EndSessions {
    fn ends(&self, session: Token) -> bool {
        match self {
            Self::Of(token) => *token == session,
            Self::AllBut(token) => *token != session,
        }
    }
}

impl Verb for EndSessions {
    /// How many it ended.
    type Answer = usize;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        door::wants_herself(actor)
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<usize>, No> {
        let mut seen = door::herself(actor, facts, room)?;
        let sessions = &mut seen.value.credentials.sessions;
        let before = sessions.len();
        sessions.retain(|session| !self.ends(session.token));
        let ended = before - sessions.len();
        let mut batch = Batch::new();
        if ended > 0 {
            door::put(&mut batch, &seen.value, seen.version, room);
            let by = By::Officer(seen.value.id);
            door::log(&mut batch, by, Event::OfficerSignedOut, room);
        }
        Ok(Planned { batch, answer: ended, after: Vec::new() })
    }
}

/// Asks where an officer is signed in, for herself.
#[derive(Clone, Debug)]
pub struct SessionsOf {
    /// Whose.
    pub officer: OfficerId,
    /// The session she asks in.
    pub here: Token,
}

/// A browser in which an officer is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    /// What ends it.
    pub token: Token,
    /// What it runs on.
    pub label: Box<str>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When she was seen last, to the quarter of an hour.
    pub seen: DateTime<Utc>,
    /// Whether she asks in it.
    pub here: bool,
}

impl SessionsOf {
    /// Looks them up, the one used last first.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Browser>, DeskError> {
        let room = desk.room();
        let facts = desk.storage().load(&[Want::Record(Key::Officer(self.officer))]).await?;
        let mut sessions = room.officer(&facts, self.officer)?.credentials.sessions;
        sessions.retain(|session| session.is_open(room.now, &room.city.limits));
        sessions.sort_by_key(|session| std::cmp::Reverse((session.seen, session.since)));
        let browser = |OfficerSession { token, since, seen, label }| Browser {
            here: token == self.here,
            token,
            label,
            since,
            seen,
        };
        Ok(sessions.into_iter().map(browser).collect())
    }
}
