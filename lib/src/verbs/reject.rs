//! Not taking a complaint.

use crate::{
    authority::Actor,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Turns a complaint down that nobody works on yet, with the reason.
#[derive(Clone, Debug)]
pub struct Reject {
    /// Which.
    pub number: TrackingNumber,
    /// Why; the reporter reads it.
    pub reason: Note,
}

impl Verb for Reject {
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
        let Actor::Officer(officer) = actor else { return Err(Refusal::NotAllowed.into()) };
        let mut case = Case::of_router(actor, &self.number, facts, room)?;
        // Undoing leaves no trace: until it is too late for that, staff do not see it.
        if room.now < case.complaint.settles_at {
            return Err(Refusal::TooSoon.into());
        }
        if case.complaint.appealed == Some(*officer) {
            return Err(Refusal::JudgedBefore.into());
        }
        let (reason, now) = (case.seal(&self.reason), case.now());
        case.moves(|stage| stage.reject(*officer, now, reason.clone()))?;
        let news = News::Moved { to: StageKind::Rejected, note: Some(self.reason.clone()) };
        case.telling_reporter(Event::Rejected { reason }, news)
    }
}
