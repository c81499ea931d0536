//! Offering to link two chats.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{CitizenId, Handle, LinkCode, LinkOffer, Peer},
    facts::{Facts, Want},
    record::{Key, Versioned},
    refusal::{Counted, Refusal},
    seal::Broken,
    verb::{No, Planned, Room, Verb},
};

use super::limiter;

/// How long the code is good: long enough to find the other telephone.
pub(super) const LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// Asks for a code by which two chats become one person's: it is shown in this chat and typed in the
/// other. Who is known here links the other chat to her account; whoever is not asks to be let in
/// to the account of the other. A new code voids the one before.
#[derive(Clone, Debug)]
pub struct OfferLink {
    /// The chat in which she asks, one of hers if she is known.
    pub peer: Peer,
    /// The network the question came from, such as an IPv4 /24, where there is one.
    pub network: Option<Box<str>>,
}

/// The code, to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkOffered {
    /// The code.
    pub code: LinkCode,
    /// Until when it is good.
    pub until: DateTime<Utc>,
}

/// The offer made in a chat before.
pub(super) fn made_in(
    peer: &Peer,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<Option<Versioned<LinkOffer>>, Broken> {
    facts.record(&room.link_key(peer)).map(|row| room.open_row(row)).transpose()
}

/// The citizen who asks, if it is known who does.
fn asks(actor: &Actor) -> Result<Option<CitizenId>, Refusal> {
    match actor {
        Actor::Visitor => Ok(None),
        actor => super::citizen(actor, Deed::OwnAccount).map(Some),
    }
}

impl Verb for OfferLink {
    type Answer = LinkOffered;

    fn counts(&self) -> Counted {
        Counted::Codes
    }

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = asks(actor)?.map(|citizen| Want::Record(Key::Citizen(citizen)));
        Ok(citizen.into_iter().chain([Want::Record(room.link_key(&self.peer))]).collect())
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<LinkOffered>, No> {
        let citizen = asks(actor)?;
        let chat = Handle::Chat(self.peer.clone());
        if let Some(citizen) = citizen
            && !room.citizen(facts, citizen)?.value.has(&chat)
        {
            return Err(Refusal::NotAllowed.into());
        }
        let before = made_in(&self.peer, facts, room)?;
        let version = before.as_ref().map_or(0, |before| before.version);
        let before = before.map(|before| (before.value.made_at, before.value.sends));
        let sends = limiter::in_a_row(before, room)?;

        let code = LinkCode::random(room.entropy);
        let offer = LinkOffer { citizen, chat: self.peer.clone(), made_at: room.now, sends };
        let mut batch = Batch::new();
        for quota in limiter::asking(&chat, self.network.as_deref(), room) {
            batch.guard(quota);
        }
        let name = room.link_name(&code);
        batch.put(room.sealed_row(room.link_key(&self.peer), &offer, vec![name]), version);
        let answer = LinkOffered { code, until: room.now + LIFETIME };
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
