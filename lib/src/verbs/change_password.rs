//! Changing one's password.

use crate::{
    authority::Actor,
    domain::PasswordHash,
    facts::{Facts, Want},
    log::Event,
    password::PasswordProof,
    refusal::Counted,
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::{Knocked, door};

/// Changes the password of the officer who asks, who proves that she knows the one before. Every
/// session but the one she asks in ends.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// What [`OnFile`](crate::password::OnFile)`::prove` found of the one before.
    pub proof: PasswordProof,
    /// The new one, hashed.
    pub password: PasswordHash,
    /// The session she asks in.
    pub here: Token,
}

impl Verb for ChangePassword {
    /// Whether the password before was right.
    type Answer = Knocked;

    fn counts(&self) -> Counted {
        Counted::SignIns
    }

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        door::wants_herself(actor)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Knocked>, No> {
        door::change((actor, facts, room), &self.proof, |officer| {
            officer.credentials.password = Some(self.password.clone());
            door::end_elsewhere(officer, self.here);
            Ok(Event::PasswordChanged)
        })
    }
}
