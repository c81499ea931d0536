//! Adding photos to a complaint that is filed.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{Complaint, Photo, StageKind, TrackingNumber},
    facts::{Facts, Want},
    jobs::{FetchPhotos, Job},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Adds photos to one's own complaint while it is open, as many as fit.
#[derive(Clone, Debug)]
pub struct AddPhotos {
    /// Which.
    pub number: TrackingNumber,
    /// Where the channel keeps them, as [`File::photos`](super::File::photos).
    pub photos: Vec<Box<str>>,
}

/// What became of photos that were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// How many the complaint got.
    pub photos: usize,
    /// How many did not fit.
    pub left_out: usize,
}

impl Verb for AddPhotos {
    type Answer = Added;

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(super::case::reporter_wants(&self.number, known))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<Added>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let (version, mut complaint) = (seen.version, seen.value);
        let citizen = super::case::reporter(actor, &complaint, room)?;
        let stage = complaint.stage.kind();
        if !StageKind::OPEN.contains(&stage) {
            return Err(Refusal::NotNow { stage }.into());
        }
        let had = complaint.photos.iter().filter(|photo| photo.counts()).count();
        let fit = Complaint::PHOTOS_IN_ALL.saturating_sub(had).min(self.photos.len());
        if fit == 0 {
            return Err(Refusal::TooManyPhotos.into());
        }
        let new: Vec<Photo> = room.photos(complaint.id, &self.photos[..fit]);
        complaint.photos.extend(new);

        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, version)?;
        Job::FetchPhotos(FetchPhotos::of(complaint.id)).enqueue(&mut batch, room.now, room);
        let count = u32::try_from(fit).unwrap_or(u32::MAX);
        let added = Event::PhotosAdded { count };
        room.log(&mut batch, &complaint, room.by_citizen(&complaint, citizen), added);
        let answer = Added { photos: fit, left_out: self.photos.len() - fit };
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
