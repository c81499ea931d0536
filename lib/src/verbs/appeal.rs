//! Not accepting a rejection.

use crate::{
    authority::Actor,
    domain::{Note, Stage, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, reporter_wants};

/// Appeals, as its reporter and once, against the rejection of a complaint. It waits for a
/// coordinator again, and whoever rejected it cannot reject it a second time.
#[derive(Clone, Debug)]
pub struct Appeal {
    /// Which.
    pub number: TrackingNumber,
    /// Why.
    pub reason: Note,
}

impl Verb for Appeal {
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
        let Stage::Rejected { by, .. } = case.complaint.stage else {
            let stage = case.complaint.stage.kind();
            return Err(Refusal::NotNow { stage }.into());
        };
        if case.complaint.appealed.is_some() {
            return Err(Refusal::AppealedBefore.into());
        }
        case.complaint.appealed = Some(by);
        case.moves(Stage::appeal)?;
        let reason = case.seal(&self.reason);
        let news = News::Appealed { reason: self.reason.clone() };
        case.telling_coordinators(Event::Appealed { reason }, news)
    }
}
