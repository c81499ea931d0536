//! Looking at a published complaint.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError, book,
    domain::{
        CategoryId, Complaint, DepartmentId, PhotoId, Picture, Point, StageKind, Step,
        TrackingNumber,
    },
    facts::{Tally, Want},
    record::Name,
    refusal::Refusal,
};

use super::comment::{Said, said_of};

/// Asks for all that everybody may read of a complaint. Anybody may. What is not published is
/// answered like what does not exist.
#[derive(Clone, Debug)]
pub struct Look {
    /// Which.
    pub number: TrackingNumber,
}

/// A complaint as everybody sees it. It holds nobody's name, and its words are masked.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// Its number.
    pub number: TrackingNumber,
    /// Its first sentence.
    pub title: Box<str>,
    /// All its words.
    pub words: Box<str>,
    /// The place in words.
    pub place: Option<Box<str>>,
    /// Where it is.
    pub point: Option<Point>,
    /// What it is about.
    pub category: CategoryId,
    /// Who has it.
    pub department: Option<DepartmentId>,
    /// Where it is in its life.
    pub stage: StageKind,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// What became of its deadline.
    pub deadline: Deadline,
    /// The stages it came into last, oldest first.
    pub steps: Vec<Step>,
    /// How many stand in its sets.
    pub tally: Tally,
    /// The photos that came, in their order.
    pub photos: Vec<(PhotoId, Picture)>,
    /// What was said of it, oldest first, at most a page of them.
    pub comments: Vec<Said>,
}

/// What became of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The city has until then.
    Runs(DateTime<Utc>),
    /// It was over then, and the city has not done its part.
    Passed(DateTime<Utc>),
    /// It stands still, since the city waits for the reporter.
    Paused,
    /// The city did its part in time.
    Kept,
    /// The city did its part, and was late.
    Late,
    /// There is none any more: it was not the city that ended it.
    Void,
}

impl Deadline {
    /// What became of a complaint's deadline by `now`. The city has done its part when it last
    /// said that the matter is mended.
    pub fn of(complaint: &Complaint, now: DateTime<Utc>) -> Self {
        let mended = || {
            let last = complaint.steps.iter().rfind(|step| step.to == StageKind::Resolved)?;
            Some((last.at, complaint.clock.due()?))
        };
        match complaint.stage.kind() {
            StageKind::Submitted | StageKind::Assigned | StageKind::InProgress => {
                match complaint.due() {
                    Some(due) if due < now => Self::Passed(due),
                    Some(due) => Self::Runs(due),
                    None => Self::Void,
                }
            }
            StageKind::NeedsInfo => Self::Paused,
            StageKind::Resolved | StageKind::Closed => match mended() {
                Some((at, due)) if at <= due => Self::Kept,
                Some(_) => Self::Late,
                None => Self::Void,
            },
            StageKind::Rejected | StageKind::Merged => Self::Void,
        }
    }
}

impl Look {
    /// Looks for it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if it is not published, or not there.
    pub async fn find(&self, desk: &Desk) -> Result<Sight, DeskError> {
        let complaint = complaint(desk, &self.number).await?;
        let public = complaint.shown().ok_or(Refusal::NotFound)?;
        let tally = desk.storage().load(&[Want::Tally(complaint.id)]).await?.tally(complaint.id);
        Ok(Sight {
            comments: said_of(desk, complaint.id).await?,
            number: complaint.number.clone(),
            title: public.title.clone(),
            words: public.words.clone(),
            place: public.place.clone(),
            point: complaint.point,
            category: complaint.category.clone(),
            department: complaint.stage.department().cloned(),
            stage: complaint.stage.kind(),
            filed_at: complaint.filed_at,
            deadline: Deadline::of(&complaint, desk.now()),
            steps: complaint.steps.clone(),
            tally,
            photos: complaint.pictures().map(|(photo, picture)| (photo.id, *picture)).collect(),
        })
    }
}

/// The complaint of that number, whoever asks.
pub(super) async fn complaint(
    desk: &Desk,
    number: &TrackingNumber,
) -> Result<Complaint, DeskError> {
    let facts = desk.storage().load(&[Want::Named(Name::Number(number.clone()))]).await?;
    Ok(book::complaint_named(&facts, number)?.value)
}
