//! Saying that it is mended.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{EvidenceRule, Note, PhotoId, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::{By, Event},
    owed::News,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Says that what was complained of is mended, with words, and with a photo taken afterwards
/// where the category asks for one.
#[derive(Clone, Debug)]
pub struct Resolve {
    /// Which.
    pub number: TrackingNumber,
    /// What was done.
    pub remark: Note,
    /// A photo taken afterwards.
    pub after: Option<PhotoId>,
}

impl Verb for Resolve {
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
        let seen = book::complaint_named(facts, &self.number)?;
        let officer = super::handler(actor, &seen.value, facts, room)?;
        let mut complaint = seen.value;
        let catalogue = book::catalogue(facts)?;
        let rule = catalogue.category(&complaint.category).map(|category| category.evidence);
        if rule == Some(EvidenceRule::AfterPhoto) && self.after.is_none() {
            return Err(Refusal::AfterPhotoNeeded.into());
        }
        let remark = room.seal(&Key::Complaint(complaint.id), &self.remark);
        let now = complaint.told_time(room.now);
        complaint.stage = complaint
            .stage
            .resolve(officer, now, remark.clone(), self.after)
            .map_err(Refusal::from)?;
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        room.log(&mut batch, &complaint, By::Officer(officer), Event::Resolved { remark });
        room.tell_reporter(&mut batch, &complaint, News::Mended { remark: self.remark.clone() });
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
