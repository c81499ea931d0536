//! Logging in by what the channel proves by itself.

use crate::{
    authority::Actor,
    batch::Batch,
    domain::{Channel, CitizenId, Consent, Handle, Language, Login, Peer, Phone},
    facts::{Facts, Want},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::people;

/// Makes the owner of a chat account a known person, in a city that trusts its channel.
#[derive(Clone, Debug)]
pub struct Recognise {
    /// The chat account.
    pub peer: Peer,
    /// Its number, if the channel vouches for it.
    pub phone: Option<Phone>,
    /// The language of the chat.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
}

impl Recognise {
    /// The owner of an account on a channel, in the first of the city's languages.
    pub fn new(channel: Channel, address: &str) -> Self {
        let peer = Peer::new(channel, address);
        Self { peer, phone: None, language: Language::default(), consent: None }
    }
}

impl Verb for Recognise {
    type Answer = CitizenId;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let chat = Handle::Chat(self.peer.clone());
        let phone = self.phone.clone().map(Handle::Phone);
        let handles: Vec<_> = std::iter::once(&chat).chain(&phone).collect();
        Ok(people::wants(&handles, room))
    }

    fn decide(&self, _: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<CitizenId>, No> {
        if room.city.login(self.peer.channel) != Login::Channel {
            return Err(Refusal::LogInFirst.into());
        }
        let stranger = people::of(facts, &Handle::Chat(self.peer.clone()), room)?.is_none();
        if let Some(phone) = self.phone.as_ref().filter(|_| stranger)
            && people::of(facts, &Handle::Phone(phone.clone()), room)?.is_some()
        {
            return Err(Refusal::NumberKnown.into());
        }
        let mut batch = Batch::new();
        let who = (self.language, self.consent.as_ref());
        let citizen = people::log_in(&mut batch, facts, None, &self.peer, who, room)?;
        Ok(Planned { batch, answer: citizen, after: Vec::new() })
    }
}
