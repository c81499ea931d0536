//! Giving a complaint to a department.

use crate::{
    authority::Actor,
    book,
    domain::{Complaint, DepartmentId, Public, StageKind, TrackingNumber, Visibility},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
    words,
};

use super::case::{Case, staff_wants};

/// Gives a submitted complaint to a department. What its reporter wants public is published, with
/// phone numbers and the like masked.
#[derive(Clone, Debug)]
pub struct Assign {
    /// Which.
    pub number: TrackingNumber,
    /// To whom.
    pub to: DepartmentId,
}

/// What the public reads of a complaint, if its reporter wants it to.
fn public_form(complaint: &Complaint, room: &Room<'_>) -> Result<Option<Public>, No> {
    if complaint.visibility == Visibility::Private {
        return Ok(None);
    }
    let original = room.original(complaint)?;
    let words = words::mask(original.words.as_str()).text;
    Ok(Some(Public {
        title: words::title(&words).into(),
        words: words.into(),
        place: original.place.map(|place| words::mask(place.as_str()).text.into()),
    }))
}

impl Verb for Assign {
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
        let mut case = Case::of_router(actor, &self.number, facts, room)?;
        book::catalogue(facts)?.active(&self.to).ok_or(Refusal::UnknownDepartment)?;
        if room.now < case.complaint.settles_at {
            return Err(Refusal::TooSoon.into());
        }
        case.moves(|stage| stage.assign(self.to.clone()))?;
        case.complaint.public = public_form(&case.complaint, room)?;
        let published = case.complaint.is_published();
        let news = News::Moved { to: StageKind::Assigned, note: None };
        case.telling_reporter(Event::Assigned { to: self.to.clone(), published }, news)
    }
}
