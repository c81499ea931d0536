//! Giving a complaint to a department.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    book,
    domain::{Complaint, DepartmentId, Public, StageKind, TrackingNumber, Visibility},
    facts::{Facts, Want},
    log::{By, Event},
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
    words,
};

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
        let mut wants = book::wants_named(known, &self.number, |_| Vec::new());
        wants.extend(super::officer_wants(actor));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let catalogue = book::catalogue(facts)?;
        let by = super::staff(actor, Deed::Route, facts, room)?;
        let seen = book::complaint_named(facts, &self.number)?;
        let mut complaint = seen.value;
        catalogue.department(&self.to).ok_or(Refusal::UnknownDepartment)?;
        if room.now < complaint.settles_at {
            return Err(Refusal::TooSoon.into());
        }
        complaint.stage = complaint.stage.assign(self.to.clone()).map_err(Refusal::from)?;
        complaint.public = public_form(&complaint, room)?;
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        let assigned = Event::Assigned { to: self.to.clone(), published: complaint.is_published() };
        room.log(&mut batch, &complaint, by.map_or(By::System, By::Officer), assigned);
        let kind = complaint.stage.kind();
        room.tell_reporter(&mut batch, &complaint, News::Moved { to: kind, note: None });
        Ok(Planned { batch, answer: kind, after: Vec::new() })
    }
}
