//! Taking a comment back.

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Set, Write},
    book,
    domain::TrackingNumber,
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::Posted;

/// Takes one's comment back within five minutes. That there was one stays in the log.
#[derive(Clone, Debug)]
pub struct Uncomment {
    /// On which complaint it stands.
    pub number: TrackingNumber,
    /// What she got when she posted it.
    pub posted: Posted,
}

impl Verb for Uncomment {
    /// Whether it was still there.
    type Answer = bool;

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        super::citizen(actor, Deed::TakePart)?;
        let who = room.comment_token(self.posted.id);
        Ok(book::wants_named(known, &self.number, |complaint| {
            vec![Want::Member(complaint.id, Set::Comments, who)]
        }))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<bool>, No> {
        let citizen = super::citizen(actor, Deed::TakePart)?;
        let Posted { id, until, proof } = self.posted;
        let complaint = book::complaint_named(facts, &self.number)?.value;
        if room.comment_proof(citizen, id, until) != proof {
            return Err(Refusal::NotFound.into());
        }
        if room.now >= until {
            return Err(Refusal::CommentStays.into());
        }
        let who = room.comment_token(id);
        if !facts.is_member(complaint.id, Set::Comments, who) {
            return Ok(Planned::only(false));
        }
        let mut batch = Batch::new();
        // Taken back twice at once, it is in the log once.
        batch.guard(Guard::Once(proof, b"true".as_slice().into()));
        batch.write(Write::Leave(complaint.id, Set::Comments, who));
        let by = room.by_citizen(&complaint, citizen);
        room.log(&mut batch, &complaint, by, Event::CommentRemoved);
        Ok(Planned { batch, answer: true, after: Vec::new() })
    }
}
