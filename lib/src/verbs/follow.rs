//! Wanting to be told of what somebody else reported.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Write,
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::vote::{self, Ballot};

/// Follows a published complaint: she is told of it from now on. Of her own she is told anyway.
#[derive(Clone, Debug)]
pub struct Follow {
    /// Which.
    pub number: TrackingNumber,
}

/// Whether somebody is told of a complaint from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    /// Which complaint.
    pub number: TrackingNumber,
    /// Whether nothing changed.
    pub again: bool,
}

/// What beginning and ceasing to follow are counted as.
pub(super) const FOLLOWS: &str = "follows";

impl Verb for Follow {
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
        if ballot.own {
            return Ok(Planned::only(answer(true)));
        }
        ballot.must_be_published()?;
        if ballot.follows {
            return Ok(Planned::only(answer(true)));
        }
        let follower = room.follower(ballot.complaint.id, ballot.citizen);
        Ok(ballot.cast(Write::Join(follower), Event::Followed, FOLLOWS, answer(false)))
    }
}
