//! Having a closed complaint taken up again.

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

use super::case::{Case, staff_wants};

/// Reopens a closed complaint: its reporter within thirty days, a coordinator at any time. It goes
/// back to whoever owned it, and its clock goes on as if it had never been closed.
#[derive(Clone, Debug)]
pub struct Reopen {
    /// Which.
    pub number: TrackingNumber,
    /// Why.
    pub reason: Note,
}

impl Reopen {
    /// For how many days its reporter can reopen it.
    pub const DAYS: u16 = 30;
}

impl Verb for Reopen {
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
        let staff = matches!(actor, Actor::Officer(_) | Actor::System);
        let mut case = if staff {
            Case::of_router(actor, &self.number, facts, room)?
        } else {
            Case::of_reporter(actor, &self.number, facts, room)?
        };
        if let Stage::Closed { since, .. } = &case.complaint.stage
            && !staff
            && room.now > *since + TimeDelta::days(Self::DAYS.into())
        {
            return Err(Refusal::Over { days: Self::DAYS }.into());
        }
        case.moves(Stage::reopen)?;
        let reopened = Event::Reopened { reason: case.seal(&self.reason) };
        if staff {
            let to = case.complaint.stage.kind();
            case.telling_reporter(reopened, News::Moved { to, note: Some(self.reason.clone()) })
        } else {
            case.telling_owner(reopened, News::Reopened { reason: self.reason.clone() })
        }
    }
}
