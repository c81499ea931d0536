//! Withdrawing support.

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Set, Write},
    book,
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::{Supported, support::vote_quota};

/// Withdraws one's support of a complaint.
#[derive(Clone, Debug)]
pub struct Unsupport {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Unsupport {
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
        let who = room.member(citizen);
        let supports = facts.tally(complaint.id).supports;
        let number = self.number.clone();
        if !facts.is_member(complaint.id, Set::Supports, who) {
            if !complaint.is_published() {
                return Err(Refusal::NotFound.into());
            }
            return Ok(Planned::only(Supported { number, supports, again: true }));
        }
        let mut batch = Batch::new();
        batch.guard(vote_quota(citizen.as_bytes(), room));
        batch.write(Write::Leave(complaint.id, Set::Supports, who));
        room.log(&mut batch, &complaint, room.by_citizen(&complaint, citizen), Event::Unsupported);
        let answer = Supported { number, supports: supports.saturating_sub(1), again: false };
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
