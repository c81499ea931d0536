//! What the lists of complaints share: a row, a page of them, and how one is read.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Desk, DeskError, book,
    domain::{CategoryId, CitizenId, Complaint, Point, StageKind, TrackingNumber},
    facts::Want,
    query::{Filter, Item, Order, Query, Select},
    record::Key,
};

/// A complaint as a row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its number.
    pub number: TrackingNumber,
    /// What it is about.
    pub category: CategoryId,
    /// Where it is in its life.
    pub stage: StageKind,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// How far away, in metres, in a list that is sorted by distance.
    pub metres: Option<u32>,
}

/// A page of a list of complaints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The complaints on it, at most [`Listing::ROWS`].
    pub rows: Vec<Listed>,
    /// Which page it is, from 0.
    pub page: u8,
    /// Whether there is another after it.
    pub more: bool,
    /// How many there are on all pages, where that is known.
    pub total: Option<usize>,
    /// How far was looked, in metres, where distance decided.
    pub within: Option<u32>,
}

impl Listing {
    /// How many stand on a page: a chat shows ten rows, and one of them leads on
    /// (WhatsApp Cloud API v26).
    pub const ROWS: usize = 9;

    /// The last page there is, from 0. Nobody reads on in a chat for so long, and a page is read
    /// from the beginning of its list.
    pub const LAST: u8 = 20;

    /// How many of a list have to be read to fill a page and to know whether another follows.
    pub(super) fn reach(page: u8) -> usize {
        (usize::from(page.min(Self::LAST)) + 1) * Self::ROWS + 1
    }

    /// Cuts a page out of a list that was read far enough.
    pub(super) fn cut(all: impl ExactSizeIterator<Item = Listed>, page: u8) -> Self {
        let page = page.min(Self::LAST);
        let before = usize::from(page) * Self::ROWS;
        let more = all.len() > before + Self::ROWS && page < Self::LAST;
        let rows = all.skip(before).take(Self::ROWS).collect();
        Self { rows, page, more, total: None, within: None }
    }
}

impl Listed {
    pub(super) fn new(complaint: Complaint) -> Self {
        Self {
            stage: complaint.stage.kind(),
            number: complaint.number,
            category: complaint.category,
            filed_at: complaint.filed_at,
            metres: None,
        }
    }

    /// With its distance from `centre`, if it has a point.
    pub(super) fn from(centre: Point, complaint: Complaint) -> Option<Self> {
        let metres = complaint.point?.metres_to(centre).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "on earth")]
        Some(Self { metres: Some(metres as u32), ..Self::new(complaint) })
    }
}

/// The newest complaints a filter lets through, at most `most`.
pub(super) async fn newest(
    desk: &Desk,
    filter: Filter,
    most: usize,
) -> Result<Vec<Complaint>, DeskError> {
    let mut found = Vec::new();
    let mut query = Query::new(Select::Complaints(filter, Order::Newest), most);
    loop {
        let page = desk.storage().list(&query).await?;
        for item in page.items {
            if let Item::Complaint(row, _) = item {
                found.push(book::complaint(&row)?.value);
            }
        }
        query.after = page.next;
        if query.after.is_none() || found.len() >= most {
            return Ok(found);
        }
    }
}

/// The newest complaints of one person in some stages, or in any if none are named: those staff
/// may know of, and those in her drawer, which only she and the courier open.
pub(super) async fn reported_by(
    desk: &Desk,
    citizen: CitizenId,
    stages: &[StageKind],
) -> Result<Vec<Complaint>, DeskError> {
    let room = desk.room();
    let filter = Filter {
        stages: stages.to_vec(),
        reporter: Some(room.reporter(citizen)),
        ..Filter::default()
    };
    let mut found = newest(desk, filter, Query::LIMIT).await?;
    let drawer = desk.storage().load(&[Want::Record(room.drawer(citizen))]).await?;
    let hidden = room.hidden_reports(&drawer, citizen)?.value.complaints;
    let wants: Vec<_> = hidden
        .into_iter()
        .rev()
        .take(Query::LIMIT)
        .map(|id| Want::Record(Key::Complaint(id)))
        .collect();
    let facts = desk.storage().load(&wants).await?;
    for want in &wants {
        let Want::Record(key) = want else { continue };
        let Some(row) = facts.record(key) else { continue };
        let complaint = book::complaint(row)?.value;
        if stages.is_empty() || stages.contains(&complaint.stage.kind()) {
            found.push(complaint);
        }
    }
    found.sort_by_key(|complaint| Reverse(complaint.filed_at));
    Ok(found)
}
