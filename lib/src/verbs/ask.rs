//! Asking the citizen.

use crate::{
    authority::Actor,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

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
        Ok(staff_wants(actor, &self.number, known))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let (mut case, _) = Case::of_handler(actor, &self.number, facts, room)?;
        let question = case.seal(&self.question);
        case.moves(|stage| stage.ask(question.clone()))?;
        case.complaint.clock = case.complaint.clock.pause(case.now());
        let news = News::Question { question: self.question.clone() };
        case.telling_reporter(Event::Asked { question }, news)
    }
}
