//! A note among colleagues.

use crate::{
    authority::Actor,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Writes a note into a complaint's history that only staff read, in any stage.
#[derive(Clone, Debug)]
pub struct Remark {
    /// Of which complaint.
    pub number: TrackingNumber,
    /// What.
    pub note: Note,
}

impl Verb for Remark {
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
        let (case, _) = Case::of_handler(actor, &self.number, facts, room)?;
        let note = case.seal(&self.note);
        case.silently(Event::Remarked { note })
    }
}
