//! Pages of every list, and how long the whole list is.

use aduan::{
    domain::CategoryId,
    ports::{StorageError, StorageErrorKind},
    query::{Cursor, Filter, Item, Order, Page, Query, Select},
    queue::Waiting,
    record::{Key, RecordKind},
    seal::Token,
};
use rusqlite::{Connection, params};

use crate::{convert::wide, error::Fault, guards, load, log, members, oldest, queue, search};

/// A place in a list: of complaints by their filing, of complaints by their deadline and filing, of
/// complaints by their rank and filing, of other records and receipts by their key, of what waits by its lane, of words by themselves and
/// their category, or of other things by their number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Newest(i64),
    Due(i64, i64),
    Supported(i64, i64),
    Key(Option<Token>),
    Lane(Token, i64),
    Word { category: Box<str>, word: Box<str> },
    Nth(i64),
}

impl Place {
    fn to_cursor(&self) -> Cursor {
        Cursor(match self {
            Self::Newest(seq) => format!("n.{seq}").into(),
            Self::Due(due, seq) => format!("d.{due}.{seq}").into(),
            Self::Supported(rank, seq) => format!("s.{rank}.{seq}").into(),
            Self::Key(key) => format!("k.{}", key.map_or(String::new(), String::from)).into(),
            Self::Lane(lane, at) => format!("l.{lane}.{at}").into(),
            Self::Word { category, word } => format!("w.{category}.{word}").into(),
            Self::Nth(at) => format!("p.{at}").into(),
        })
    }

    fn parse(cursor: &Cursor) -> Option<Self> {
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
        // A deadline before 1970 is negative, and so is a rank.
        let rank = |text: &str| text.parse().ok();
        match cursor.0.splitn(3, '.').collect::<Vec<_>>()[..] {
            ["n", seq] => Some(Self::Newest(number(seq)?)),
            ["d", due, seq] => Some(Self::Due(rank(due)?, number(seq)?)),
            ["s", of, seq] => Some(Self::Supported(rank(of)?, number(seq)?)),
            ["l", lane, at] => Some(Self::Lane(lane.parse().ok()?, number(at)?)),
            ["k", key] => Some(Self::Key(Some(key.parse().ok()?))),
            ["w", category, word] => {
                Some(Self::Word { category: category.into(), word: word.into() })
            }
            ["p", at] => Some(Self::Nth(number(at)?)),
            _ => None,
        }
    }

    /// The place a query goes on after; before the first if it names none.
    pub(crate) fn after(query: &Query) -> Result<Self, StorageError> {
        let first = match &query.select {
            Select::Complaints(_, Order::Newest) => Self::Newest(i64::MAX),
            Select::Complaints(_, Order::Due) => Self::Due(i64::MIN, i64::MAX),
            Select::Complaints(_, Order::Supported) => Self::Supported(i64::MIN, i64::MAX),
            Select::Records(RecordKind::Complaint) => Self::Nth(-1),
            Select::Records(_) | Select::Receipts => Self::Key(None),
            Select::Waiting(_) => Self::Lane(Token::from_bytes([0; 16]), 0),
            Select::Learned => Self::Word { category: "".into(), word: "".into() },
            _ => Self::Nth(-1),
        };
        let Some(cursor) = &query.after else { return Ok(first) };
        Self::parse(cursor)
            .filter(|place| std::mem::discriminant(place) == std::mem::discriminant(&first))
            .ok_or_else(|| {
                StorageError::new(StorageErrorKind::Malformed, "not a place in this list")
            })
    }
}

/// One page; the caller holds one read transaction around it.
pub(crate) fn list(
    connection: &Connection,
    city: i64,
    query: &Query,
    after: &Place,
) -> Result<Page, Fault> {
    let limit = query.limit.min(Query::LIMIT);
    let more = wide(limit + 1); // one more than the page, to know whether it is the last
    let nth = if let Place::Nth(at) = after { *at } else { -1 };
    let key = if let Place::Key(Some(key)) = after { &key.as_bytes()[..] } else { &[] };
    let mut items: Vec<(Place, Item)> = match &query.select {
        Select::Complaints(filter, order) => {
            search::complaints(connection, city, filter, *order, after, limit + 1)?
        }
        Select::Members(complaint, set) => {
            let found = members::list(connection, city, *complaint, *set, nth, more)?;
            found.into_iter().map(|(at, of)| (Place::Nth(at), Item::Member(of))).collect()
        }
        Select::Records(RecordKind::Complaint) => {
            let found = oldest::oldest(connection, city, nth, more)?;
            found
                .into_iter()
                .map(|(at, of, tally)| (Place::Nth(at), Item::Complaint(of, tally)))
                .collect()
        }
        Select::Officers => {
            let found = load::officers(connection, city, nth, more)?;
            found.into_iter().map(|(at, of)| (Place::Nth(at), Item::Record(of))).collect()
        }
        Select::Records(kind) => {
            let found = load::records(connection, city, *kind, key, more)?;
            let place = |key: &Key| Place::Key(Some(Token::from_bytes(key.id())));
            found.into_iter().map(|of| (place(&of.value.key), Item::Record(of))).collect()
        }
        Select::History(complaint) => {
            let found = log::history(connection, city, *complaint, nth, more)?;
            let place = |at: u64| Place::Nth(wide(at));
            found.into_iter().map(|of| (place(of.position), Item::Entry(of))).collect()
        }
        Select::Buried(queue) => {
            let found = queue::buried(connection, city, *queue, nth, more)?;
            found.into_iter().map(|(at, of)| (Place::Nth(at), Item::Waiting(of))).collect()
        }
        Select::Waiting(queue) => {
            let from = match after {
                Place::Lane(lane, at) => (&lane.as_bytes()[..], *at),
                _ => (&[][..], 0),
            };
            let found = queue::waiting(connection, city, *queue, from, more)?;
            let place = |at, of: &Waiting| Place::Lane(of.row.lane, at);
            found.into_iter().map(|(at, of)| (place(at, &of), Item::Waiting(of))).collect()
        }
        Select::Receipts => {
            let found = guards::receipts(connection, city, key, more)?;
            let place = |item: &Item| match item {
                Item::Receipt(key, _) => Place::Key(Some(*key)),
                _ => Place::Key(None),
            };
            found.into_iter().map(|item| (place(&item), item)).collect()
        }
        Select::Learned => {
            let from = match after {
                Place::Word { category, word } => (&**word, &**category),
                _ => ("", ""),
            };
            let found = load::words(connection, city, from, more)?;
            let item = |(word, of, count): (Box<str>, CategoryId, u64)| {
                let place = Place::Word { category: of.as_str().into(), word: word.clone() };
                (place, Item::Learned(word, of, count))
            };
            found.into_iter().map(item).collect()
        }
    };
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|(place, _)| place.to_cursor());
    Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
}

pub(crate) const COUNT_MEMBERS: &str =
    "SELECT count(*) FROM member WHERE city = ?1 AND complaint = ?2 AND kind = ?3";
pub(crate) const COUNT_OFFICERS: &str =
    "SELECT count(*) FROM record INDEXED BY record_officers WHERE city = ?1 AND kind = 'officer'";
pub(crate) const COUNT_RECORDS: &str =
    "SELECT count(*) FROM record INDEXED BY record_id WHERE city = ?1 AND kind = ?2";
pub(crate) const COUNT_BURIED: &str = "SELECT count(*) FROM queued INDEXED BY queued_buried \
     WHERE city = ?1 AND queue = ?2 AND buried IS NOT NULL";

pub(crate) const COUNT_WAITING: &str = "SELECT count(*) FROM queued INDEXED BY queued_order \
     WHERE city = ?1 AND queue = ?2 AND buried IS NULL";
pub(crate) const COUNT_RECEIPTS: &str = "SELECT count(*) FROM once WHERE city = ?1";
pub(crate) const COUNT_WORDS: &str = "SELECT count(*) FROM learned WHERE city = ?1";

/// How long the whole list is.
pub(crate) fn count(connection: &Connection, city: i64, select: &Select) -> Result<u64, Fault> {
    let count: i64 = match select {
        Select::Complaints(filter, _) => return search::count(connection, city, filter),
        Select::Members(complaint, set) => connection
            .prepare_cached(COUNT_MEMBERS)?
            .query_row(params![city, complaint.as_bytes(), set.name()], |row| row.get(0))?,
        Select::Officers => {
            connection.prepare_cached(COUNT_OFFICERS)?.query_row([city], |row| row.get(0))?
        }
        Select::Records(RecordKind::Complaint) => {
            return search::count(connection, city, &Filter::default());
        }
        Select::Records(kind) => connection
            .prepare_cached(COUNT_RECORDS)?
            .query_row(params![city, kind.name()], |row| row.get(0))?,
        Select::History(complaint) => connection
            .prepare_cached(log::HISTORY_COUNT)?
            .query_row(params![city, complaint.as_bytes()], |row| row.get(0))?,
        Select::Buried(queue) => connection
            .prepare_cached(COUNT_BURIED)?
            .query_row(params![city, queue.name()], |row| row.get(0))?,
        Select::Waiting(queue) => connection
            .prepare_cached(COUNT_WAITING)?
            .query_row(params![city, queue.name()], |row| row.get(0))?,
        Select::Receipts => {
            connection.prepare_cached(COUNT_RECEIPTS)?.query_row([city], |row| row.get(0))?
        }
        Select::Learned => {
            connection.prepare_cached(COUNT_WORDS)?.query_row([city], |row| row.get(0))?
        }
    };
    Ok(count.unsigned_abs())
}
