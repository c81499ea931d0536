//! Queues and their lanes. Each lane has one row that knows when its earliest work is due and
//! until when it is closed, so that a claim reads as many rows as it returns; whoever changes a row
//! of a lane holds the lane.

use aduan::{
    domain::QueuedId,
    queue::{Claim, Lane, Leased, Queue, Queued, Waiting},
};
use chrono::{DateTime, Utc};
use deadpool_postgres::Object;
use postgres_types::ToSql;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    convert::{nanos, sixteen, text, time, token, untoken, wide},
    error::Fault,
};

/// The type `batch_task`.
#[derive(Debug, ToSql)]
#[postgres(name = "batch_task")]
pub(crate) struct Task<'b> {
    what: &'static str,
    id: Option<Uuid>,
    queue: Option<&'static str>,
    lane: Option<Uuid>,
    time: Option<i64>,
    replaces: Option<Uuid>,
    body: Option<&'b [u8]>,
}

impl<'b> Task<'b> {
    fn on(what: &'static str, id: QueuedId) -> Self {
        let id = Some(sixteen(id.as_bytes()));
        Self { what, id, queue: None, lane: None, time: None, replaces: None, body: None }
    }

    pub(crate) fn enqueue(row: &'b Queued) -> Self {
        Self {
            queue: Some(row.queue.name()),
            lane: Some(token(&row.lane)),
            time: Some(nanos(row.due)),
            replaces: row.replaces.as_ref().map(token),
            body: Some(&row.body),
            ..Self::on("enqueue", row.id)
        }
    }

    pub(crate) fn finish(id: QueuedId) -> Self {
        Self::on("finish", id)
    }

    pub(crate) fn retry(id: QueuedId) -> Self {
        Self::on("retry", id)
    }

    pub(crate) fn bury(id: QueuedId, reason: &'b str) -> Self {
        Self { body: Some(reason.as_bytes()), ..Self::on("bury", id) }
    }

    pub(crate) fn release(queue: Queue, lane: &Lane, until: DateTime<Utc>) -> Self {
        Self {
            what: "release",
            id: None,
            queue: Some(queue.name()),
            lane: Some(token(lane)),
            time: Some(nanos(until)),
            replaces: None,
            body: None,
        }
    }
}

pub(crate) const CLAIM: &str = "SELECT lane, id, due, version, replaces, buried, body \
     FROM lanes_claim($1, $2, $3, $4, $5, $6, $7)";

/// Leases lanes that have work due, those whose work waited longest first.
pub(crate) async fn claim(client: &Object, city: i32, claim: &Claim) -> Result<Vec<Leased>, Fault> {
    let statement = client.prepare_cached(CLAIM).await?;
    let until = claim.now.checked_add_signed(claim.lease).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let (queue, lane) = (claim.queue.name(), claim.lane.as_ref().map(token));
    let (now, until) = (nanos(claim.now), nanos(until));
    let (lanes, rows) = (wide(claim.lanes), wide(claim.rows));
    let found =
        client.query(&statement, &[&city, &queue, &lane, &now, &until, &lanes, &rows]).await?;
    let mut leased = Vec::<Leased>::new();
    for row in &found {
        let waiting = read(row, claim.queue)?;
        let lane = waiting.row.lane;
        match leased.last_mut() {
            Some(last) if last.lane == lane => last.rows.push(waiting),
            _ => leased.push(Leased { lane, rows: vec![waiting] }),
        }
    }
    Ok(leased)
}

pub(crate) const BY_ID: &str = "SELECT lane, id, due, version, replaces, buried, body, queue \
     FROM queued WHERE city = $1 AND id = $2";
pub(crate) const BURIED: &str = "SELECT lane, id, due, version, replaces, buried, body, seq \
     FROM queued WHERE city = $1 AND queue = $2 AND buried IS NOT NULL AND seq > $3 \
     ORDER BY seq LIMIT $4";
pub(crate) const COUNT_BURIED: &str =
    "SELECT count(*) FROM queued WHERE city = $1 AND queue = $2 AND buried IS NOT NULL";
pub(crate) const WAITING: &str = "SELECT lane, id, due, version, replaces, buried, body, seq \
     FROM queued WHERE city = $1 AND queue = $2 AND buried IS NULL AND (lane, seq) > ($3, $4) \
     ORDER BY lane, seq LIMIT $5";
pub(crate) const COUNT_WAITING: &str =
    "SELECT count(*) FROM queued WHERE city = $1 AND queue = $2 AND buried IS NULL";

/// Reads a row of any queue, whose name is in the last column of [`BY_ID`].
pub(crate) fn read_any(row: &Row) -> Result<Waiting, Fault> {
    let name: &str = row.try_get(7)?;
    let queue = (Queue::ALL.into_iter().find(|queue| queue.name() == name))
        .ok_or(Fault::Damaged("a queue that is none"))?;
    read(row, queue)
}

/// Reads a row of a queue.
pub(crate) fn read(row: &Row, queue: Queue) -> Result<Waiting, Fault> {
    Ok(Waiting {
        row: Queued {
            id: QueuedId::from_bytes(row.try_get::<_, Uuid>(1)?.into_bytes()),
            queue,
            lane: untoken(row.try_get(0)?),
            due: time(row.try_get(2)?),
            replaces: row.try_get::<_, Option<Uuid>>(4)?.map(untoken),
            body: row.try_get::<_, &[u8]>(6)?.into(),
        },
        version: row.try_get::<_, i64>(3)?.unsigned_abs(),
        buried: row.try_get::<_, Option<Vec<u8>>>(5)?.map(text).transpose()?,
    })
}
