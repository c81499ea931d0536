//! Changing the device that makes one's codes.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{Code, Device, TotpSecret},
    facts::{Facts, Want},
    log::{By, Event},
    password::{self, PasswordProof},
    refusal::{Counted, Refusal},
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

use super::{Knocked, door};

/// Gives the officer who asks another device, which shows its first code; she proves that she
/// knows her password. The device before makes no codes any more, and every session but the one
/// she asks in ends.
#[derive(Clone, Debug)]
pub struct ChangeDevice {
    /// What [`OnFile::prove`](crate::password::OnFile::prove) found of her password.
    pub proof: PasswordProof,
    /// What the new device makes its codes of.
    pub device: TotpSecret,
    /// The first code it showed.
    pub code: Code,
    /// The session she asks in.
    pub here: Token,
}

impl Verb for ChangeDevice {
    /// Whether the password was right.
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
        if !self.proof.holds_for(&seen.value) {
            door::log(&mut batch, By::System, Event::LoginFailed, room);
            return Ok(Planned { batch, answer: Knocked::Wrong, after: Vec::new() });
        }
        let last_step = self.device.step_of(&self.code, room.now).ok_or(Refusal::WrongCode)?;
        let hers = &mut seen.value.credentials;
        hers.device = Some(Device { secret: self.device.clone(), last_step });
        hers.doorsteps.clear();
        hers.sessions.retain(|session| session.token == self.here);
        let by = By::Officer(seen.value.id);
        door::put(&mut batch, &seen.value, seen.version, room);
        door::log(&mut batch, by, Event::DeviceChanged, room);
        Ok(Planned { batch, answer: Knocked::Right, after: Vec::new() })
    }
}
