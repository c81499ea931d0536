//! Taking the words of somebody who was deleted out of a report.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError,
    batch::{Batch, Write},
    book,
    domain::{Complaint, ComplaintId, Kind, Note, Original, StageKind, Words},
    facts::Want,
    log::{By, Event},
    record::Key,
    refusal::Refusal,
    seal::Broken,
    verb::{No, Room},
};

use super::{Job, Step};

/// Destroys what only the staff could read of a report, once it is closed: the words as they were
/// written, and of a report nobody else could read its photos and its point too. What the public reads stays, masked. The job
/// does not say whose report it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlankReport {
    /// Which.
    pub complaint: ComplaintId,
}

/// How often an open report is looked at again.
const AGAIN: TimeDelta = TimeDelta::days(1);
/// What stands in the place of words that are gone.
const GONE: &str = "…";

impl BlankReport {
    /// The job for one report.
    pub(super) fn job(complaint: ComplaintId) -> Job {
        Job::BlankReport(Self { complaint })
    }

    /// Blanks it, or waits until it is closed.
    pub async fn step(&self, desk: &Desk) -> Result<Step, DeskError> {
        let (storage, room) = (desk.storage(), desk.room());
        let facts = storage.load(&[Want::Record(Key::Complaint(self.complaint))]).await?;
        let seen = match book::complaint_at(&facts, self.complaint) {
            Ok(seen) => seen,
            Err(No::Refused(Refusal::NotFound)) => return Ok(Step::last(Batch::new())),
            Err(no) => return Err(no.into()),
        };
        let mut complaint = seen.value;
        if StageKind::OPEN.contains(&complaint.stage.kind()) {
            return Ok(Step {
                batch: Batch::new(),
                next: Some((Self::job(self.complaint), room.now + AGAIN)),
            });
        }
        let mut batch = Batch::new();
        blank(&mut complaint, &mut batch, &room)?;
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        room.log(&mut batch, &complaint, By::System, Event::Blanked);
        Ok(Step::last(batch))
    }
}

/// Puts what the public reads in the place of what the staff could, or nothing.
fn blank(complaint: &mut Complaint, batch: &mut Batch, room: &Room<'_>) -> Result<(), No> {
    let (words, place) = match (&complaint.public, complaint.is_published()) {
        (Some(public), true) => (public.words.as_ref(), public.place.as_deref()),
        _ => (GONE, None),
    };
    let gone = room.original(complaint)?;
    let learned = complaint.kind == Kind::Complaint && gone.words.as_str() != GONE;
    if words == GONE && learned {
        let words = room.features(gone.words.as_str());
        batch.write(Write::Learn { category: complaint.category.clone(), words, by: -1 });
    }
    let original = Original {
        // Masked words may be longer than what was written.
        words: Words::cut(words).or_else(|_| Words::cut(GONE)).map_err(|_| Broken::Damaged)?,
        place: place.and_then(|place| Note::cut(place).ok()),
    };
    complaint.original = room.seal(&Key::Complaint(complaint.id), &original);
    // Where a channel keeps a photo can hold her address; what has not come by now never will.
    complaint.photos.retain(|photo| photo.source().is_none());
    if !complaint.is_published() {
        complaint.public = None;
        complaint.photos.clear();
        complaint.point = None;
    }
    Ok(())
}
