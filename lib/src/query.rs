//! Lists and counts, from one description, so that they can never disagree.

use chrono::{DateTime, Utc};

use crate::{
    batch::{Member, Set},
    domain::{CategoryId, ComplaintId, DepartmentId, OfficerId, Point, StageKind},
    facts::Tally,
    log::Recorded,
    queue::{Queue, Waiting},
    record::{Facets, RecordKind, Row, Versioned},
    seal::Token,
};

/// What complaints to list. Every part narrows; an empty filter is every complaint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only published ones.
    pub published: bool,
    /// Only in one of these stages, if any are named.
    pub stages: Vec<StageKind>,
    /// Only of one of these categories, if any are named.
    pub categories: Vec<CategoryId>,
    /// Only those one of these departments has, if any are named.
    pub departments: Vec<DepartmentId>,
    /// Only hers.
    pub owner: Option<OfficerId>,
    /// Only those this person reported, and staff may know of.
    pub reporter: Option<Token>,
    /// Only those whose words hold all of these.
    pub words: Option<(Index, Vec<Box<str>>)>,
    /// Only those at most so many metres from there.
    pub near: Option<(Point, f64)>,
    /// Only those filed at this time or later.
    pub since: Option<DateTime<Utc>>,
}

impl Filter {
    /// Whether every part lets a complaint with these facets through: what a storage without
    /// indexes asks of each, and what one with indexes has to agree with.
    pub fn admits(&self, facets: &Facets) -> bool {
        let Self {
            published,
            stages,
            categories,
            departments,
            owner,
            reporter,
            words,
            near,
            since,
        } = self;
        let has = |word, index| match index {
            Index::Public => facets.public_words.contains(word),
            Index::Staff => facets.staff_words.contains(word),
        };
        (!published || facets.published)
            && (stages.is_empty() || stages.contains(&facets.stage))
            && (categories.is_empty() || categories.contains(&facets.category))
            && (departments.is_empty()
                || facets.department.as_ref().is_some_and(|of| departments.contains(of)))
            && (owner.is_none() || *owner == facets.owner)
            && (reporter.is_none() || *reporter == facets.reporter)
            && words.iter().all(|(index, words)| words.iter().all(|word| has(word, *index)))
            && near.is_none_or(|(centre, metres)| {
                facets.point.is_some_and(|point| centre.metres_to(point) <= metres)
            })
            && since.is_none_or(|since| facets.filed_at >= since)
    }
}

/// Which words are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// The masked words of published complaints.
    Public,
    /// All words.
    Staff,
}

/// In which order complaints are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The last filed first.
    #[default]
    Newest,
    /// The nearest deadline first, those without one last; among equals the last filed first.
    Due,
}

/// What to list.
#[derive(Clone, Debug, PartialEq)]
pub enum Select {
    /// Complaints.
    Complaints(Filter, Order),
    /// The members of a set of a complaint, the first added first.
    Members(ComplaintId, Set),
    /// Officers, in the order in which they were added.
    Officers,
    /// Every record of a kind, by its id; but complaints as [`Order::Newest`] has them, backwards.
    /// There are none of [`RecordKind::Queued`].
    Records(RecordKind),
    /// What happened to a complaint, oldest first.
    History(ComplaintId),
    /// What nobody could deal with, oldest first.
    Buried(Queue),
    /// What waits, lane by lane, oldest first.
    Waiting(Queue),
    /// What was done at most once, by its key.
    Receipts,
    /// What is known of words, by word and category. How much is known of each category is a
    /// [`Want::Learned`](crate::facts::Want::Learned) of no words.
    Learned,
}

/// A place in a list, as the storage that made it understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub Box<str>);

/// What to list, from where, and how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// What.
    pub select: Select,
    /// From where; from the beginning if `None`.
    pub after: Option<Cursor>,
    /// How many, at most [`Query::LIMIT`].
    pub limit: usize,
}

impl Query {
    /// The longest page.
    pub const LIMIT: usize = 200;

    /// The first page of `select`.
    pub fn new(select: Select, limit: usize) -> Self {
        Self { select, after: None, limit: limit.min(Self::LIMIT) }
    }
}

/// One thing in a list.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A complaint and its tally.
    Complaint(Versioned<Row>, Tally),
    /// A member of a set.
    Member(Member),
    /// Another record.
    Record(Versioned<Row>),
    /// A log entry.
    Entry(Recorded),
    /// A row of a queue.
    Waiting(Waiting),
    /// A key of something done at most once, and the receipt stored with it.
    Receipt(Token, Box<[u8]>),
    /// A word, and in how many complaints of a category it stood.
    Learned(Box<str>, CategoryId, u64),
}

/// Some of a list. Rows added or removed while it is read never make a page repeat or miss a row
/// that stood in the list all the time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The things.
    pub items: Vec<Item>,
    /// Where the next page begins; `None` if this is the last.
    pub next: Option<Cursor>,
}
