//! Lists and counts, from one description, so that they can never disagree.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    batch::{Member, Set},
    domain::{CategoryId, ComplaintId, DepartmentId, OfficerId, Point, StageKind},
    facts::Tally,
    log::Recorded,
    ports::{StorageError, StorageErrorKind},
    queue::{Queue, Waiting},
    record::{Facets, Key, RecordKind, Row, Versioned},
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
    /// Only those due before this time; none without a deadline.
    pub due_before: Option<DateTime<Utc>>,
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
            due_before,
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
            && due_before.is_none_or(|before| facets.due_at.is_some_and(|due| due < before))
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
    /// What most people support first; among equals the last filed first. A vote moves a complaint
    /// in this list, so that who reads on meanwhile may meet it again, or not.
    Supported,
}

impl Order {
    /// Where a complaint stands. Of those filed at the same time the one with the lesser id is
    /// first.
    fn place(self, facets: &Facets, tally: Tally, id: ComplaintId) -> Place {
        let filed = Reverse(facets.filed_at);
        match (self, facets.due_at) {
            (Self::Newest, _) => Place::Newest(filed, id),
            (Self::Due, Some(due)) => Place::Due(due, filed, id),
            (Self::Due, None) => Place::Never(filed, id),
            (Self::Supported, _) => Place::Supported(Reverse(tally.supports), filed, id),
        }
    }
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

impl Select {
    /// Chooses what is in the list out of `things`, which have to hold at least all that is, and
    /// says where it stands. Each thing comes with its number in the order in which such things
    /// were added; for an entry that is its position.
    pub fn choose(
        &self,
        things: impl IntoIterator<Item = (u64, Item)>,
    ) -> impl Iterator<Item = (Place, Item)> {
        things.into_iter().filter_map(|(nth, item)| Some((self.place(nth, &item)?, item)))
    }

    fn place(&self, nth: u64, item: &Item) -> Option<Place> {
        let listed = match (self, item) {
            (Self::Complaints(filter, order), Item::Complaint(row, tally)) => {
                let Row { key: Key::Complaint(id), facets: Some(facets), .. } = &row.value else {
                    return None;
                };
                return filter.admits(facets).then(|| order.place(facets, *tally, *id));
            }
            (Self::Members(complaint, set), Item::Member(member)) => {
                member.complaint == *complaint && member.set == *set
            }
            (Self::Records(RecordKind::Complaint), Item::Complaint(row, _)) => {
                let Row { key: Key::Complaint(id), facets: Some(facets), .. } = &row.value else {
                    return None;
                };
                return Some(Place::Oldest(facets.filed_at, Reverse(*id)));
            }
            (Self::Records(kind), Item::Record(row)) => {
                let key = Token::from_bytes(row.value.key.id());
                return (row.value.key.kind() == *kind).then_some(Place::Key(key));
            }
            (Self::Waiting(queue), Item::Waiting(waiting)) => {
                let waits = waiting.row.queue == *queue && waiting.buried.is_none();
                return waits.then_some(Place::Lane(waiting.row.lane, nth));
            }
            (Self::Receipts, Item::Receipt(key, _)) => return Some(Place::Key(*key)),
            (Self::Learned, Item::Learned(word, category, _)) => {
                return Some(Place::Word(word.clone(), category.clone()));
            }
            (Self::Officers, Item::Record(row)) => row.value.key.kind() == RecordKind::Officer,
            (Self::History(complaint), Item::Entry(entry)) => entry.is_about(*complaint),
            (Self::Buried(queue), Item::Waiting(waiting)) => {
                waiting.row.queue == *queue && waiting.buried.is_some()
            }
            _ => false,
        };
        listed.then_some(Place::Nth(nth))
    }
}

/// Where something stands in its list, for storages that keep no list of their own. Places are
/// compared, never counted, so that a page goes on in the right place whatever was added or
/// removed meanwhile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// By the time of filing, the last first.
    Newest(Reverse<DateTime<Utc>>, ComplaintId),
    /// By the time of filing, the first first.
    Oldest(DateTime<Utc>, Reverse<ComplaintId>),
    /// By the deadline.
    Due(DateTime<Utc>, Reverse<DateTime<Utc>>, ComplaintId),
    /// Without a deadline, after all that have one.
    Never(Reverse<DateTime<Utc>>, ComplaintId),
    /// By how many support it.
    Supported(Reverse<u64>, Reverse<DateTime<Utc>>, ComplaintId),
    /// By a key.
    Key(Token),
    /// By the lane, and in it by a number that only rises.
    Lane(Token, u64),
    /// By a word and a category.
    Word(Box<str>, CategoryId),
    /// By a number that only rises, such as a position.
    Nth(u64),
}

/// A place in a list, as the storage that made it understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(pub Box<str>);

impl From<Place> for Cursor {
    fn from(place: Place) -> Self {
        Self(serde_json::to_string(&place).unwrap_or_default().into())
    }
}

impl TryFrom<&Cursor> for Place {
    type Error = StorageError;
    fn try_from(Cursor(text): &Cursor) -> Result<Self, StorageError> {
        let malformed = StorageError::new(StorageErrorKind::Malformed, "not a place in a list");
        serde_json::from_str(text).map_err(|error| malformed.because(error))
    }
}

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

    /// Cuts the page out of `things`, as [`Select::choose`] takes them.
    pub fn cut(&self, things: impl IntoIterator<Item = (u64, Item)>) -> Result<Page, StorageError> {
        let after = self.after.as_ref().map(Place::try_from).transpose()?;
        let beyond = |place: &Place| after.as_ref().is_none_or(|after| place > after);
        let mut rest: Vec<_> =
            self.select.choose(things).filter(|(place, _)| beyond(place)).collect();
        rest.sort_by(|(one, _), (other, _)| one.cmp(other));
        let limit = self.limit.min(Self::LIMIT);
        let more = rest.len() > limit;
        rest.truncate(limit);
        let next = rest.last().filter(|_| more).map(|(place, _)| Cursor::from(place.clone()));
        Ok(Page { items: rest.into_iter().map(|(_, item)| item).collect(), next })
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
