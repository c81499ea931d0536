//! Taking a complaint over.

use crate::{
    authority::Actor,
    domain::{OfficerId, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, handler, staff_wants};

/// Makes an officer the owner of a complaint of her department, which is then in progress.
#[derive(Clone, Debug)]
pub struct Start {
    /// Which.
    pub number: TrackingNumber,
    /// Who owns it from now on; the one who asks, if nobody is named.
    pub owner: Option<OfficerId>,
}

impl Verb for Start {
    type Answer = StageKind;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = staff_wants(actor, &self.number, known);
        wants.extend(self.owner.map(|owner| Want::Record(Key::Officer(owner))));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let (mut case, officer) = Case::of_handler(actor, &self.number, facts, room)?;
        let owner = self.owner.unwrap_or(officer);
        if owner != officer {
            // Work can be handed only to somebody who may do it.
            handler(&Actor::Officer(owner), &case.complaint, facts, room)
                .map_err(|_| Refusal::NotAllowed)?;
        }
        case.moves(|stage| stage.start(owner))?;
        let news = News::Moved { to: StageKind::InProgress, note: None };
        case.telling_reporter(Event::Started { owner }, news)
    }
}
