//! Guards: all are checked against one point in time, before anything of the batch is written,
//! except that what `Once` and `Quota` leave behind is written as they are checked; a guard that
//! fails later takes it back with the batch.

use aduan::{
    batch::{Committed, Guard, Set},
    domain::ComplaintId,
    facts::Tally,
    query::Item,
    record::{Key, RecordKind},
    seal::Token,
};
use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{commit::Group, convert::wide, error::Fault};

/// A window of a quota, in seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) seconds: i64,
    pub(crate) begins: i64,
}

impl Window {
    /// The window of that length that holds `now`.
    pub(crate) fn holding(length: TimeDelta, now: DateTime<Utc>) -> Self {
        let seconds = length.num_seconds().max(1);
        Self { seconds, begins: now.timestamp().div_euclid(seconds).saturating_mul(seconds) }
    }

    fn ends(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.begins.saturating_add(self.seconds), 0)
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// Checks the guards in their order; the first that fails decides.
pub(crate) fn check(group: &Group<'_>, guards: &[Guard]) -> Result<(), Fault> {
    for (at, guard) in guards.iter().enumerate() {
        match guard {
            Guard::Version(key, seen) => {
                if version(group.connection, group.city, key)? != wide(*seen) {
                    return Err(Fault::Answer(Committed::Conflict));
                }
            }
            Guard::Once(key, receipt) => once(group, &guards[..at], *key, receipt)?,
            Guard::Quota { key, window, limit, now } => {
                let window = Window::holding(*window, *now);
                if used(group.connection, group.city, *key, window)? >= *limit {
                    let refused = Committed::Refused { key: *key, until: window.ends() };
                    return Err(Fault::Answer(refused));
                }
                group
                    .connection
                    .prepare_cached(
                        "INSERT INTO quota (city, key, seconds, begins, used) \
                         VALUES (?1, ?2, ?3, ?4, 1) ON CONFLICT DO UPDATE SET used = used + 1",
                    )?
                    .execute(params![group.city, key.as_bytes(), window.seconds, window.begins])?;
            }
            Guard::Tally(complaint, set, size) => {
                if tally(group.connection, group.city, *complaint)?.of(*set) != *size {
                    return Err(Fault::Answer(Committed::Conflict));
                }
            }
        }
    }
    Ok(())
}

/// The version of a record; 0 if there is none.
fn version(connection: &Connection, city: i64, key: &Key) -> rusqlite::Result<i64> {
    let id = key.id();
    let version = match key.kind() {
        RecordKind::Complaint => connection
            .prepare_cached("SELECT version FROM complaint WHERE city = ?1 AND id = ?2")?
            .query_row(params![city, id], |row| row.get(0)),
        RecordKind::Queued => connection
            .prepare_cached("SELECT version FROM queued WHERE city = ?1 AND id = ?2")?
            .query_row(params![city, id], |row| row.get(0)),
        kind => connection
            .prepare_cached("SELECT version FROM record WHERE city = ?1 AND kind = ?2 AND id = ?3")?
            .query_row(params![city, kind.name(), id], |row| row.get(0)),
    };
    Ok(version.optional()?.unwrap_or(0))
}

fn once(group: &Group<'_>, elder: &[Guard], key: Token, receipt: &[u8]) -> Result<(), Fault> {
    let inserted = group
        .connection
        .prepare_cached(
            "INSERT INTO once (city, key, age, receipt) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![group.city, key.as_bytes(), group.age, receipt])?;
    // The same key twice in one batch held when the guards were checked; the later receipt stays.
    let ours = elder.iter().any(|guard| matches!(guard, Guard::Once(other, _) if *other == key));
    match inserted {
        1 => Ok(()),
        _ if ours => {
            group
                .connection
                .prepare_cached("UPDATE once SET receipt = ?3 WHERE city = ?1 AND key = ?2")?
                .execute(params![group.city, key.as_bytes(), receipt])?;
            Ok(())
        }
        _ => {
            let first = self::receipt(group.connection, group.city, key)?.unwrap_or_default();
            Err(Fault::Answer(Committed::Duplicate(key, first)))
        }
    }
}

/// The receipt stored with a key.
pub(crate) fn receipt(
    connection: &Connection,
    city: i64,
    key: Token,
) -> rusqlite::Result<Option<Box<[u8]>>> {
    connection
        .prepare_cached("SELECT receipt FROM once WHERE city = ?1 AND key = ?2")?
        .query_row(params![city, key.as_bytes()], |row| row.get::<_, Vec<u8>>(0))
        .optional()
        .map(|receipt| receipt.map(Into::into))
}

pub(crate) const RECEIPTS: &str = "SELECT key, receipt FROM once \
     WHERE city = ?1 AND key > ?2 ORDER BY key LIMIT ?3";

/// Receipts after a key; an empty one is before all.
pub(crate) fn receipts(
    connection: &Connection,
    city: i64,
    after: &[u8],
    limit: i64,
) -> Result<Vec<Item>, Fault> {
    let read = |row: &rusqlite::Row<'_>| {
        let key = Token::from_bytes(row.get(0)?);
        Ok(Item::Receipt(key, row.get::<_, Vec<u8>>(1)?.into()))
    };
    let rows = (connection.prepare_cached(RECEIPTS)?)
        .query_map(params![city, after, limit], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// How many were counted in a window.
pub(crate) fn used(
    connection: &Connection,
    city: i64,
    key: Token,
    window: Window,
) -> rusqlite::Result<u32> {
    connection
        .prepare_cached(
            "SELECT used FROM quota WHERE city = ?1 AND key = ?2 AND seconds = ?3 AND begins = ?4",
        )?
        .query_row(params![city, key.as_bytes(), window.seconds, window.begins], |row| row.get(0))
        .optional()
        .map(Option::unwrap_or_default)
}

/// The sizes of a complaint's sets.
pub(crate) fn tally(
    connection: &Connection,
    city: i64,
    complaint: ComplaintId,
) -> rusqlite::Result<Tally> {
    connection
        .prepare_cached(
            "SELECT supports, follows, comments, confirmations FROM tally \
             WHERE city = ?1 AND complaint = ?2",
        )?
        .query_row(params![city, complaint.as_bytes()], |row| {
            let mut tally = Tally::default();
            for (at, set) in Set::ALL.into_iter().enumerate() {
                *tally.of_mut(set) = row.get::<_, i64>(at)?.max(0).unsigned_abs();
            }
            Ok(tally)
        })
        .optional()
        .map(Option::unwrap_or_default)
}
