//! Agreeing that it is mended.

use crate::{
    authority::Actor,
    domain::{ClosedBecause, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, reporter_wants};

/// Agrees, as its reporter, that a resolved complaint is mended, which closes it.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Confirm {
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
        let now = case.now();
        case.moves(|stage| stage.confirm(now))?;
        case.silently(Event::Closed { because: ClosedBecause::Confirmed })
    }
}
