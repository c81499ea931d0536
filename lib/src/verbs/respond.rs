//! Answering in public.

use crate::{
    authority::Actor,
    batch::{Batch, Guard},
    book,
    domain::{Comment, CommentId, TrackingNumber},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{handler, staff_wants};

/// Adds an officer's comment to a published complaint, in the name of the city: everybody reads
/// it, and nobody outside reads who wrote it.
#[derive(Clone, Debug)]
pub struct Respond {
    /// To which complaint.
    pub number: TrackingNumber,
    /// What.
    pub words: Comment,
}

impl Verb for Respond {
    type Answer = CommentId;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(staff_wants(actor, &self.number, known))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<CommentId>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let by = By::Officer(handler(actor, &seen.value, facts, room)?);
        if !seen.value.is_published() {
            return Err(Refusal::NotPublished.into());
        }
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Complaint(seen.value.id), seen.version));
        let id = room.post(&mut batch, &seen.value, by.clone(), &self.words)?;
        room.log(&mut batch, &seen.value, by, Event::Commented);
        Ok(Planned { batch, answer: id, after: Vec::new() })
    }
}
