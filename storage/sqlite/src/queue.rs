//! Queues and their lanes. Each lane has one row that knows when its earliest work is due and
//! until when it is closed, so that a claim reads as many rows as it returns.

use aduan::{
    domain::QueuedId,
    queue::{Claim, Lane, Leased, Queue, Queued, Waiting},
    seal::Token,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    commit::Group,
    convert::{NEVER, nanos, time, wide},
    error::Fault,
};

/// Adds a row to the end of its lane, in place of the one it replaces.
pub(crate) fn enqueue(group: &Group<'_>, row: &Queued) -> Result<(), Fault> {
    let (queue, lane) = (row.queue.name(), row.lane.as_bytes());
    let mut replaced = 0;
    if let Some(key) = row.replaces {
        replaced = group
            .connection
            .prepare_cached(
                "DELETE FROM queued WHERE seq = (SELECT min(seq) FROM queued \
                 INDEXED BY queued_replaces WHERE city = ?1 AND queue = ?2 AND lane = ?3 \
                 AND replaces = ?4 AND buried IS NULL)",
            )?
            .execute(params![group.city, queue, lane, key.as_bytes()])?;
    }
    let seq: i64 = group
        .connection
        .prepare_cached(
            "INSERT INTO queued (city, queue, lane, id, due, version, replaces, body) \
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7) RETURNING seq",
        )?
        .query_row(
            params![
                group.city,
                queue,
                lane,
                row.id.as_bytes(),
                nanos(row.due),
                row.replaces.as_ref().map(Token::as_bytes),
                row.body,
            ],
            |row| row.get(0),
        )?;
    if replaced > 0 {
        return settle(group, queue, *lane);
    }
    group
        .connection
        .prepare_cached(
            "INSERT INTO lane (city, queue, lane, due, head, closed) VALUES (?1, ?2, ?3, ?4, ?5, 0) \
             ON CONFLICT DO UPDATE SET due = min(due, ?4), head = min(head, ?5)",
        )?
        .execute(params![group.city, queue, lane, nanos(row.due), seq])?;
    Ok(())
}

/// Looks again at what is the earliest in a lane.
fn settle(group: &Group<'_>, queue: &str, lane: [u8; 16]) -> Result<(), Fault> {
    group
        .connection
        .prepare_cached(
            "UPDATE lane SET \
             due = ifnull((SELECT min(due) FROM queued INDEXED BY queued_lane \
             WHERE city = ?1 AND queue = ?2 AND lane = ?3 AND buried IS NULL), ?4), \
             head = ifnull((SELECT min(seq) FROM queued INDEXED BY queued_order \
             WHERE city = ?1 AND queue = ?2 AND lane = ?3 AND buried IS NULL), ?4) \
             WHERE city = ?1 AND queue = ?2 AND lane = ?3",
        )?
        .execute(params![group.city, queue, lane, NEVER])?;
    Ok(())
}

/// Removes a row that was dealt with.
pub(crate) fn finish(group: &Group<'_>, id: QueuedId) -> Result<(), Fault> {
    let gone: Option<(String, [u8; 16], bool)> = group
        .connection
        .prepare_cached(
            "DELETE FROM queued WHERE city = ?1 AND id = ?2 \
             RETURNING queue, lane, buried IS NULL",
        )?
        .query_row(params![group.city, id.as_bytes()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    match gone {
        Some((queue, lane, true)) => settle(group, &queue, lane),
        _ => Ok(()),
    }
}

/// Counts a try in vain.
pub(crate) fn retry(group: &Group<'_>, id: QueuedId) -> Result<(), Fault> {
    group
        .connection
        .prepare_cached("UPDATE queued SET version = version + 1 WHERE city = ?1 AND id = ?2")?
        .execute(params![group.city, id.as_bytes()])?;
    Ok(())
}

/// Takes a row out of its lane and keeps it.
pub(crate) fn bury(group: &Group<'_>, id: QueuedId, reason: &str) -> Result<(), Fault> {
    let buried: Option<(String, [u8; 16])> = group
        .connection
        .prepare_cached(
            "UPDATE queued SET buried = ?3 WHERE city = ?1 AND id = ?2 RETURNING queue, lane",
        )?
        .query_row(params![group.city, id.as_bytes(), reason], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    buried.map_or(Ok(()), |(queue, lane)| settle(group, &queue, lane))
}

/// Closes a lane until a time, in place of whatever lease it had.
pub(crate) fn release(
    group: &Group<'_>,
    queue: Queue,
    lane: Lane,
    until: DateTime<Utc>,
) -> Result<(), Fault> {
    group
        .connection
        .prepare_cached(
            "INSERT INTO lane (city, queue, lane, due, head, closed) VALUES (?1, ?2, ?3, ?4, ?4, ?5) \
             ON CONFLICT DO UPDATE SET closed = ?5, leased = 0",
        )?
        .execute(params![group.city, queue.name(), lane.as_bytes(), NEVER, nanos(until)])?;
    Ok(())
}

pub(crate) const OPEN_LANES: &str = "SELECT lane FROM lane INDEXED BY lane_due \
     WHERE city = ?1 AND queue = ?2 AND due <= ?3 AND closed <= ?3 ORDER BY due, head LIMIT ?4";
pub(crate) const OPEN_LANE: &str = "SELECT lane FROM lane \
     WHERE city = ?1 AND queue = ?2 AND due <= ?3 AND closed <= ?3 AND lane = ?5 LIMIT ?4";
pub(crate) const DUE_ROWS: &str = concat!(
    "SELECT lane, id, due, version, replaces, buried, body FROM queued INDEXED BY queued_order ",
    "WHERE city = ?1 AND queue = ?2 AND lane = ?3 AND buried IS NULL AND due <= ?4 ",
    "ORDER BY seq LIMIT ?5"
);

/// Leases lanes that have work due, those whose work waited longest first.
pub(crate) fn claim(
    connection: &Connection,
    city: i64,
    claim: &Claim,
) -> Result<Vec<Leased>, Fault> {
    let (queue, now) = (claim.queue.name(), nanos(claim.now));
    let until = claim.now.checked_add_signed(claim.lease).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let lanes: Vec<[u8; 16]> = match &claim.lane {
        None => connection
            .prepare_cached(OPEN_LANES)?
            .query_map(params![city, queue, now, wide(claim.lanes)], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?,
        Some(lane) => connection
            .prepare_cached(OPEN_LANE)?
            .query_map(params![city, queue, now, wide(claim.lanes), lane.as_bytes()], |row| {
                row.get(0)
            })?
            .collect::<rusqlite::Result<_>>()?,
    };
    let mut leased = Vec::with_capacity(lanes.len());
    for lane in lanes {
        let mut statement = connection.prepare_cached(DUE_ROWS)?;
        let mut found = statement.query(params![city, queue, lane, now, wide(claim.rows)])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(read(row, claim.queue)?);
        }
        connection
            .prepare_cached(
                "UPDATE lane SET closed = ?4, leased = 1 \
                 WHERE city = ?1 AND queue = ?2 AND lane = ?3",
            )?
            .execute(params![city, queue, lane, nanos(until)])?;
        leased.push(Leased { lane: Token::from_bytes(lane), rows });
    }
    Ok(leased)
}

pub(crate) const BY_ID: &str = "SELECT lane, id, due, version, replaces, buried, body, queue \
     FROM queued WHERE city = ?1 AND id = ?2";

/// A row of a queue, waiting or buried.
pub(crate) fn by_id(
    connection: &Connection,
    city: i64,
    id: QueuedId,
) -> Result<Option<Waiting>, Fault> {
    let mut statement = connection.prepare_cached(BY_ID)?;
    let mut rows = statement.query(params![city, id.as_bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let name: String = row.get(7)?;
    let queue = (Queue::ALL.into_iter().find(|queue| queue.name() == name))
        .ok_or(Fault::Damaged("a queue that is none"))?;
    read(row, queue).map(Some)
}

pub(crate) const BURIED: &str = "SELECT lane, id, due, version, replaces, buried, body, seq \
     FROM queued INDEXED BY queued_buried \
     WHERE city = ?1 AND queue = ?2 AND buried IS NOT NULL AND seq > ?3 ORDER BY seq LIMIT ?4";

/// What nobody could deal with, after a place, each with its place.
pub(crate) fn buried(
    connection: &Connection,
    city: i64,
    queue: Queue,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Waiting)>, Fault> {
    let mut statement = connection.prepare_cached(BURIED)?;
    let mut rows = statement.query(params![city, queue.name(), after, limit])?;
    let mut buried = Vec::new();
    while let Some(row) = rows.next()? {
        buried.push((row.get(7)?, read(row, queue)?));
    }
    Ok(buried)
}

pub(crate) const WAITING: &str = "SELECT lane, id, due, version, replaces, buried, body, seq \
     FROM queued INDEXED BY queued_order WHERE city = ?1 AND queue = ?2 AND buried IS NULL \
     AND (lane, seq) > (?3, ?4) ORDER BY lane, seq LIMIT ?5";

/// What waits after a place in a lane, each with its place; no lane is before all.
pub(crate) fn waiting(
    connection: &Connection,
    city: i64,
    queue: Queue,
    (lane, after): (&[u8], i64),
    limit: i64,
) -> Result<Vec<(i64, Waiting)>, Fault> {
    let mut statement = connection.prepare_cached(WAITING)?;
    let mut rows = statement.query(params![city, queue.name(), lane, after, limit])?;
    let mut waiting = Vec::new();
    while let Some(row) = rows.next()? {
        waiting.push((row.get(7)?, read(row, queue)?));
    }
    Ok(waiting)
}

fn read(row: &Row<'_>, queue: Queue) -> Result<Waiting, Fault> {
    Ok(Waiting {
        row: Queued {
            id: QueuedId::from_bytes(row.get(1)?),
            queue,
            lane: Token::from_bytes(row.get(0)?),
            due: time(row.get(2)?),
            replaces: row.get::<_, Option<[u8; 16]>>(4)?.map(Token::from_bytes),
            body: row.get::<_, Vec<u8>>(6)?.into(),
        },
        version: row.get::<_, i64>(3)?.unsigned_abs(),
        buried: row.get::<_, Option<String>>(5)?.map(Into::into),
    })
}
