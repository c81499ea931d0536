//! Saying that it is not mended.

use chrono::TimeDelta;

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

/// Says, as its reporter, that a resolved complaint is not mended. It goes back to its owner; the
/// second time it also climbs one level.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// Which.
    pub number: TrackingNumber,
    /// Why.
    pub reason: Note,
}

/// For how many days a reporter can object: ten working days are two weeks (preset `lapor`).
const OBJECTION: u16 = 14;

/// The highest level there is: the city's leadership.
const TOP: u8 = 3;

impl Verb for Dispute {
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
        if let Stage::Resolved { since, .. } = &case.complaint.stage
            && room.now > *since + TimeDelta::days(OBJECTION.into())
        {
            return Err(Refusal::Over { days: OBJECTION }.into());
        }
        case.moves(Stage::dispute)?;
        case.complaint.disputes = case.complaint.disputes.saturating_add(1);
        if case.complaint.disputes >= 2 {
            case.complaint.level = (case.complaint.level + 1).min(TOP);
        }
        let reason = case.seal(&self.reason);
        let news = News::Disputed { reason: self.reason.clone() };
        case.telling_owner(Event::Disputed { reason }, news)
    }
}
