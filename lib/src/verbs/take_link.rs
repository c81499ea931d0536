//! Linking this chat to an account, by a code that another chat showed.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::{Batch, Write},
    domain::{Channel, Citizen, CitizenId, Consent, Handle, LinkCode, LinkOffer, Peer},
    facts::{Facts, Want},
    log::Event,
    owed::AccountNews,
    record::{Key, Versioned},
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::{limiter, offer_link::LIFETIME, people};

/// Types a code that another chat showed. Unless she has seen whose account it is and confirmed,
/// nothing is linked: whoever talked her into typing a code of his own shall not get her chat. A
/// chat that belongs to another person stays with that person, unless she signed out there and can
/// be reached in another way: so it is with logging in.
///
/// Every code that is typed counts, the right ones too: whoever may guess no more cannot have
/// guessed right.
#[derive(Clone, Debug)]
pub struct TakeLink {
    /// The chat in which it is typed.
    pub peer: Peer,
    /// What was typed.
    pub code: LinkCode,
    /// Whether she has seen whose account it is, and wants it here.
    pub confirmed: bool,
    /// What she agreed to in this chat.
    pub consent: Option<Consent>,
}

/// What a code came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkVerdict {
    /// It is good. Does she want this account here?
    Offered {
        /// An address of the account, as its owner may be shown it.
        masked: Option<Box<str>>,
        /// The channel on which the code was shown.
        channel: Channel,
    },
    /// This chat is hers now.
    Linked(CitizenId),
    /// This chat belongs to another person, and nothing was linked.
    Taken,
    /// There is no such code, or it is too old, or used.
    Gone,
}

/// What a good code leads to.
struct Good {
    offer: Versioned<LinkOffer>,
    owner: Versioned<Citizen>,
}

impl TakeLink {
    fn chat(&self) -> Handle {
        Handle::Chat(self.peer.clone())
    }

    /// The offer, if the code is good.
    fn offer(&self, facts: &Facts, room: &Room<'_>) -> Result<Option<Versioned<LinkOffer>>, No> {
        let Some(row) = facts.named(&room.link_name(&self.code)) else { return Ok(None) };
        let offer: Versioned<LinkOffer> = room.open_row(row)?;
        Ok(Some(offer).filter(|offer| room.now < offer.value.made_at + LIFETIME))
    }

    /// What the code leads to, if it is good and whose account it was is still known.
    fn good(&self, facts: &Facts, room: &Room<'_>) -> Result<Option<Good>, No> {
        let Some(offer) = self.offer(facts, room)? else { return Ok(None) };
        let Some(row) = facts.record(&Key::Citizen(offer.value.citizen)) else { return Ok(None) };
        Ok(Some(Good { offer, owner: room.open_row(row)? }))
    }

    /// Whether the chat stays with the person it belongs to.
    fn stays_with(&self, holder: &Citizen) -> bool {
        let chat = self.chat();
        let elsewhere = holder.handles.iter().any(|handle| *handle != chat);
        !(holder.signed_out_of(&self.peer) && elsewhere)
    }

    /// Makes the chat hers, ends the code, and tells the chat that showed it. Who had it before,
    /// and left it, is found there no more.
    fn link(&self, good: Good, before: Option<Versioned<Citizen>>, room: &Room<'_>) -> Batch {
        let Good { offer, owner: Versioned { version, value: mut citizen } } = good;
        citizen.sign_in(&self.peer, room.now);
        if let Some(consent) = &self.consent {
            citizen.agree(consent);
        }
        let mut batch = Batch::new();
        if let Some(Versioned { version, value: mut other }) = before {
            other.leave_chat(&self.peer);
            room.put_citizen(&mut batch, &other, version);
        }
        room.put_citizen(&mut batch, &citizen, version);
        // Without its name it is found no more; how often codes were asked for is kept.
        let there = &offer.value.chat;
        let used = room.sealed_row(room.link_key(there), &offer.value, Vec::new());
        batch.put(used, offer.version);
        let news = AccountNews::ChatLinked { channel: self.peer.channel };
        batch.write(Write::Enqueue(room.owe_account_news(there, citizen.language, news)));
        room.log_person(&mut batch, citizen.id, Event::Linked);
        batch
    }
}

impl Verb for TakeLink {
    type Answer = LinkVerdict;

    fn counts(&self) -> Counted {
        Counted::Guesses
    }

    fn wants(&self, _: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = people::wants(&[&self.chat()], room);
        wants.push(Want::Named(room.link_name(&self.code)));
        if let Some(offer) = self.offer(known, room)? {
            wants.push(Want::Record(Key::Citizen(offer.value.citizen)));
        }
        Ok(wants)
    }

    fn decide(
        &self,
        _: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<LinkVerdict>, No> {
        let holder = people::of(facts, &self.chat(), room)?;
        let good = self.good(facts, room)?.map(|good| {
            let owner = good.owner.value.id;
            (good, holder.filter(|holder| holder.value.id != owner))
        });
        let (mut batch, answer) = match good {
            None => (Batch::new(), LinkVerdict::Gone),
            Some((_, Some(holder))) if self.stays_with(&holder.value) => {
                (Batch::new(), LinkVerdict::Taken)
            }
            Some((good, before)) if self.confirmed => {
                let linked = LinkVerdict::Linked(good.owner.value.id);
                (self.link(good, before, room), linked)
            }
            Some((Good { offer, owner }, _)) => {
                let masked = owner.value.code_handle().map(|handle| handle.masked().into());
                let channel = offer.value.chat.channel;
                (Batch::new(), LinkVerdict::Offered { masked, channel })
            }
        };
        batch.guard(limiter::guessing(&self.chat(), room));
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
