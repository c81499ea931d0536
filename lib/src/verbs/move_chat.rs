//! Following a chat account that has another name or number now.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{Citizen, Handle, Peer, Phone},
    facts::{Facts, Want},
    log::Event,
    owed::AccountNews,
    record::Versioned,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::people;

/// Takes a channel's word that a chat account is known under another name, which is how a new number
/// shows. The person moves along. Her old number leads to her no more, since it may be given to
/// somebody else; her sessions in browsers end, and she is told of it elsewhere. Only the system may,
/// which heard it from the channel itself.
///
/// A new account that is another person's already stays hers: two people are never made one
/// silently.
#[derive(Clone, Debug)]
pub struct MoveChat {
    /// The account before.
    pub from: Peer,
    /// The account now.
    pub to: Peer,
    /// The number before, if the channel tells; else it is the one it told last.
    pub old: Option<Phone>,
    /// The number now, if the channel tells.
    pub new: Option<Phone>,
}

impl MoveChat {
    /// The number that is given up.
    fn given_up(&self, holder: Option<&Versioned<Citizen>>) -> Option<Phone> {
        let known = || holder?.value.number_of(&self.from).cloned();
        self.old.clone().or_else(known).filter(|old| self.new.as_ref() != Some(old))
    }

    fn holder(&self, facts: &Facts, room: &Room<'_>) -> Result<Option<Versioned<Citizen>>, No> {
        people::of(facts, &Handle::Chat(self.from.clone()), room)
    }

    /// What is left of a person of whom the number that was given up is known.
    fn without(&self, mut citizen: Citizen, number: &Phone, room: &Room<'_>) -> (Batch, Citizen) {
        let mut batch = Batch::new();
        citizen.lose_number(number);
        let news = AccountNews::NumberChanged { channel: self.to.channel };
        people::tell_elsewhere(&mut batch, &citizen, &self.to, news, room);
        room.log_person(&mut batch, citizen.id, Event::NumberChanged);
        (batch, citizen)
    }
}

impl Verb for MoveChat {
    /// Whether the talk goes along: not if the new account is another person's.
    type Answer = bool;

    fn wants(&self, _: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let chats = [&self.from, &self.to].map(|peer| Handle::Chat(peer.clone()));
        let given_up = self.given_up(self.holder(known, room)?.as_ref());
        let phones = given_up.into_iter().chain(self.new.clone()).map(Handle::Phone);
        let handles: Vec<_> = chats.into_iter().chain(phones).collect();
        Ok(people::wants(&handles.iter().collect::<Vec<_>>(), room))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<bool>, No> {
        if *actor != Actor::System {
            return Err(Refusal::NotAllowed.into());
        }
        let holder = self.holder(facts, room)?;
        let there = people::of(facts, &Handle::Chat(self.to.clone()), room)?;
        let mover = holder.as_ref().map(|holder| holder.value.id);
        let goes_along = there.is_none_or(|there| Some(there.value.id) == mover);
        let given_up = self.given_up(holder.as_ref());
        let owner = match &given_up {
            Some(number) => people::of(facts, &Handle::Phone(number.clone()), room)?,
            None => None,
        };

        let mut batch = Batch::new();
        if let Some(Versioned { version, value: mut citizen }) = holder {
            if goes_along {
                citizen.move_chat(&self.from, &self.to);
            } else {
                citizen.leave_chat(&self.from);
            }
            if let Some(number) = &given_up {
                let (told, without) = self.without(citizen, number, room);
                citizen = without;
                batch.join(told);
            }
            if let Some(new) = self.new.as_ref().filter(|_| goes_along)
                && people::of(facts, &Handle::Phone(new.clone()), room)?
                    .is_none_or(|owner| owner.value.id == citizen.id)
            {
                citizen.take_number(&self.to, new);
            }
            room.put_citizen(&mut batch, &citizen, version);
        }
        if let Some((number, owner)) = given_up.zip(owner)
            && Some(owner.value.id) != mover
        {
            let (told, citizen) = self.without(owner.value, &number, room);
            batch.join(told);
            room.put_citizen(&mut batch, &citizen, owner.version);
        }
        Ok(Planned { batch, answer: goes_along, after: Vec::new() })
    }
}
