//! Who asks, by the session of her browser.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{DepartmentId, OfficerId, PersonName, Role, Secret, quarter},
    facts::{Facts, Want},
    record::Name,
    refusal::Refusal,
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::door::{self, Use};

/// Tells who asks, by the session of her browser. It is looked up each time, so a session that
/// was ended, and an officer who works here no more, are gone with the next request. Once in a
/// quarter of an hour it is written down that she was seen.
#[derive(Clone, Debug)]
pub struct Admit {
    /// The secret of the session.
    pub session: Secret,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admitted {
    /// Her id.
    pub officer: OfficerId,
    /// Her name.
    pub name: PersonName,
    /// What she is trusted with.
    pub role: Role,
    /// Where she works.
    pub department: Option<DepartmentId>,
    /// The session she asks in.
    pub session: Token,
}

impl Verb for Admit {
    type Answer = Admitted;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let token = door::token(Use::Session, &self.session, room);
        Ok(vec![Want::Named(Name::Handle(token))])
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<Admitted>, No> {
        let token = door::token(Use::Session, &self.session, room);
        let seen = door::named(facts, &Name::Handle(token), room)?.ok_or(Refusal::LogInFirst)?;
        let mut officer = seen.value;
        let mut sessions = officer.credentials.sessions.iter_mut();
        let session = sessions
            .find(|session| session.token == token && session.is_open(room.now, &room.city.limits))
            .ok_or(Refusal::LogInFirst)?;
        let now = quarter(room.now);
        let mut batch = Batch::new();
        if session.seen < now {
            session.seen = now;
            door::put(&mut batch, &officer, seen.version, room);
        }
        let answer = Admitted {
            officer: officer.id,
            name: officer.name,
            role: officer.role,
            department: officer.department,
            session: token,
        };
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
