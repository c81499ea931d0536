//! A copy of one's own reports.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError,
    authority::{Actor, Deed},
    domain::{CategoryId, Identity, Original, StageKind, TrackingNumber, Visibility},
};

use super::listed::reported_by;

/// Asks for some of one's own reports with everything she wrote in them, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct CopyReports {
    /// How many come before them.
    pub from: u16,
}

/// Some of a person's reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Copied {
    /// The reports, at most [`Copied::MOST`].
    pub reports: Vec<CopiedReport>,
    /// How many come before them.
    pub from: u16,
    /// How many there are.
    pub total: usize,
}

impl Copied {
    /// How many are copied at once: what fits a message takes fewer.
    pub const MOST: usize = 10;
}

/// A report with everything its reporter wrote in it.
#[derive(Clone, Debug, PartialEq)]
pub struct CopiedReport {
    /// Its number.
    pub number: TrackingNumber,
    /// What it is about.
    pub category: CategoryId,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// Where it is in its life.
    pub stage: StageKind,
    /// Who may see it.
    pub visibility: Visibility,
    /// Who may see whose it is.
    pub identity: Identity,
    /// Her words, and the place in her words.
    pub original: Original,
    /// How many photos it has.
    pub photos: usize,
}

impl CopyReports {
    /// Looks for them.
    ///
    /// # Errors
    /// [`LogInFirst`](crate::refusal::Refusal::LogInFirst) to somebody unknown.
    pub async fn find(&self, desk: &Desk, actor: &Actor) -> Result<Copied, DeskError> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        let all = reported_by(desk, citizen, &[]).await?;
        let total = all.len();
        let room = desk.room();
        let some = all.into_iter().skip(usize::from(self.from)).take(Copied::MOST);
        let copied = some.map(|complaint| {
            Ok(CopiedReport {
                original: room.original(&complaint)?,
                stage: complaint.stage.kind(),
                number: complaint.number,
                category: complaint.category,
                filed_at: complaint.filed_at,
                visibility: complaint.visibility,
                identity: complaint.identity,
                photos: complaint.photos.len(),
            })
        });
        let reports = copied.collect::<Result<_, DeskError>>()?;
        Ok(Copied { reports, from: self.from, total })
    }
}
