//! Answering the city's question.

use crate::{
    authority::Actor,
    domain::{Note, Stage, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, reporter_wants};

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
        Ok(reporter_wants(&self.number, known))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let mut case = Case::of_reporter(actor, &self.number, facts, room)?;
        case.moves(Stage::answer)?;
        case.complaint.clock = case.complaint.clock.resume(case.now());
        let answer = case.seal(&self.answer);
        let news = News::Answered { answer: self.answer.clone() };
        case.telling_owner(Event::Answered { answer }, news)
    }
}
