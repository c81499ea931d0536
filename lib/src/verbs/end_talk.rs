//! Ending the talk about a question.

use crate::{
    authority::Actor,
    domain::{ClosedBecause, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Closes a question that is answered; its reporter is told that the talk is over.
#[derive(Clone, Debug)]
pub struct EndTalk {
    /// About which question.
    pub number: TrackingNumber,
}

impl Verb for EndTalk {
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
        let (mut case, officer) = Case::of_handler(actor, &self.number, facts, room)?;
        case.is_question()?;
        let now = case.now();
        case.moves(|stage| stage.answered(officer, now))?;
        case.telling_reporter(Event::Closed { because: ClosedBecause::Answered }, News::TalkEnded)
    }
}
