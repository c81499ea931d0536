//! Supporting what somebody else reported.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::{Member, Set, Write},
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::{Counted, Refusal},
    verb::{No, Planned, Room, Verb},
};

use super::vote::{self, Ballot};

/// Supports a published complaint of somebody else. Supporting twice counts once.
#[derive(Clone, Debug)]
pub struct Support {
    /// Which.
    pub number: TrackingNumber,
}

/// How it stands after a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supported {
    /// Which complaint.
    pub number: TrackingNumber,
    /// How many support it, at the time of the vote.
    pub supports: u64,
    /// Whether nothing changed, since she had voted so before.
    pub again: bool,
}

impl Verb for Support {
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
        if room.reporter_of(&ballot.complaint)? == ballot.citizen {
            return Err(Refusal::Own.into());
        }
        if !ballot.complaint.is_published() {
            return Err(Refusal::NotFound.into());
        }
        if ballot.supports {
            return Ok(ballot.again());
        }
        let vote = Write::Join(Member {
            complaint: ballot.complaint.id,
            set: Set::Supports,
            who: ballot.who,
            day: room.now.date_naive(),
            body: Box::default(),
        });
        Ok(ballot.cast(vote, Event::Supported))
    }
}
