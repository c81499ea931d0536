//! Taking a channel's word for the number of a chat account.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{Handle, Peer, Phone},
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::people;

/// Takes a channel's word that a chat account has that number now. Only the system may, which heard
/// it from the channel itself.
///
/// - The number becomes that of the person whose account it is, if it was nobody's.
/// - Another person's stays hers, unless the channel said before that it was that of another account
///   of hers: then it has a new owner, and a code sent to it must not open what is hers.
#[derive(Clone, Debug)]
pub struct Vouch {
    /// The chat account.
    pub peer: Peer,
    /// Its number.
    pub phone: Phone,
}

impl Verb for Vouch {
    type Answer = ();

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let handles = [Handle::Chat(self.peer.clone()), Handle::Phone(self.phone.clone())];
        Ok(people::wants(&[&handles[0], &handles[1]], room))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        if *actor != Actor::System {
            return Err(Refusal::NotAllowed.into());
        }
        let holder = people::of(facts, &Handle::Chat(self.peer.clone()), room)?;
        let owner = people::of(facts, &Handle::Phone(self.phone.clone()), room)?;
        let same = |id| holder.as_ref().is_some_and(|holder| holder.value.id == id);
        let mut batch = Batch::new();
        let mut free = true;
        if let Some(owner) = owner.filter(|owner| !same(owner.value.id)) {
            free = owner.value.numbers.iter().any(|number| {
                number.phone == self.phone && number.peer.channel == self.peer.channel
            });
            if free {
                people::dispossess(&mut batch, owner, &self.phone, &self.peer, room);
            }
        }
        if let Some(mut holder) = holder.filter(|_| free)
            && holder.value.number_of(&self.peer) != Some(&self.phone)
        {
            let before = holder.value.number_of(&self.peer).cloned();
            if let Some(before) = &before {
                holder.value.lose_number(before);
            }
            holder.value.take_number(&self.peer, &self.phone);
            room.put_citizen(&mut batch, &holder.value, holder.version);
            let event = if before.is_some() { Event::NumberChanged } else { Event::Linked };
            room.log_person(&mut batch, holder.value.id, event);
        }
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
