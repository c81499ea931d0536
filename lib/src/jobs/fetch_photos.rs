//! Fetching the photos of a complaint.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    batch::Batch,
    book,
    domain::{Complaint, ComplaintId, Loss, Photo, PhotoId, PhotoState, Picture},
    facts::Want,
    log::{By, Event},
    owed::News,
    record::{Key, Versioned},
    refusal::Refusal,
    seal::Sealed,
    verb::No,
};

use super::{Job, Step};

/// Fetches the photos of a complaint that wait, one in each commit. What cannot be brought now is
/// asked for again with growing pauses; what never comes is told once, when the rest is there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FetchPhotos {
    /// Whose.
    pub complaint: ComplaintId,
    /// Those that will never come.
    lost: Vec<(PhotoId, Loss)>,
    /// Those that did not come in this round.
    later: Vec<PhotoId>,
    /// How many rounds were in vain.
    rounds: u32,
    /// Until when a channel asked us to wait.
    until: Option<DateTime<Utc>>,
}

/// Why a photo did not come when it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hitch {
    /// Later it may; the channel can say how long to wait.
    Later(Option<TimeDelta>),
    /// Never.
    Never(Loss),
}

impl FetchPhotos {
    /// How often everything that did not come is asked for again: with its pauses of 4, 8, 16 …
    /// seconds, for about a quarter of an hour. Telegram promises its links for an hour.
    const ROUNDS: u32 = 8;

    /// Whatever waits of that complaint.
    pub fn of(complaint: ComplaintId) -> Self {
        Self { complaint, lost: Vec::new(), later: Vec::new(), rounds: 0, until: None }
    }

    /// Has the next photo brought from its source, cleaned and kept, and says so in the complaint.
    ///
    /// # Errors
    /// What `bring` calls trouble of the house, which is no photo's fault; and what the desk does.
    pub async fn step<F, E>(
        &self,
        desk: &Desk,
        bring: impl FnOnce(Box<str>) -> F,
    ) -> Result<Step, E>
    where
        F: Future<Output = Result<Result<Picture, Hitch>, E>>,
        E: From<DeskError>,
    {
        let failed = |no: No| E::from(no.into());
        let key = Key::Complaint(self.complaint);
        let loaded = desk.storage().load(&[Want::Record(key.clone())]).await;
        let facts = loaded.map_err(DeskError::from)?;
        let Versioned { version, value: mut complaint } =
            match book::complaint_at(&facts, self.complaint) {
                // Taken back since.
                Err(No::Refused(Refusal::NotFound)) => return Ok(Step::last(Batch::new())),
                found => found.map_err(failed)?,
            };
        let (mut job, mut events) = (self.clone(), Vec::new());
        if let Some((id, source)) = self.next(&complaint) {
            let source = desk.room().open(&key, &source).map_err(DeskError::from)?;
            match bring(source).await? {
                Ok(picture) => {
                    put(&mut complaint, id, PhotoState::Kept { picture });
                    events.push(Event::PhotoKept { photo: id });
                }
                Err(Hitch::Never(why)) => job.lost.push((id, why)),
                Err(Hitch::Later(after)) => {
                    job.later.push(id);
                    job.until = job.until.max(after.map(|after| desk.now() + after));
                }
            }
        }

        let room = desk.room();
        let mut batch = Batch::new();
        let next = job.after(&complaint, room.now);
        let lost = if next.is_none() { job.give_up(&mut complaint) } else { Vec::new() };
        if !lost.is_empty() {
            let count = u32::try_from(lost.len()).unwrap_or(u32::MAX);
            let foreign = lost.contains(&Loss::Foreign);
            room.tell_reporter(&mut batch, &complaint, News::PhotosLost { count, foreign });
            events.push(Event::PhotosLost { count });
        }
        if !events.is_empty() {
            room.put_complaint(&mut batch, &complaint, version).map_err(failed)?;
        }
        for event in events {
            room.log(&mut batch, &complaint, By::System, event);
        }
        Ok(Step { batch, next: next.map(|(job, due)| (Job::FetchPhotos(job), due)) })
    }

    /// The first photo that waits and was not asked for in this round.
    fn next(&self, complaint: &Complaint) -> Option<(PhotoId, Sealed<Box<str>>)> {
        let asked = |id| self.later.contains(&id) || self.lost.iter().any(|(lost, _)| *lost == id);
        complaint
            .photos
            .iter()
            .filter(|photo| !asked(photo.id))
            .find_map(|photo| Some((photo.id, photo.source()?.clone())))
    }

    /// What is left to do, and from when on.
    fn after(&self, complaint: &Complaint, now: DateTime<Utc>) -> Option<(Self, DateTime<Utc>)> {
        if self.next(complaint).is_some() {
            return Some((self.clone(), now));
        }
        if self.later.is_empty() || self.rounds == Self::ROUNDS {
            return None;
        }
        let due = now + TimeDelta::seconds(4 << self.rounds);
        let again =
            Self { later: Vec::new(), rounds: self.rounds + 1, until: None, ..self.clone() };
        Some((again, self.until.map_or(due, |until| until.max(due))))
    }

    /// Writes down which photos will never come, and returns why each.
    fn give_up(&self, complaint: &mut Complaint) -> Vec<Loss> {
        let never = self.later.iter().map(|id| (*id, Loss::NeverCame));
        let lost = self.lost.iter().copied().chain(never);
        lost.map(|(id, why)| {
            put(complaint, id, PhotoState::Lost { why });
            why
        })
        .collect()
    }
}

fn put(complaint: &mut Complaint, id: PhotoId, state: PhotoState) {
    if let Some(photo) = complaint.photos.iter_mut().find(|photo: &&mut Photo| photo.id == id) {
        photo.state = state;
    }
}
