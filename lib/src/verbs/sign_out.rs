//! Signing out: of this chat, of another, or of all others.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::Peer,
    facts::{Facts, Want},
    log::Event,
    record::Key,
    verb::{No, Planned, Room, Verb},
};

/// Ends sessions. The chat accounts stay hers: a channel that proves its people brings her back.
#[derive(Clone, Debug)]
pub enum SignOut {
    /// In that chat.
    Of(Peer),
    /// In every chat but that.
    AllBut(Peer),
}

impl SignOut {
    fn ends(&self, session: &Peer) -> bool {
        match self {
            Self::Of(peer) => peer == session,
            Self::AllBut(peer) => peer != session,
        }
    }
}

impl Verb for SignOut {
    /// How many sessions it ended.
    type Answer = usize;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        Ok(vec![Want::Record(Key::Citizen(citizen))])
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<usize>, No> {
        let id = super::citizen(actor, Deed::OwnAccount)?;
        let seen = room.citizen(facts, id)?;
        let mut citizen = seen.value;
        let mut ended = 0;
        for session in citizen.sessions.iter_mut().filter(|session| self.ends(&session.peer)) {
            ended += usize::from(!session.ended);
            session.ended = true;
        }
        if ended == 0 {
            return Ok(Planned::only(0));
        }
        let mut batch = Batch::new();
        room.put_citizen(&mut batch, &citizen, seen.version);
        room.log_person(&mut batch, id, Event::SignedOut);
        Ok(Planned { batch, answer: ended, after: Vec::new() })
    }
}
