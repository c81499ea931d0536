//! The log: sealed by the writer, read by position.

use aduan::{
    batch::Batch,
    domain::ComplaintId,
    log::{Digest, Position, Recorded, digest, link},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{convert::wide, error::Fault};

macro_rules! columns {
    () => {
        "position, digest, link, body"
    };
}

/// An entry that waits to be sealed.
#[derive(Debug)]
pub(crate) struct Unsealed {
    about: Option<ComplaintId>,
    body: Box<[u8]>,
    digest: Digest,
}

/// The entries of a batch, each with its own digest.
pub(crate) fn unsealed(batch: &Batch) -> impl Iterator<Item = Unsealed> {
    batch.entries().iter().map(|entry| {
        let body = entry.to_bytes();
        Unsealed { about: entry.about, digest: digest(&body), body }
    })
}

/// Gives each entry its position and links it to the one before, from the head as this
/// transaction sees it. Returns the last position.
pub(crate) fn seal(
    connection: &Connection,
    city: i64,
    entries: &[Unsealed],
) -> rusqlite::Result<Option<Position>> {
    if entries.is_empty() {
        return Ok(None);
    }
    let head = connection
        .prepare_cached(
            "SELECT position, link FROM log WHERE city = ?1 ORDER BY position DESC LIMIT 1",
        )?
        .query_row([city], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Digest>(1)?)))
        .optional()?;
    let (mut position, mut last) = head.unwrap_or_default();
    let mut insert = connection.prepare_cached(
        "INSERT INTO log (city, position, about, digest, link, body) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for entry in entries {
        position += 1;
        last = link(&last, &entry.digest);
        let about = entry.about.as_ref().map(ComplaintId::as_bytes);
        insert.execute(params![city, position, about, entry.digest, last, entry.body])?;
    }
    Ok(Some(position.unsigned_abs()))
}

pub(crate) const READ: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM log WHERE city = ?1 AND position > ?2 ORDER BY position LIMIT ?3"
);

/// Up to `limit` entries after a position.
pub(crate) fn read(
    connection: &Connection,
    city: i64,
    after: Position,
    limit: usize,
) -> Result<Vec<Recorded>, Fault> {
    let rows = (connection.prepare_cached(READ)?)
        .query_map(params![city, wide(after), wide(limit)], recorded)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(crate) const HISTORY: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM log INDEXED BY log_about \
     WHERE city = ?1 AND about = ?2 AND position > ?3 ORDER BY position LIMIT ?4"
);

pub(crate) const HISTORY_COUNT: &str =
    "SELECT count(*) FROM log INDEXED BY log_about WHERE city = ?1 AND about = ?2";

/// What happened to a complaint.
pub(crate) fn history(
    connection: &Connection,
    city: i64,
    of: ComplaintId,
    after: i64,
    limit: i64,
) -> Result<Vec<Recorded>, Fault> {
    let rows = (connection.prepare_cached(HISTORY)?)
        .query_map(params![city, of.as_bytes(), after, limit], recorded)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(crate) const LAST: &str = "SELECT max(position) FROM log WHERE city = ?1";

/// The last position.
pub(crate) fn last(connection: &Connection, city: i64) -> rusqlite::Result<Position> {
    let last: Option<i64> = connection.prepare_cached(LAST)?.query_row([city], |row| row.get(0))?;
    Ok(last.unwrap_or(0).unsigned_abs())
}

/// The last `count` entries, in order.
pub(crate) fn tail(
    connection: &Connection,
    city: i64,
    count: u64,
) -> rusqlite::Result<Vec<Recorded>> {
    let after = last(connection, city)?.saturating_sub(count);
    let mut statement = connection.prepare(READ)?;
    statement.query_map(params![city, wide(after), i64::MAX], recorded)?.collect()
}

fn recorded(row: &Row<'_>) -> rusqlite::Result<Recorded> {
    Ok(Recorded {
        position: row.get::<_, i64>(0)?.unsigned_abs(),
        digest: row.get(1)?,
        link: row.get(2)?,
        body: row.get::<_, Vec<u8>>(3)?.into(),
    })
}
