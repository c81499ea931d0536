//! What changed in the city's complaints, for whoever may see it.

use std::collections::BTreeMap;

use crate::{
    Desk, DeskError,
    authority::{Deed, Reach},
    book,
    domain::{Complaint, ComplaintId, OfficerId, TrackingNumber},
    facts::Want,
    log::{Entry, Event, Position},
    record::Key,
};

/// Asks which complaints changed after a position of the log.
#[derive(Clone, Copy, Debug)]
pub struct ChangesAfter {
    /// After which.
    pub position: Position,
}

/// Which complaints changed.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Up to where the log was read.
    pub position: Position,
    /// Each complaint once, in the order in which they changed last.
    pub changed: Vec<Changed>,
}

/// A complaint that changed. What it is now decides who may know.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Where the log tells of it last.
    pub position: Position,
    complaint: Complaint,
}

impl Changed {
    /// Its number.
    pub fn number(&self) -> &TrackingNumber {
        &self.complaint.number
    }
}

/// How much of the log is read at once.
const ENTRIES: usize = 200;

impl ChangesAfter {
    /// Reads some of the log: `position` says how far. What its reporter can still take back did
    /// not change for anybody, nor did what is no more.
    pub async fn find(&self, desk: &Desk) -> Result<Changes, DeskError> {
        let entries = desk.storage().log(self.position, ENTRIES).await?;
        let position = entries.last().map_or(self.position, |last| last.position);
        let told = entries.iter().filter_map(|recorded| {
            let entry = Entry::from_bytes(&recorded.body)?;
            shows(&entry.what).then_some((entry.about?, recorded.position))
        });
        let last: BTreeMap<ComplaintId, Position> = told.collect();
        let wants: Vec<_> = last.keys().map(|id| Want::Record(Key::Complaint(*id))).collect();
        if wants.is_empty() {
            return Ok(Changes { position, changed: Vec::new() });
        }
        let (facts, now) = (desk.storage().load(&wants).await?, desk.now());
        let mut changed = Vec::with_capacity(last.len());
        for (id, position) in last {
            let Some(row) = facts.record(&Key::Complaint(id)) else { continue };
            let complaint = book::complaint(row)?.value;
            if now >= complaint.settles_at {
                changed.push(Changed { position, complaint });
            }
        }
        changed.sort_by_key(|changed| changed.position);
        Ok(Changes { position, changed })
    }
}

/// Whether staff see anything of it in what they have before them.
fn shows(event: &Event) -> bool {
    !matches!(
        event,
        Event::Told { .. } | Event::NotTold { .. } | Event::Followed | Event::Unfollowed
    )
}

/// Asks what an officer may be told of.
#[derive(Clone, Copy, Debug)]
pub struct WatchOf {
    /// Whom.
    pub officer: OfficerId,
}

/// What an officer may be told of.
#[derive(Clone, Debug)]
pub struct Watch {
    reads: Reach,
}

impl WatchOf {
    /// Finds out.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`](crate::refusal::Refusal::NotAllowed) if she works here no more.
    pub async fn find(&self, desk: &Desk) -> Result<Watch, DeskError> {
        let wants = [Want::Record(Key::Officer(self.officer)), Want::Record(Key::Catalogue)];
        let facts = desk.storage().load(&wants).await?;
        let officer = desk.room().officer(&facts, self.officer)?;
        Ok(Watch { reads: Reach::of(&officer, Deed::Read, &book::catalogue(&facts)?) })
    }
}

impl Watch {
    /// Whether that is one of hers to read.
    pub fn sees(&self, changed: &Changed) -> bool {
        self.reads.holds(&changed.complaint)
    }
}
