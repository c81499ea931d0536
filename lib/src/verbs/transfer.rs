//! Passing a complaint on to another department.

use crate::{
    authority::{self, Actor, Deed, Rank, Standing},
    book,
    domain::{DepartmentId, Note, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Passes a complaint on to another department, with the reason. Its clock goes on as it was.
///
/// # Errors
/// Besides those of every verb of staff: [`Refusal::CoordinatorDecides`] once it was passed on
/// twice, to whoever may not route for the whole city.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Which.
    pub number: TrackingNumber,
    /// To whom.
    pub to: DepartmentId,
    /// Why; the reporter reads it.
    pub reason: Note,
}

/// How often departments may pass it on among themselves: who is sent from office to office gives up.
const BOUNCES: u8 = 2;

impl Verb for Transfer {
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
        book::catalogue(facts)?.active(&self.to).ok_or(Refusal::UnknownDepartment)?;
        let complaint = &mut case.complaint;
        if complaint.stage.department() == Some(&self.to) {
            return Err(Refusal::SameDepartment.into());
        }
        let role = room.officer(facts, officer)?.role;
        let routes = authority::allows(Rank::Officer(role), Deed::Route, Standing::Outside);
        if complaint.bounces >= BOUNCES && !routes {
            return Err(Refusal::CoordinatorDecides.into());
        }
        complaint.bounces = complaint.bounces.saturating_add(1);
        case.moves(|stage| stage.transfer(self.to.clone()))?;
        let reason = case.seal(&self.reason);
        let news = News::Moved { to: StageKind::Assigned, note: Some(self.reason.clone()) };
        case.telling_reporter(Event::Transferred { to: self.to.clone(), reason }, news)
    }
}
