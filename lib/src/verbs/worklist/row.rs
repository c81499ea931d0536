//! A complaint as a row of an officer's list.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    book,
    domain::{
        CategoryId, Complaint, DepartmentId, Identity, Kind, Note, OfficerId, StageKind,
        TrackingNumber, Visibility, by_the_hour,
    },
    facts::Tally,
    record::{Row, Versioned},
    verb::{No, Room},
    words,
};

/// A complaint as a row of an officer's list. Her city's words, and no person but the officer who
/// owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not by itself")]
pub struct Entry {
    /// Its number.
    pub number: TrackingNumber,
    /// The version that was read; what is decided on it is decided [as seen](super::super::AsSeen).
    pub version: u64,
    /// Its first sentence, as its reporter wrote it.
    pub title: String,
    /// Where it is, in words.
    pub place: Option<Note>,
    /// Whether its place is known as a point.
    pub located: bool,
    /// What it is about.
    pub category: CategoryId,
    /// Where it is in its life.
    pub stage: StageKind,
    /// Who has it.
    pub department: Option<DepartmentId>,
    /// Who owns it.
    pub owner: Option<OfficerId>,
    /// When it was filed; by the hour if its reporter is hidden from staff.
    pub filed_at: DateTime<Utc>,
    /// When it is due; `None` while its clock stands still, and once the city has done its part.
    pub due_at: Option<DateTime<Utc>>,
    /// Whether that is over.
    pub overdue: bool,
    /// How many support it.
    pub supports: u64,
    /// How often its reporter said that it is not mended.
    pub disputes: u8,
    /// Whether it is a question to the city.
    pub question: bool,
    /// Whether only the city and its reporter may read it.
    pub private: bool,
    /// Whether nobody may know whose it is.
    pub anonymous: bool,
}

impl Entry {
    /// Reads a row; none while its reporter can still take it back.
    pub(super) fn read(
        row: &Versioned<Row>,
        tally: Tally,
        room: &Room<'_>,
    ) -> Result<Option<Self>, No> {
        let Versioned { version, value: complaint } = book::complaint(row)?;
        if !is_settled(&complaint, room) {
            return Ok(None);
        }
        let original = room.original(&complaint)?;
        let due_at = complaint.due();
        Ok(Some(Self {
            version,
            title: words::title(original.words.as_str()),
            place: original.place,
            located: complaint.point.is_some(),
            stage: complaint.stage.kind(),
            department: complaint.stage.department().cloned(),
            owner: complaint.stage.owner(),
            filed_at: complaint.filed_at,
            due_at,
            overdue: due_at.is_some_and(|due| due < room.now),
            supports: tally.supports,
            disputes: complaint.disputes,
            question: complaint.kind == Kind::Question,
            private: complaint.visibility == Visibility::Private,
            anonymous: complaint.identity == Identity::HiddenFromStaff,
            number: complaint.number,
            category: complaint.category,
        }))
    }
}

/// Whether its reporter cannot take it back any more.
pub(super) fn is_settled(complaint: &Complaint, room: &Room<'_>) -> bool {
    room.now >= complaint.settles_at
}

/// Complaints filed before that time are all settled: one that is hidden from staff is by the end
/// of the hour in which it could be undone.
pub(super) fn settled_since(room: &Room<'_>) -> DateTime<Utc> {
    by_the_hour(room.now - room.city.limits.undo) - TimeDelta::hours(1)
}
