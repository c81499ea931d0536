//! Changing one's password.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::PasswordHash,
    facts::{Facts, Want},
    log::{By, Event},
    password::{self, PasswordProof},
    refusal::Counted,
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::{Knocked, door};

/// Changes the password of the officer who asks, who proves that she knows the one before. Every
/// session but the one she asks in ends.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// What [`OnFile::prove`](crate::password::OnFile::prove) found of the one before.
    pub proof: PasswordProof,
    /// The new one, hashed.
    pub password: PasswordHash,
    /// The session she asks in.
    pub here: Token,
}

impl Verb for ChangePassword {
    /// Whether the password before was right.
    type Answer = Knocked;

    const COUNTS: Counted = Counted::SignIns;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        door::wants_herself(actor)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Knocked>, No> {
        let mut seen = door::herself(actor, facts, room)?;
        let mut batch = Batch::new();
        for quota in password::tries(&seen.value.email, None, room) {
            batch.guard(quota);
        }
        let answer = if self.proof.holds_for(&seen.value) {
            let hers = &mut seen.value.credentials;
            hers.password = Some(self.password.clone());
            hers.doorsteps.clear();
            hers.sessions.retain(|session| session.token == self.here);
            let by = By::Officer(seen.value.id);
            door::put(&mut batch, &seen.value, seen.version, room);
            door::log(&mut batch, by, Event::PasswordChanged, room);
            Knocked::Right
        } else {
            door::log(&mut batch, By::System, Event::LoginFailed, room);
            Knocked::Wrong
        };
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
