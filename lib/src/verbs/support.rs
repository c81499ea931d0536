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
    /// Whether she is told of it, as one who follows it.
    #[serde(default)]
    pub follows: bool,
}

/// What the votes of a person are counted as.
pub(super) const VOTES: &str = "votes";

impl Ballot<'_> {
    /// How it stands once `supports` support it.
    pub(super) fn supported(&self, supports: u64, again: bool) -> Supported {
        let number = self.complaint.number.clone();
        Supported { number, supports, again, follows: self.follows }
    }
}

impl Verb for Support {
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
        if ballot.own {
            return Err(Refusal::Own.into());
        }
        ballot.must_be_published()?;
        if ballot.supports {
            return Ok(Planned::only(ballot.supported(ballot.tally, true)));
        }
        let vote = Write::Join(Member {
            complaint: ballot.complaint.id,
            set: Set::Supports,
            who: ballot.who,
            day: room.now.date_naive(),
            body: Box::default(),
        });
        let answer = ballot.supported(ballot.tally + 1, false);
        Ok(ballot.cast(vote, Event::Supported, VOTES, answer))
    }
}
