//! Saying that it is mended.

use crate::{
    authority::Actor,
    book,
    domain::{EvidenceRule, Note, Photo, PhotoId, PhotoState, Picture, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Says that what was complained of is mended, with words, and with a photo taken afterwards
/// where the category asks for one.
#[derive(Clone, Debug)]
pub struct Resolve {
    /// Which.
    pub number: TrackingNumber,
    /// What was done.
    pub remark: Note,
    /// A photo taken afterwards, cleaned and kept; it becomes one of the complaint's.
    pub after: Option<Picture>,
}

impl Verb for Resolve {
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
        let catalogue = book::catalogue(facts)?;
        let rule = catalogue.category(&case.complaint.category).map(|it| it.evidence);
        if rule == Some(EvidenceRule::AfterPhoto) && self.after.is_none() {
            return Err(Refusal::AfterPhotoNeeded.into());
        }
        let (remark, now) = (case.seal(&self.remark), case.now());
        let after = self.after.map(|picture| Photo {
            id: PhotoId::random(room.entropy),
            after: true,
            state: PhotoState::Kept { picture },
        });
        let id = after.as_ref().map(|photo| photo.id);
        case.moves(|stage| stage.resolve(officer, now, remark.clone(), id))?;
        case.complaint.photos.extend(after);
        let news = News::Mended { remark: self.remark.clone() };
        case.telling_reporter(Event::Resolved { remark }, news)
    }
}
