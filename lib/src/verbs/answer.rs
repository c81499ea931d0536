//! Answering the city's question.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Answers what the city asked about one's complaint; the clock goes on.
#[derive(Clone, Debug)]
pub struct Answer {
    /// About which complaint.
    pub number: TrackingNumber,
    /// What.
    pub answer: Note,
}

impl Verb for Answer {
    type Answer = StageKind;

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(book::wants_named(known, &self.number, |_| Vec::new()))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let citizen = super::reporter(actor, &seen.value, room)?;
        let mut complaint = seen.value;
        complaint.stage = complaint.stage.answer().map_err(Refusal::from)?;
        complaint.clock = complaint.clock.resume(complaint.told_time(room.now));
        let answer = room.seal(&Key::Complaint(complaint.id), &self.answer);
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        let by = room.by_citizen(&complaint, citizen);
        room.log(&mut batch, &complaint, by, Event::Answered { answer });
        let news = News::Answered { answer: self.answer.clone() };
        room.tell_owner(&mut batch, &complaint, news);
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
