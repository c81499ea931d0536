//! Withdrawing support.

use crate::{
    authority::Actor,
    batch::{Set, Write},
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::{Counted, Refusal},
    verb::{No, Planned, Room, Verb},
};

use super::{
    Supported,
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

    const COUNTS: Counted = Counted::Votes;

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
            return Ok(ballot.cast(vote, Event::Unsupported));
        }
        if ballot.complaint.is_published() {
            Ok(ballot.again())
        } else {
            Err(Refusal::NotFound.into())
        }
    }
}
