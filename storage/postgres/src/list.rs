//! Pages of every list, and how long the whole list is.

use aduan::{
    ports::{StorageError, StorageErrorKind},
    query::{Cursor, Item, Order, Page, Query, Select},
};
use deadpool_postgres::Object;
use postgres_types::ToSql;
use tokio_postgres::Row;

use crate::{
    complaint,
    convert::{sixteen, wide},
    error::Fault,
    log, members, queue, search,
};

/// A place in a list: of complaints by their filing, of complaints by their deadline and filing,
/// or of other things by their number. Complaints go from the largest place down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Newest { filed: i64, seq: i64 },
    Due { urgency: i64, filed: i64, seq: i64 },
    Nth(i64),
}

impl Place {
    fn to_cursor(self) -> Cursor {
        Cursor(match self {
            Self::Newest { filed, seq } => format!("n.{filed}.{seq}").into(),
            Self::Due { urgency, filed, seq } => format!("d.{urgency}.{filed}.{seq}").into(),
            Self::Nth(at) => format!("p.{at}").into(),
        })
    }

    fn parse(cursor: &Cursor) -> Option<Self> {
        let number = |text: &str| text.parse().ok();
        match cursor.0.split('.').collect::<Vec<_>>()[..] {
            ["n", filed, seq] => Some(Self::Newest { filed: number(filed)?, seq: number(seq)? }),
            ["d", urgency, filed, seq] => Some(Self::Due {
                urgency: number(urgency)?,
                filed: number(filed)?,
                seq: number(seq)?,
            }),
            ["p", at] => Some(Self::Nth(number(at)?)),
            _ => None,
        }
    }

    /// The place a query goes on after; before the first if it names none.
    pub(crate) fn after(query: &Query) -> Result<Self, StorageError> {
        let (urgency, filed, seq) = (i64::MAX, i64::MAX, i64::MAX);
        let first = match &query.select {
            Select::Complaints(_, Order::Newest) => Self::Newest { filed, seq },
            Select::Complaints(_, Order::Due) => Self::Due { urgency, filed, seq },
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
    let next = items.last().filter(|_| more).map(|(place, _)| place.to_cursor());
    Ok(Page { items: items.into_iter().map(|(_, item)| item).collect(), next })
}

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
