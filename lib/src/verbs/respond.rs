//! Answering in public.

use crate::{
    authority::Actor,
    batch::{Batch, Guard},
    book,
    domain::{Comment, CommentId, Note, TrackingNumber},
    facts::{Facts, Want},
    log::{By, Event},
    owed::News,
    record::Key,
    refusal::Refusal,
    seal::Broken,
    verb::{No, Planned, Room, Verb},
    words,
};

use super::case::{handler, staff_wants};

/// Adds an officer's comment to a published complaint, in the name of the city: everybody reads
/// it, its reporter and those who follow it are told, and nobody outside reads who wrote it.
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
        let everybody_reads = words::mask(self.words.as_str()).text;
        let words = Note::cut(&everybody_reads).map_err(|_| Broken::Damaged)?;
        room.tell_reporter(&mut batch, &seen.value, News::Responded { words: words.clone() });
        room.tell_followers(&mut batch, &seen.value, News::Responded { words });
        Ok(Planned { batch, answer: id, after: Vec::new() })
    }
}
