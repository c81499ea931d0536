//! Supporting what somebody else reported.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Member, Set, Write},
    book,
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::{Counted, Refusal},
    seal::Token,
    verb::{No, Planned, Room, Verb},
};

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

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let who = room.member(super::citizen(actor, Deed::TakePart)?);
        Ok(book::wants_named(known, &self.number, |complaint| {
            vec![Want::Tally(complaint.id), Want::Member(complaint.id, Set::Supports, who)]
        }))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Supported>, No> {
        let citizen = super::citizen(actor, Deed::TakePart)?;
        let complaint = book::complaint_named(facts, &self.number)?.value;
        if room.reporter_of(&complaint)? == citizen {
            return Err(Refusal::Own.into());
        }
        if !complaint.is_published() {
            return Err(Refusal::NotFound.into());
        }
        let who = room.member(citizen);
        let supports = facts.tally(complaint.id).supports;
        let number = self.number.clone();
        if facts.is_member(complaint.id, Set::Supports, who) {
            return Ok(Planned::only(Supported { number, supports, again: true }));
        }
        let mut batch = Batch::new();
        batch.guard(vote_quota(citizen.as_bytes(), room));
        batch.write(Write::Join(Member {
            complaint: complaint.id,
            set: Set::Supports,
            who,
            day: room.now.date_naive(),
            body: Box::default(),
        }));
        room.log(&mut batch, &complaint, room.by_citizen(&complaint, citizen), Event::Supported);
        let answer = Supported { number, supports: supports + 1, again: false };
        Ok(Planned { batch, answer, after: Vec::new() })
    }

    fn too_often(&self, _: Token, until: DateTime<Utc>, _: &Room<'_>) -> Refusal {
        Refusal::TooOften { what: Counted::Votes, until }
    }
}

/// What keeps one person from voting without end.
pub(super) fn vote_quota(citizen: &[u8], room: &Room<'_>) -> Guard {
    Guard::Quota {
        key: room.counted("votes", citizen),
        window: TimeDelta::hours(1),
        limit: room.city.limits.votes_an_hour,
        now: room.now,
    }
}
