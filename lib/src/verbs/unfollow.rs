//! Not wanting to be told of a complaint any more.

use crate::{
    authority::Actor,
    batch::{Set, Write},
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::{
    Following,
    follow::FOLLOWS,
    vote::{self, Ballot},
};

/// Ceases to follow a complaint.
#[derive(Clone, Debug)]
pub struct Unfollow {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Unfollow {
    type Answer = Following;

    fn counts(&self) -> Counted {
        Counted::Follows
    }

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        vote::wants(actor, &self.number, known, room)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Following>, No> {
        let ballot = Ballot::take(actor, &self.number, facts, room)?;
        let answer = |again| Following { number: self.number.clone(), again };
        if ballot.follows {
            let leave = Write::Leave(ballot.complaint.id, Set::Follows, ballot.who);
            return Ok(ballot.cast(leave, Event::Unfollowed, FOLLOWS, answer(false)));
        }
        ballot.must_be_published()?;
        Ok(Planned::only(answer(true)))
    }
}
