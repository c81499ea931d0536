//! Linking two chats, by a code that one shows and that is typed in the other.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::{Batch, Write},
    domain::{
        Channel, Citizen, CitizenId, Consent, Handle, Language, LinkCode, LinkOffer, Peer, Phone,
    },
    facts::{Facts, Want},
    log::Event,
    owed::AccountNews,
    record::{Key, Versioned},
    refusal::{Counted, Refusal},
    verb::{No, Planned, Room, Verb},
};

use super::{limiter, offer_link::LIFETIME, people};

/// Types a code that another chat showed. Unless she has seen what it is for and confirmed, nothing
/// is linked: whoever talked her into typing a code of his own shall not get her chat, nor be let in
/// to her account. A chat that belongs to another person stays with that person, unless she signed
/// out there and can be reached in another way: so it is with logging in.
///
/// A chat that wants to be let in proves itself by showing the code, and she by the account in which
/// she types it. If nobody knew her there, a channel that proves whose account it is makes her known
/// in both: the message that she sends us is the proof which a code that we send her would be.
///
/// Every code that is typed counts, the right ones too: whoever may guess no more cannot have
/// guessed right.
#[derive(Clone, Debug)]
pub struct TakeLink {
    /// The chat in which it is typed.
    pub peer: Peer,
    /// What was typed.
    pub code: LinkCode,
    /// Whether she has seen what it is for, and wants it.
    pub confirmed: bool,
    /// The number of the chat account, if the channel vouches for it.
    pub phone: Option<Phone>,
    /// The language of the chat.
    pub language: Language,
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
    /// It is good. Does she want to let the chat that showed it in to the account of this one?
    Asked {
        /// The channel on which the code was shown.
        channel: Channel,
    },
    /// This chat is hers now.
    Linked(CitizenId),
    /// The chat that showed the code is hers now.
    LetIn {
        /// Who she is.
        citizen: CitizenId,
        /// The chat.
        chat: Peer,
    },
    /// This chat belongs to another person, and nothing was linked.
    Taken,
    /// There is no such code, or it is too old, or used.
    Gone,
}

/// What is done, and what is said of it.
type Decided = (Batch, LinkVerdict);

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

    /// Links this chat to the account of that person, if she is still known and in that chat.
    fn come_in(
        &self,
        offer: &Versioned<LinkOffer>,
        citizen: CitizenId,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Decided, No> {
        let nothing = |verdict| Ok((Batch::new(), verdict));
        let Some(row) = facts.record(&Key::Citizen(citizen)) else {
            return nothing(LinkVerdict::Gone);
        };
        let owner: Versioned<Citizen> = room.open_row(row)?;
        let showed = &offer.value.chat;
        if !owner.value.chats().any(|hers| hers == showed) || owner.value.signed_out_of(showed) {
            return nothing(LinkVerdict::Gone);
        }
        let holder = people::of(facts, &self.chat(), room)?;
        let before = holder.filter(|holder| holder.value.id != citizen);
        if before.as_ref().is_some_and(|holder| self.stays_with(&holder.value)) {
            return nothing(LinkVerdict::Taken);
        }
        if self.confirmed {
            let batch = self.link(offer, owner, before, room);
            return Ok((batch, LinkVerdict::Linked(citizen)));
        }
        let masked = owner.value.code_handle().map(|handle| handle.masked().into());
        nothing(LinkVerdict::Offered { masked, channel: offer.value.chat.channel })
    }

    /// Who she is in this chat; none, if nobody knew her yet and the channel proves whose account it
    /// is.
    fn who(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Option<Versioned<Citizen>>, No> {
        if let Actor::Citizen(citizen) = actor {
            return Ok(Some(room.citizen(facts, *citizen)?));
        }
        let known = people::of(facts, &self.chat(), room)?.is_some();
        if known || !self.peer.channel.vouches_for_contacts() {
            return Err(Refusal::LogInFirst.into());
        }
        match self.phone.clone().map(Handle::Phone) {
            Some(phone) if people::of(facts, &phone, room)?.is_some() => {
                Err(Refusal::NumberKnown.into())
            }
            _ => Ok(None),
        }
    }

    /// Lets the chat that showed the code in to the account of this one.
    fn let_in(
        &self,
        offer: &Versioned<LinkOffer>,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Decided, No> {
        let chat = offer.value.chat.clone();
        if chat == self.peer {
            return Ok((Batch::new(), LinkVerdict::Gone));
        }
        let seen = self.who(actor, facts, room)?;
        if !self.confirmed {
            return Ok((Batch::new(), LinkVerdict::Asked { channel: chat.channel }));
        }
        let mut batch = Batch::new();
        let Versioned { version, value: mut citizen } = seen.unwrap_or_else(|| {
            let id = CitizenId::random(room.entropy);
            let mut citizen = Citizen::new(id, self.language);
            citizen.sign_in(&self.peer, room.now);
            Versioned { version: 0, value: citizen }
        });
        if let Some(mut holder) = people::of(facts, &Handle::Chat(chat.clone()), room)?
            .filter(|holder| holder.value.id != citizen.id)
        {
            holder.value.leave_chat(&chat);
            room.put_citizen(&mut batch, &holder.value, holder.version);
        }
        citizen.sign_in(&chat, room.now);
        if let Some(consent) = &self.consent {
            citizen.agree(consent);
        }
        room.put_citizen(&mut batch, &citizen, version);
        room.log_person(&mut batch, citizen.id, Event::LoggedIn);
        use_up(&mut batch, offer, room);
        Ok((batch, LinkVerdict::LetIn { citizen: citizen.id, chat }))
    }

    /// Whether the chat stays with the person it belongs to.
    fn stays_with(&self, holder: &Citizen) -> bool {
        let chat = self.chat();
        let elsewhere = holder.handles.iter().any(|handle| *handle != chat);
        !(holder.signed_out_of(&self.peer) && elsewhere)
    }

    /// Makes the chat hers, ends the code, and tells the chat that showed it. Who had it before,
    /// and left it, is found there no more.
    fn link(
        &self,
        offer: &Versioned<LinkOffer>,
        owner: Versioned<Citizen>,
        before: Option<Versioned<Citizen>>,
        room: &Room<'_>,
    ) -> Batch {
        let Versioned { version, value: mut citizen } = owner;
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
        use_up(&mut batch, offer, room);
        let there = &offer.value.chat;
        let news = AccountNews::ChatLinked { channel: self.peer.channel };
        batch.write(Write::Enqueue(room.owe_account_news(there, citizen.language, news)));
        room.log_person(&mut batch, citizen.id, Event::Linked);
        batch
    }
}

/// Ends a code. Without its name the offer is found no more; how often codes were asked for is kept.
fn use_up(batch: &mut Batch, offer: &Versioned<LinkOffer>, room: &Room<'_>) {
    let key = room.link_key(&offer.value.chat);
    batch.put(room.sealed_row(key, &offer.value, Vec::new()), offer.version);
}

impl Verb for TakeLink {
    type Answer = LinkVerdict;

    fn counts(&self) -> Counted {
        Counted::Guesses
    }

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut handles = vec![self.chat()];
        handles.extend(self.phone.clone().map(Handle::Phone));
        let mut people = Vec::new();
        if let Actor::Citizen(citizen) = actor {
            people.push(*citizen);
        }
        if let Some(LinkOffer { citizen, chat, .. }) = self.offer(known, room)?.map(|o| o.value) {
            handles.push(Handle::Chat(chat));
            people.extend(citizen);
        }
        let mut wants = people::wants(&handles.iter().collect::<Vec<_>>(), room);
        wants.push(Want::Named(room.link_name(&self.code)));
        wants.extend(people.into_iter().map(|citizen| Want::Record(Key::Citizen(citizen))));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<LinkVerdict>, No> {
        let (mut batch, answer) = match self.offer(facts, room)? {
            None => (Batch::new(), LinkVerdict::Gone),
            Some(offer) => match offer.value.citizen {
                Some(citizen) => self.come_in(&offer, citizen, facts, room)?,
                None => self.let_in(&offer, actor, facts, room)?,
            },
        };
        batch.guard(limiter::guessing(&self.chat(), room));
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
