//! Pages of every list, and how long the whole list is.

use aduan::{
    ports::{StorageError, StorageErrorKind},
    query::{Cursor, Filter, Item, Order, Page, Query, Select},
    record::RecordKind,
};
use deadpool_postgres::Object;
use postgres_types::ToSql;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    complaint,
    convert::{sixteen, untoken, wide},
    error::Fault,
    guards, load, log, members, queue, search,
};

/// A place in a list: of complaints by their filing, by their deadline and filing, or by how many
/// support them and their filing, of rows by their lane and number, or of other things by their
/// number. Complaints go from the largest place down. Keys name the first that is still to come, and
/// words stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Newest { filed: i64, seq: i64 },
    Due { urgency: i64, filed: i64, seq: i64 },
    Supported { supports: i64, filed: i64, seq: i64 },
    Oldest { filed: i64, seq: i64 },
    Key(Uuid),
    Lane { lane: Uuid, seq: i64 },
    Word,
    Nth(i64),
}

impl Place {
    fn to_cursor(self, item: &Item) -> Cursor {
        Cursor(match self {
            Self::Newest { filed, seq } => format!("n.{filed}.{seq}").into(),
            Self::Due { urgency, filed, seq } => format!("d.{urgency}.{filed}.{seq}").into(),
            Self::Supported { supports, filed, seq } => {
                format!("s.{supports}.{filed}.{seq}").into()
            }
            Self::Oldest { filed, seq } => format!("o.{filed}.{seq}").into(),
            Self::Key(key) => format!("k.{key}").into(),
            Self::Lane { lane, seq } => format!("l.{lane}.{seq}").into(),
            Self::Word => match item {
                Item::Learned(word, category, _) => format!("w.{category}.{word}").into(),
                _ => "".into(),
            },
            Self::Nth(at) => format!("p.{at}").into(),
        })
    }

    fn parse(cursor: &Cursor) -> Option<Self> {
        let number = |text: &str| text.parse().ok();
        if word(cursor).is_some() {
            return Some(Self::Word);
        }
        match cursor.0.split('.').collect::<Vec<_>>()[..] {
            ["n", filed, seq] => Some(Self::Newest { filed: number(filed)?, seq: number(seq)? }),
            ["d", urgency, filed, seq] => Some(Self::Due {
                urgency: number(urgency)?,
                filed: number(filed)?,
                seq: number(seq)?,
            }),
            ["s", supports, filed, seq] => Some(Self::Supported {
                supports: number(supports)?,
                filed: number(filed)?,
                seq: number(seq)?,
            }),
            ["o", filed, seq] => Some(Self::Oldest { filed: number(filed)?, seq: number(seq)? }),
            ["k", key] => Some(Self::Key(key.parse().ok()?)),
            ["l", lane, seq] => Some(Self::Lane { lane: lane.parse().ok()?, seq: number(seq)? }),
            ["p", at] => Some(Self::Nth(number(at)?)),
            _ => None,
        }
    }

    /// The place a query goes on after; before the first if it names none.
    pub(crate) fn after(query: &Query) -> Result<Self, StorageError> {
        let [urgency, supports, filed, seq] = [i64::MAX; 4];
        let first = match &query.select {
            Select::Complaints(_, Order::Newest) => Self::Newest { filed, seq },
            Select::Complaints(_, Order::Due) => Self::Due { urgency, filed, seq },
            Select::Complaints(_, Order::Supported) => Self::Supported { supports, filed, seq },
            Select::Records(RecordKind::Complaint) => Self::Oldest { filed: i64::MIN, seq: 0 },
            Select::Records(_) | Select::Receipts => Self::Key(Uuid::nil()),
            Select::Waiting(_) => Self::Lane { lane: Uuid::nil(), seq: 0 },
            Select::Learned => Self::Word,
            _ => Self::Nth(0),
        };
        let Some(cursor) = &query.after else { return Ok(first) };
        Self::parse(cursor)
            .filter(|place| std::mem::discriminant(place) == std::mem::discriminant(&first))
            .ok_or_else(|| {
                StorageError::new(StorageErrorKind::Malformed, "not a place in this list")
            })
    }
}

/// The category and the word in the cursor of a word.
fn word(cursor: &Cursor) -> Option<(&str, &str)> {
    cursor.0.strip_prefix("w.")?.split_once('.')
}

/// The place of whatever comes after a key.
fn beyond(key: [u8; 16]) -> Place {
    Place::Key(Uuid::from_u128(u128::from_be_bytes(key).saturating_add(1)))
}

/// One page.
pub(crate) async fn list(
    client: &Object,
    city: i32,
    query: &Query,
    after: Place,
) -> Result<Page, Fault> {
    let limit = query.limit.min(Query::LIMIT);
    let more = wide(limit + 1); // one more than the page, to know whether it is the last
    let nth = if let Place::Nth(at) = after { at } else { 0 };
    let mut items: Vec<(Place, Item)> = match &query.select {
        Select::Complaints(filter, order) => {
            search::complaints(client, city, filter, *order, after, limit + 1).await?
        }
        Select::Members(of, set) => {
            let id = sixteen(of.as_bytes());
            let values: [&(dyn ToSql + Sync); 5] = [&city, &id, &set.name(), &nth, &more];
            let item = |row: &Row| {
                let (at, member) = members::read(row, *of, *set)?;
                Ok((Place::Nth(at), Item::Member(member)))
            };
            rows(client, members::LIST, &values)
                .await?
                .iter()
                .map(item)
                .collect::<Result<_, Fault>>()?
        }
        Select::Officers => {
            let item = |row: &Row| {
                Ok((Place::Nth(row.try_get(5)?), Item::Record(complaint::read_record(row)?)))
            };
            let found = rows(client, complaint::OFFICERS, &[&city, &nth, &more]).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::Records(RecordKind::Complaint) => {
            let Place::Oldest { filed, seq } = after else { return Err(ELSEWHERE) };
            let found = rows(client, search::OLDEST, &[&city, &filed, &seq, &more]).await?;
            found.iter().map(search::oldest).collect::<Result<_, Fault>>()?
        }
        Select::Records(kind) => {
            let Place::Key(from) = after else { return Err(ELSEWHERE) };
            let item = |row: &Row| {
                let record = complaint::read_record(row)?;
                Ok((beyond(record.value.key.id()), Item::Record(record)))
            };
            let values: [&(dyn ToSql + Sync); 4] = [&city, &kind.name(), &from, &more];
            let found = rows(client, complaint::KIND, &values).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::Waiting(of) => {
            let Place::Lane { lane, seq } = after else { return Err(ELSEWHERE) };
            let item = |row: &Row| {
                let place = Place::Lane { lane: row.try_get(0)?, seq: row.try_get(7)? };
                Ok((place, Item::Waiting(queue::read(row, *of)?)))
            };
            let values: [&(dyn ToSql + Sync); 5] = [&city, &of.name(), &lane, &seq, &more];
            let found = rows(client, queue::WAITING, &values).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::Receipts => {
            let Place::Key(from) = after else { return Err(ELSEWHERE) };
            let item = |row: &Row| {
                let key = untoken(row.try_get(0)?);
                let receipt = row.try_get::<_, &[u8]>(1)?.into();
                Ok((beyond(*key.as_bytes()), Item::Receipt(key, receipt)))
            };
            let found = rows(client, guards::RECEIPTS, &[&city, &from, &more]).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::Learned => {
            log::settle(client, city).await?;
            let (category, word) = query.after.as_ref().and_then(word).unwrap_or_default();
            let values: [&(dyn ToSql + Sync); 4] = [&city, &word.as_bytes(), &category, &more];
            let item = |row: &Row| Ok((Place::Word, load::word(row)?));
            let found = rows(client, load::WORDS, &values).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::History(of) => {
            log::last(client, city).await?; // so that all of it is sealed
            let id = sixteen(of.as_bytes());
            let item = |row: &Row| {
                let entry = log::recorded(row)?;
                Ok((Place::Nth(wide(entry.position)), Item::Entry(entry)))
            };
            let found = rows(client, log::HISTORY, &[&city, &id, &nth, &more]).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
        Select::Buried(of) => {
            let item = |row: &Row| {
                Ok((Place::Nth(row.try_get(7)?), Item::Waiting(queue::read(row, *of)?)))
            };
            let found = rows(client, queue::BURIED, &[&city, &of.name(), &nth, &more]).await?;
            found.iter().map(item).collect::<Result<_, Fault>>()?
        }
    };
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|(place, item)| place.to_cursor(item));
    Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
}

const ELSEWHERE: Fault = Fault::Damaged("a place in another list");

pub(crate) const COUNT_OFFICERS: &str =
    "SELECT count(*) FROM record WHERE city = $1 AND kind = 'officer'";

/// How long the whole list is.
pub(crate) async fn count(client: &Object, city: i32, select: &Select) -> Result<u64, Fault> {
    let found = match select {
        Select::Complaints(filter, _) => return search::count(client, city, filter).await,
        Select::Members(of, set) => {
            let id = sixteen(of.as_bytes());
            rows(client, members::COUNT, &[&city, &id, &set.name()]).await?
        }
        Select::Officers => rows(client, COUNT_OFFICERS, &[&city]).await?,
        Select::Records(RecordKind::Complaint) => {
            return search::count(client, city, &Filter::default()).await;
        }
        Select::Records(kind) => {
            rows(client, complaint::COUNT_RECORDS, &[&city, &kind.name()]).await?
        }
        Select::Waiting(of) => rows(client, queue::COUNT_WAITING, &[&city, &of.name()]).await?,
        Select::Receipts => rows(client, guards::COUNT_RECEIPTS, &[&city]).await?,
        Select::Learned => {
            log::settle(client, city).await?;
            rows(client, load::COUNT_WORDS, &[&city]).await?
        }
        Select::History(of) => {
            log::last(client, city).await?;
            rows(client, log::COUNT_HISTORY, &[&city, &sixteen(of.as_bytes())]).await?
        }
        Select::Buried(of) => rows(client, queue::COUNT_BURIED, &[&city, &of.name()]).await?,
    };
    counted(&found)
}

/// The one number of a count.
pub(crate) fn counted(found: &[Row]) -> Result<u64, Fault> {
    let row = found.first().ok_or(Fault::Damaged("a count without a number"))?;
    Ok(row.try_get::<_, i64>(0)?.unsigned_abs())
}

/// Runs a prepared statement.
pub(crate) async fn rows(
    client: &Object,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Vec<Row>, Fault> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.query(&statement, values).await?)
}
