//! Beginning as a new person in a chat whose number is known as another person's.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{CitizenId, Consent, Handle, Language, Login, Peer, Phone, Purpose},
    facts::{Facts, Want},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::people;

/// Says that she is not the person whose number this chat has, and makes her known as a new one. The
/// number becomes hers and is taken from that person, who is told elsewhere: what she sees here
/// nothing of.
#[derive(Clone, Debug)]
pub struct StartAnew {
    /// The chat account.
    pub peer: Peer,
    /// Its number, if the channel vouches for it now. Without that word she proved it before, by a
    /// code or by her own contact.
    pub phone: Option<Phone>,
    /// The language of the chat.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
}

impl StartAnew {
    fn key(&self, room: &Room<'_>) -> Key {
        room.code_key(&self.peer, Purpose::Login)
    }

    /// The number that is proved to be that of the account.
    fn proved(&self, facts: &Facts, room: &Room<'_>) -> Result<Option<Phone>, No> {
        if let Some(phone) = &self.phone {
            return Ok(Some(phone.clone()));
        }
        let Some(seen) = room.challenge(facts, &self.key(room))? else { return Ok(None) };
        let lifetime = room.city.limits.code_lifetime;
        let fresh = seen.value.proved_at.is_some_and(|at| room.now < at + lifetime);
        match seen.value.handle {
            Handle::Phone(phone) if fresh => Ok(Some(phone)),
            _ => Ok(None),
        }
    }
}

impl Verb for StartAnew {
    type Answer = CitizenId;

    fn wants(&self, _: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let chat = Handle::Chat(self.peer.clone());
        let phone = self.proved(known, room)?.map(Handle::Phone);
        let handles: Vec<_> = std::iter::once(&chat).chain(&phone).collect();
        let mut wants = people::wants(&handles, room);
        wants.push(Want::Record(self.key(room)));
        Ok(wants)
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<CitizenId>, No> {
        let phone = self.proved(facts, room)?;
        if phone.is_none() && room.city.login(self.peer.channel) != Login::Channel {
            return Err(Refusal::LogInFirst.into());
        }
        let phone = phone.map(Handle::Phone);
        let holder = people::of(facts, &Handle::Chat(self.peer.clone()), room)?;
        let mut batch = Batch::new();
        if let Some(Handle::Phone(number)) = &phone
            && let Some(owner) = people::of(facts, &Handle::Phone(number.clone()), room)?
            && holder.as_ref().is_none_or(|holder| holder.value.id != owner.value.id)
        {
            people::dispossess(&mut batch, owner, number, &self.peer, room);
        }
        if let Some(mut seen) = room.challenge(facts, &self.key(room))? {
            seen.value.proved_at = None;
            let used = room.sealed_row(self.key(room), &seen.value, Vec::new());
            batch.put(used, seen.version);
        }
        let who = (self.language, self.consent.as_ref());
        let people = (holder.clone(), holder);
        let citizen = people::enter(&mut batch, people, phone.as_ref(), &self.peer, who, room);
        Ok(Planned { batch, answer: citizen, after: Vec::new() })
    }
}
