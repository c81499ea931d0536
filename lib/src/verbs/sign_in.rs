//! An officer's second proof.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{OfficerId, SecondProof, Secret},
    facts::{Facts, Want},
    log::{By, Event},
    record::{Name, Versioned},
    verb::{No, Planned, Room, Verb},
};

use super::door::{self, Use};

/// Signs an officer in who [knocked](super::Knock) in the same browser. The session has a new
/// secret, so that one that was planted before is worth nothing. Every guess is spent in the
/// commit that comes before the verdict, so parallel guesses find none left.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The secret with which the browser goes on.
    pub doorstep: Secret,
    /// The code of her device, or a recovery code.
    pub proof: SecondProof,
    /// The secret of the session, drawn by whoever keeps it.
    pub session: Secret,
    /// What it runs on, such as `Firefox, Android`.
    pub label: Box<str>,
}

/// Whether she is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entered {
    /// She is.
    Right(OfficerId),
    /// That was no proof; so many guesses are left.
    Wrong {
        /// How many.
        left: u8,
    },
    /// No proof is awaited here: too late, guessed too often, or never asked for.
    Gone,
}

impl SignIn {
    fn name(&self, room: &Room<'_>) -> Name {
        Name::Handle(door::token(Use::Doorstep, &self.doorstep, room))
    }
}

impl Verb for SignIn {
    type Answer = Entered;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(vec![Want::Named(self.name(room))])
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<Entered>, No> {
        let token = door::token(Use::Doorstep, &self.doorstep, room);
        let Some(Versioned { version, value: mut officer }) =
            door::named(facts, &self.name(room), room)?
        else {
            return Ok(Planned::only(Entered::Gone));
        };
        let hers = &mut officer.credentials;
        let awaited = hers.doorsteps.iter().position(|d| d.token == token && room.now < d.until);
        let Some(mut doorstep) = awaited.map(|at| hers.doorsteps.remove(at)) else {
            return Ok(Planned::only(Entered::Gone));
        };
        let recovery = |code: &Secret| door::token(Use::Recovery, code, room);
        let mut batch = Batch::new();
        let answer = if hers.spend(&self.proof, recovery, room.now) {
            let session = door::token(Use::Session, &self.session, room);
            hers.open_session(session, &self.label, room.now, &room.city.limits);
            let recovery = matches!(self.proof, SecondProof::Recovery(_));
            let signed_in = Event::OfficerSignedIn { recovery };
            door::log(&mut batch, By::Officer(officer.id), signed_in, room);
            Entered::Right(officer.id)
        } else {
            doorstep.attempts_left = doorstep.attempts_left.saturating_sub(1);
            let left = doorstep.attempts_left;
            if left > 0 {
                hers.doorsteps.push(doorstep);
            }
            door::log(&mut batch, By::System, Event::LoginFailed, room);
            Entered::Wrong { left }
        };
        door::put(&mut batch, &officer, version, room);
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
