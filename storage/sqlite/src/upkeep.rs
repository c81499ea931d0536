//! The work of the house, in steps short enough that batches between them do not wait.
//!
//! There is no `ANALYZE` among it: every statement names its index, and the samples it would keep
//! are copies of keys that a deletion has to destroy.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    convert::{NEVER, nanos},
    error::Fault,
};

/// How many rows one step forgets of each kind.
const STEP: i64 = 1_000;

/// Ends the age of the receipts written so far, if there are any.
pub(crate) fn end_age(connection: &Connection, city: i64, now: DateTime<Utc>) -> Result<(), Fault> {
    let ended = connection
        .prepare_cached(
            "INSERT INTO age (city, age, ended) SELECT city, age, ?2 FROM city WHERE city = ?1 \
             AND EXISTS (SELECT 1 FROM once INDEXED BY once_age \
             WHERE once.city = ?1 AND once.age = city.age)",
        )?
        .execute(params![city, nanos(now)])?;
    if ended > 0 {
        connection
            .prepare_cached("UPDATE city SET age = age + 1 WHERE city = ?1")?
            .execute([city])?;
    }
    Ok(())
}

/// Forgets some of what is over, and says whether there is more.
pub(crate) fn forget(
    connection: &Connection,
    city: i64,
    now: DateTime<Utc>,
) -> Result<bool, Fault> {
    let mut more = false;
    let month = now.checked_sub_signed(TimeDelta::days(30)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let over: Option<i64> = connection
        .prepare_cached("SELECT age FROM age WHERE city = ?1 AND ended < ?2 ORDER BY age LIMIT 1")?
        .query_row(params![city, nanos(month)], |row| row.get(0))
        .optional()?;
    if let Some(age) = over {
        more = true; // perhaps another age
        let forgotten = connection
            .prepare_cached(
                "DELETE FROM once WHERE city = ?1 AND key IN (SELECT key FROM once \
                 INDEXED BY once_age WHERE city = ?1 AND age = ?2 LIMIT ?3)",
            )?
            .execute(params![city, age, STEP])?;
        if forgotten == 0 {
            connection
                .prepare_cached("DELETE FROM age WHERE city = ?1 AND age = ?2")?
                .execute([city, age])?;
        }
    }
    let windows = connection
        .prepare_cached(
            "DELETE FROM quota WHERE city = ?1 AND (key, seconds, begins) IN \
             (SELECT key, seconds, begins FROM quota INDEXED BY quota_ends \
             WHERE city = ?1 AND begins + seconds <= ?2 LIMIT ?3)",
        )?
        .execute(params![city, now.timestamp(), STEP])?;
    more |= windows > 0;
    for queue in aduan::queue::Queue::ALL {
        let lanes = connection
            .prepare_cached(
                "DELETE FROM lane WHERE city = ?1 AND queue = ?2 AND lane IN \
                 (SELECT lane FROM lane INDEXED BY lane_due WHERE city = ?1 AND queue = ?2 \
                 AND due = ?4 AND closed <= ?3 LIMIT ?5)",
            )?
            .execute(params![city, queue.name(), nanos(now), NEVER, STEP])?;
        more |= lanes > 0;
    }
    Ok(more)
}

/// Writes what is in the write-ahead log into the file and cuts the log, unless somebody reads.
pub(crate) fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
