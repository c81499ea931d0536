//! Drawing new recovery codes.

use crate::{
    Desk, DeskError,
    authority::Actor,
    domain::{Email, OfficerId, Secret},
    facts::{Facts, Want},
    log::Event,
    password::PasswordProof,
    record::Key,
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::{
    Knocked,
    door::{self, Use},
};

/// Gives the officer who asks ten new recovery codes, and voids those before; she proves that she
/// knows her password.
#[derive(Clone, Debug)]
pub struct RenewRecovery {
    /// What [`OnFile`](crate::password::OnFile)`::prove` found of her password.
    pub proof: PasswordProof,
    /// The codes, which she is told once; drawn by whoever shows them.
    pub recovery: [Secret; 10],
}

impl Verb for RenewRecovery {
    /// Whether the password was right.
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
            let tokens = self.recovery.iter().map(|code| door::token(Use::Recovery, code, room));
            officer.credentials.recovery = tokens.collect();
            Ok(Event::RecoveryRenewed)
        })
    }
}

/// Asks what an officer signs in with.
#[derive(Clone, Copy, Debug)]
pub struct OwnKeys {
    /// Whose it is.
    pub officer: OfficerId,
}

/// What an officer signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// Her address.
    pub email: Email,
    /// How many recovery codes she has left.
    pub recovery: usize,
}

impl OwnKeys {
    /// Looks it up.
    pub async fn find(&self, desk: &Desk) -> Result<Keys, DeskError> {
        let facts = desk.storage().load(&[Want::Record(Key::Officer(self.officer))]).await?;
        let officer = desk.room().officer(&facts, self.officer)?;
        Ok(Keys { email: officer.email, recovery: officer.credentials.recovery.len() })
    }
}
