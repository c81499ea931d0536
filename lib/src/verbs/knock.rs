//! An officer's password, the first of two proofs.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{Doorstep, Email, Secret},
    facts::{Facts, Want},
    log::{By, Event},
    password::{self, PasswordProof},
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::door::{self, Use};

/// Proves an officer's password in a browser, which is then asked for the second proof. Every try
/// is counted, the right ones too; an address nobody has gets the same answer by the same way.
#[derive(Clone, Debug)]
pub struct Knock {
    /// Her address, as it was typed.
    pub email: Email,
    /// What [`OnFile`](crate::password::OnFile)`::prove` found.
    pub proof: PasswordProof,
    /// The secret by which the browser goes on, drawn by whoever keeps it.
    pub doorstep: Secret,
    /// The network the question came from, such as an IPv4 /24, where there is one.
    pub network: Option<Box<str>>,
}

/// Whether the password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Knocked {
    /// It was; the second proof is awaited.
    Right,
    /// The address is nobody's, or the password is not hers; nobody is told which.
    Wrong,
}

/// How long the second proof is awaited, and how many may be wrong.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
const GUESSES: u8 = 5;

impl Verb for Knock {
    type Answer = Knocked;

    fn counts(&self) -> Counted {
        Counted::SignIns
    }

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(vec![Want::Named(door::name_of(&self.email, room))])
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<Knocked>, No> {
        let mut batch = Batch::new();
        for quota in password::tries(&self.email, self.network.as_deref(), room) {
            batch.guard(quota);
        }
        let name = door::name_of(&self.email, room);
        let known = door::named(facts, &name, room)?;
        let Some(mut seen) = known.filter(|seen| self.proof.holds_for(&seen.value)) else {
            door::log(&mut batch, By::System, Event::LoginFailed, room);
            return Ok(Planned { batch, answer: Knocked::Wrong, after: Vec::new() });
        };
        let token = door::token(Use::Doorstep, &self.doorstep, room);
        let doorstep = Doorstep { token, until: room.now + PATIENCE, attempts_left: GUESSES };
        seen.value.credentials.wait_for_proof(doorstep, room.now);
        door::put(&mut batch, &seen.value, seen.version, room);
        Ok(Planned { batch, answer: Knocked::Right, after: Vec::new() })
    }
}
