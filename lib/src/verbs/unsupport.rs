//! Withdrawing support.

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
    Supported,
    support::VOTES,
    vote::{self, Ballot},
};

/// Withdraws one's support of a complaint.
#[derive(Clone, Debug)]
pub struct Unsupport {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Unsupport {
    type Answer = Supported;

    fn counts(&self) -> Counted {
        Counted::Votes
    }

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        vote::wants(actor, &self.number, known, room)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Supported>, No> {
        let ballot = Ballot::take(actor, &self.number, facts, room)?;
        if ballot.supports {
            let vote = Write::Leave(ballot.complaint.id, Set::Supports, ballot.who);
            let answer = ballot.supported(ballot.tally.saturating_sub(1), false);
            return Ok(ballot.cast(vote, Event::Unsupported, VOTES, answer));
        }
        ballot.must_be_published()?;
        Ok(Planned::only(ballot.supported(ballot.tally, true)))
    }
}
