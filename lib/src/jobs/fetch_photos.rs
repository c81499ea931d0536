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
    verb::{No, Room},
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
        let Some(Versioned { version, value: mut complaint }) = self.find(desk).await? else {
            return Ok(Step::last(Batch::new()));
        };
        let (mut job, mut kept) = (self.clone(), None);
        if let Some((id, source)) = self.next(&complaint) {
            let source = desk.room().open(&Key::Complaint(self.complaint), &source);
            let brought = match source {
                Ok(source) => bring(source).await?,
                // Nobody will ever learn where it is; the others are found all the same.
                Err(_) => Err(Hitch::Never(Loss::NeverCame)),
            };
            match brought {
                Ok(picture) => {
                    put(&mut complaint, id, PhotoState::Kept { picture });
                    kept = Some(Event::PhotoKept { photo: id });
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
        if kept.is_some() || !lost.is_empty() {
            room.put_complaint(&mut batch, &complaint, version).map_err(failed)?;
        }
        if let Some(kept) = kept {
            room.log(&mut batch, &complaint, By::System, kept);
        }
        tell(&lost, &complaint, &mut batch, &room);
        Ok(Step { batch, next: next.map(|(job, due)| (Job::FetchPhotos(job), due)) })
    }

    /// Gives up every photo that still waits, for whoever could not do the work itself however
    /// often it was tried. The reporter is told, as she is of any photo that never comes.
    ///
    /// # Errors
    /// What the desk does.
    pub async fn give_up_all(&self, desk: &Desk) -> Result<Batch, DeskError> {
        let mut batch = Batch::new();
        let Some(Versioned { version, value: mut complaint }) = self.find(desk).await? else {
            return Ok(batch);
        };
        let mut job = self.clone();
        while let Some((id, _)) = job.next(&complaint) {
            job.later.push(id);
        }
        let lost = job.give_up(&mut complaint);
        if !lost.is_empty() {
            desk.room().put_complaint(&mut batch, &complaint, version)?;
            tell(&lost, &complaint, &mut batch, &desk.room());
        }
        Ok(batch)
    }

    /// The complaint; `None`, if it was taken back since.
    async fn find(&self, desk: &Desk) -> Result<Option<Versioned<Complaint>>, DeskError> {
        let facts = desk.storage().load(&[Want::Record(Key::Complaint(self.complaint))]).await?;
        match book::complaint_at(&facts, self.complaint) {
            Err(No::Refused(Refusal::NotFound)) => Ok(None),
            found => Ok(Some(found?)),
        }
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

    /// Writes down which photos will never come, and returns why each. One that another job brought
    /// meanwhile stays.
    fn give_up(&self, complaint: &mut Complaint) -> Vec<Loss> {
        let never = self.later.iter().map(|id| (*id, Loss::NeverCame));
        let lost = self.lost.iter().copied().chain(never);
        lost.filter(|(id, why)| put(complaint, *id, PhotoState::Lost { why: *why }))
            .map(|(_, why)| why)
            .collect()
    }
}

/// Says what became of a photo, if that was not known; returns whether it was so.
fn put(complaint: &mut Complaint, id: PhotoId, state: PhotoState) -> bool {
    let waiting = |photo: &&mut Photo| photo.id == id && photo.source().is_some();
    complaint.photos.iter_mut().find(waiting).map(|photo| photo.state = state).is_some()
}

/// Tells the reporter and the log of photos that never come, if there are any.
fn tell(lost: &[Loss], complaint: &Complaint, batch: &mut Batch, room: &Room<'_>) {
    if lost.is_empty() {
        return;
    }
    let count = u32::try_from(lost.len()).unwrap_or(u32::MAX);
    let foreign = lost.contains(&Loss::Foreign);
    room.tell_reporter(batch, complaint, News::PhotosLost { count, foreign });
    room.log(batch, complaint, By::System, Event::PhotosLost { count });
}
