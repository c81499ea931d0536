//! Not taking a complaint.

use crate::{
    authority::Actor,
    domain::{Ground, Note, StageKind, TrackingNumber},
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
    /// On which ground; the reporter is told.
    pub ground: Ground,
    /// Why, in words; the reporter reads them.
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
        let ground = self.ground;
        case.moves(|stage| stage.reject(*officer, now, (ground, reason.clone())))?;
        let news = News::Rejected { ground, reason: self.reason.clone() };
        case.telling_reporter(Event::Rejected { ground, reason }, news)
    }
}
