//! Rating how a complaint was handled.

use crate::{
    authority::Actor,
    domain::{Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, reporter_wants};

/// Rates, as its reporter, how a closed complaint was handled. A later rating replaces it.
#[derive(Clone, Debug)]
pub struct Rate {
    /// Which.
    pub number: TrackingNumber,
    /// 1 (very poor) to 5 (very good); anything else is taken for the nearest of them.
    pub stars: u8,
    /// What she suggests besides; staff read it, the public does not.
    pub advice: Option<Note>,
}

impl Verb for Rate {
    /// The stars as they were taken.
    type Answer = u8;

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(reporter_wants(&self.number, known))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<u8>, No> {
        let mut case = Case::of_reporter(actor, &self.number, facts, room)?;
        let stage = case.complaint.stage.kind();
        if stage != StageKind::Closed {
            return Err(Refusal::NotNow { stage }.into());
        }
        let stars = self.stars.clamp(1, 5);
        let advice = self.advice.as_ref().map(|advice| case.seal(advice));
        case.complaint.rating = Some(stars);
        case.complaint.advice.clone_from(&advice);
        Ok(case.silently(Event::Rated { stars, advice })?.answering(stars))
    }
}
