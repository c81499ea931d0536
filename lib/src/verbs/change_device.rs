//! Changing the device that makes one's codes.

use crate::{
    authority::Actor,
    domain::{Code, Device, TotpSecret},
    facts::{Facts, Want},
    log::Event,
    password::PasswordProof,
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
    /// What [`OnFile`](crate::password::OnFile)`::prove` found of her password.
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
            let step = self.device.step_of(&self.code, room.now).ok_or(Refusal::WrongCode)?;
            officer.credentials.device =
                Some(Device { secret: self.device.clone(), last_step: step });
            door::end_elsewhere(officer, self.here);
            Ok(Event::DeviceChanged)
        })
    }
}
