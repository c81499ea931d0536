//! How much of everything there is.

use aduan::{domain::StageKind, ports::Figures, queue::Queue};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use crate::{
    convert::{nanos, time},
    error::Fault,
    log::last,
};

pub(crate) const STAGE: &str =
    "SELECT count(*) FROM complaint INDEXED BY complaint_stage WHERE city = ?1 AND stage = ?2";
pub(crate) const WAITING: &str = "SELECT count(*) FROM queued INDEXED BY queued_order \
     WHERE city = ?1 AND queue = ?2 AND buried IS NULL";
pub(crate) const BURIED: &str = "SELECT count(*) FROM queued INDEXED BY queued_buried \
     WHERE city = ?1 AND queue = ?2 AND buried IS NOT NULL";
pub(crate) const OLDEST: &str = "SELECT min(due) FROM lane INDEXED BY lane_due \
     WHERE city = ?1 AND queue = ?2 AND due <= ?3";

/// Counts; the caller holds one read transaction around it.
pub(crate) fn figures(
    connection: &Connection,
    city: i64,
    now: DateTime<Utc>,
) -> Result<Figures, Fault> {
    let count = |sql, of: &str| -> rusqlite::Result<u64> {
        let count: i64 =
            connection.prepare_cached(sql)?.query_row(params![city, of], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    };
    let mut complaints = Vec::new();
    for stage in StageKind::ALL {
        let many = count(STAGE, stage.name())?;
        if many > 0 {
            complaints.push((stage, many));
        }
    }
    let mut queues = Vec::new();
    for queue in Queue::ALL {
        let oldest: Option<i64> = connection
            .prepare_cached(OLDEST)?
            .query_row(params![city, queue.name(), nanos(now)], |row| row.get(0))?;
        queues.push((
            queue,
            count(WAITING, queue.name())?,
            count(BURIED, queue.name())?,
            oldest.map(time),
        ));
    }
    Ok(Figures { complaints, queues, log: last(connection, city)? })
}
