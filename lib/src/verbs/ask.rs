//! Asking the citizen.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::{By, Event},
    owed::News,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Asks the reporter something; the clock stands still until she answers.
#[derive(Clone, Debug)]
pub struct Ask {
    /// About which complaint.
    pub number: TrackingNumber,
    /// What.
    pub question: Note,
}

impl Verb for Ask {
    type Answer = StageKind;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = book::wants_named(known, &self.number, |_| Vec::new());
        wants.extend(super::officer_wants(actor));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let officer = super::handler(actor, &seen.value, facts, room)?;
        let mut complaint = seen.value;
        let question = room.seal(&Key::Complaint(complaint.id), &self.question);
        complaint.stage = complaint.stage.ask(question.clone()).map_err(Refusal::from)?;
        complaint.clock = complaint.clock.pause(complaint.told_time(room.now));
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        room.log(&mut batch, &complaint, By::Officer(officer), Event::Asked { question });
        let news = News::Question { question: self.question.clone() };
        room.tell_reporter(&mut batch, &complaint, news);
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
