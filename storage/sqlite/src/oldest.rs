//! All complaints in the order in which they were filed, as an export walks them.

use aduan::{
    domain::ComplaintId,
    facts::Tally,
    record::{Row, Versioned},
};
use rusqlite::Connection;

use crate::{complaint, error::Fault, guards::tally};

pub(crate) const OLDEST: &str = concat!(
    "SELECT ",
    complaint::columns!(),
    ", seq FROM complaint INDEXED BY complaint_newest \
     WHERE city = ?1 AND stage IS NOT NULL AND seq > ?2 ORDER BY seq LIMIT ?3"
);

/// All complaints after a place, the first filed first, each with its place and tally.
pub(crate) fn oldest(
    connection: &Connection,
    city: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Versioned<Row>, Tally)>, Fault> {
    let mut statement = connection.prepare_cached(OLDEST)?;
    let mut rows = statement.query([city, after, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let complaint = complaint::read(row)?;
        let id = ComplaintId::from_bytes(row.get(0)?);
        found.push((row.get(16)?, complaint, tally(connection, city, id)?));
    }
    Ok(found)
}
