//! Reading on in what is published.

use chrono::{DateTime, Utc};

use crate::{
    Desk, DeskError, book,
    domain::{
        CategoryId, Complaint, DepartmentId, Note, PhotoId, Point, StageKind, TrackingNumber,
    },
    facts::{Tally, Want},
    query::{Cursor, Filter, Index, Item, Order, Query, Select},
    record::Name,
};

use super::look::Deadline;

/// Asks for a page of the published complaints.
#[derive(Clone, Debug, Default)]
pub struct Browse {
    /// Those whose public words hold all of these. Words that tell nothing apart, such as *di* and
    /// *yang*, find nothing.
    pub words: Option<Note>,
    /// In which order.
    pub order: Order,
    /// What comes after this place in the list, as an earlier page told it.
    pub after: Option<Cursor>,
}

/// Asks which open complaints most people support.
#[derive(Clone, Copy, Debug)]
pub struct MostSupported {
    /// How many.
    pub most: usize,
}

/// Asks for the published ones among these complaints, in this order.
#[derive(Clone, Debug)]
pub struct ShowThese {
    /// Which.
    pub numbers: Vec<TrackingNumber>,
}

/// A published complaint as a row of a list for everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its number.
    pub number: TrackingNumber,
    /// Its first sentence, masked.
    pub title: Box<str>,
    /// The place in words, masked.
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
    /// How many support it.
    pub supports: u64,
    /// Its first photo that came.
    pub photo: Option<PhotoId>,
}

/// A page of published complaints.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// The complaints on it, at most [`Shelf::ROWS`].
    pub rows: Vec<Shown>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<Cursor>,
}

impl Shelf {
    /// How many stand on a page: what a phone scrolls through in a moment, and a map still shows
    /// apart.
    pub const ROWS: usize = 20;
}

impl Browse {
    /// Looks for them. Anybody may.
    ///
    /// # Errors
    /// [`StorageErrorKind::Malformed`](crate::ports::StorageErrorKind::Malformed) if `after` is no
    /// place in this list.
    pub async fn find(&self, desk: &Desk) -> Result<Shelf, DeskError> {
        let mut filter = Filter { published: true, ..Filter::default() };
        if let Some(words) = &self.words {
            let words = desk.room().search_words(words.as_str());
            if words.is_empty() {
                return Ok(Shelf::default());
            }
            filter.words = Some((Index::Public, words));
        }
        let select = Select::Complaints(filter, self.order);
        let query = Query { after: self.after.clone(), ..Query::new(select, Shelf::ROWS) };
        let page = desk.storage().list(&query).await?;
        Ok(Shelf { rows: shown(desk, &page.items)?, next: page.next })
    }
}

impl MostSupported {
    /// Looks for them, the most supported first, and none that nobody supports. Anybody may.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Shown>, DeskError> {
        let stages = StageKind::OPEN.to_vec();
        let filter = Filter { published: true, stages, ..Filter::default() };
        let query = Query::new(Select::Complaints(filter, Order::Supported), self.most);
        let page = desk.storage().list(&query).await?;
        let mut rows = shown(desk, &page.items)?;
        rows.retain(|row| row.supports > 0);
        Ok(rows)
    }
}

impl ShowThese {
    /// Looks for them. Anybody may.
    pub async fn find(&self, desk: &Desk) -> Result<Vec<Shown>, DeskError> {
        let name = |number: &TrackingNumber| Want::Named(Name::Number(number.clone()));
        let names: Vec<_> = self.numbers.iter().map(name).collect();
        let facts = desk.storage().load(&names).await?;
        let there = self.numbers.iter().filter_map(|of| book::complaint_named(&facts, of).ok());
        let there: Vec<_> = there.map(|complaint| complaint.value).collect();
        let tallies: Vec<_> = there.iter().map(|of| Want::Tally(of.id)).collect();
        let facts = desk.storage().load(&tallies).await?;
        let now = desk.now();
        let rows = there.iter().map(|of| Shown::of(of, facts.tally(of.id), now));
        Ok(rows.flatten().collect())
    }
}

/// The rows of a list, which a storage was asked for published complaints only.
fn shown(desk: &Desk, items: &[Item]) -> Result<Vec<Shown>, DeskError> {
    let now = desk.now();
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        if let Item::Complaint(row, tally) = item {
            rows.extend(Shown::of(&book::complaint(row)?.value, *tally, now));
        }
    }
    Ok(rows)
}

impl Shown {
    /// A complaint as a row, if everybody may see it.
    fn of(complaint: &Complaint, tally: Tally, now: DateTime<Utc>) -> Option<Self> {
        let public = complaint.shown()?;
        Some(Self {
            title: public.title.clone(),
            place: public.place.clone(),
            point: complaint.point,
            department: complaint.stage.department().cloned(),
            stage: complaint.stage.kind(),
            filed_at: complaint.filed_at,
            deadline: Deadline::of(complaint, now),
            supports: tally.supports,
            photo: complaint.pictures().map(|(photo, _)| photo.id).next(),
            category: complaint.category.clone(),
            number: complaint.number.clone(),
        })
    }
}
