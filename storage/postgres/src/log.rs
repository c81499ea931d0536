//! The log: written unsealed by batches, sealed by one at a time, read by position.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use aduan::{
    batch::{Batch, Write},
    log::{Digest, Entry, Position, Recorded, digest},
    ports::StorageError,
};
use deadpool_postgres::Object;
use event_listener::Event;
use postgres_types::ToSql;
use tokio::{sync::Notify, time::Instant};
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    connection::{House, again},
    convert::{sixteen, wide},
    error::Fault,
};

/// The type `batch_entry`.
#[derive(Debug, ToSql)]
#[postgres(name = "batch_entry")]
pub(crate) struct Unsealed {
    about: Option<Uuid>,
    digest: Vec<u8>,
    body: Vec<u8>,
}

impl Unsealed {
    pub(crate) fn of(entry: &Entry) -> Self {
        let body = entry.to_bytes();
        let about = entry.about.as_ref().map(|of| sixteen(of.as_bytes()));
        Self { about, digest: digest(&body).to_vec(), body: body.into() }
    }
}

/// Whether there is something for the sealer to do after a batch.
pub(crate) fn follows(batch: &Batch) -> bool {
    let learns = |write: &Write| matches!(write, Write::Learn { .. });
    !batch.entries().is_empty() || batch.writes().iter().any(learns)
}

pub(crate) const LAST: &str = "SELECT at, upto FROM log_last($1, $2)";
pub(crate) const READ: &str = "SELECT position, digest, link, body FROM log \
     WHERE city = $1 AND position > $2 ORDER BY position LIMIT $3";
pub(crate) const HISTORY: &str = "SELECT position, digest, link, body FROM log \
     WHERE city = $1 AND about = $2 AND position > $3 ORDER BY position LIMIT $4";
pub(crate) const COUNT_HISTORY: &str = "SELECT count(*) FROM log WHERE city = $1 AND about = $2";

/// The last position, once everything that was committed before the call is sealed.
pub(crate) async fn last(client: &Object, city: i32) -> Result<Position, Fault> {
    let mut upto = None::<i64>;
    loop {
        let row = unless_met(client, LAST, &[&city, &upto]).await?;
        upto = row.try_get(1)?;
        if upto.is_none() {
            return Ok(row.try_get::<_, i64>(0)?.unsigned_abs());
        }
    }
}

/// Folds all that was learned before the call.
pub(crate) async fn settle(client: &Object, city: i32) -> Result<(), Fault> {
    unless_met(client, SETTLE, &[&city]).await.map(drop)
}

async fn unless_met(
    client: &Object,
    sql: &str,
    values: &[&(dyn ToSql + Sync)],
) -> Result<Row, Fault> {
    let statement = client.prepare_cached(sql).await?;
    let mut tries = 0;
    loop {
        match client.query_one(&statement, values).await {
            Ok(row) => return Ok(row),
            // Where transactions see no more than was there when they began, two sealers in turn
            // can meet; the second begins again.
            Err(error) if tries < 20 && met(&error) => tries += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

fn met(error: &tokio_postgres::Error) -> bool {
    use tokio_postgres::error::SqlState;
    error.code().is_some_and(|code| {
        [SqlState::UNIQUE_VIOLATION, SqlState::T_R_SERIALIZATION_FAILURE].contains(code)
    })
}

/// Up to `limit` entries after a position.
pub(crate) async fn read(
    client: &Object,
    city: i32,
    after: Position,
    limit: usize,
) -> Result<Vec<Recorded>, Fault> {
    last(client, city).await?;
    let statement = client.prepare_cached(READ).await?;
    let rows = client.query(&statement, &[&city, &wide(after), &wide(limit)]).await?;
    rows.iter().map(recorded).collect()
}

/// Reads an entry from its columns.
pub(crate) fn recorded(row: &Row) -> Result<Recorded, Fault> {
    let hash = |at| -> Result<Digest, Fault> {
        let bytes: &[u8] = row.try_get(at)?;
        bytes.try_into().map_err(|_| Fault::Damaged("a hash that is none"))
    };
    Ok(Recorded {
        position: row.try_get::<_, i64>(0)?.unsigned_abs(),
        digest: hash(1)?,
        link: hash(2)?,
        body: row.try_get::<_, &[u8]>(3)?.into(),
    })
}

/// The end of the log as this process knows it, and the bells around it.
#[derive(Debug, Default)]
pub(crate) struct Head {
    position: AtomicU64,
    /// Rung when the position moves.
    moved: Event,
    /// Rung when a batch of this process was committed, or another process gave a hint.
    hint: Notify,
}

impl Head {
    pub(crate) fn hint(&self) {
        self.hint.notify_one();
    }

    pub(crate) fn move_to(&self, position: Position) {
        if self.position.fetch_max(position, Ordering::AcqRel) < position {
            self.moved.notify(usize::MAX);
        }
    }
}

/// Waits until the log is beyond `seen`.
pub(crate) async fn changed(house: &House, seen: Position) -> Result<Position, StorageError> {
    loop {
        // Listening first, so that no ring is missed in between.
        let rung = house.head.moved.listen();
        let last = again!(house, |client| last(&client, house.city))?;
        house.head.move_to(last);
        if last > seen {
            return Ok(last);
        }
        rung.await;
    }
}

/// How many entries, and how many lessons, one round of the sealer takes.
const ROUND: i32 = 1_000;
/// The shortest time between two rounds, and so between two hints to other processes.
const PAUSE: Duration = Duration::from_millis(20);
/// The shortest time between two foldings of what was learned.
const FOLDS: Duration = Duration::from_millis(200);

pub(crate) const SEAL: &str = "SELECT log_seal($1, false, $2)";
pub(crate) const FOLD: &str = "SELECT learned_fold($1, $2)";
pub(crate) const SETTLE: &str = "SELECT learned_settle($1)";
pub(crate) const KNOWN: &str = "SELECT coalesce(max(position), 0) FROM log WHERE city = $1";

/// Seals and folds for as long as the store is open, as often as there is a hint, and at least every
/// [`Options::poll`](crate::Options::poll). Any number of processes do so at the same time.
pub(crate) async fn tend(house: Arc<House>) {
    loop {
        if let Err(fault) = tend_once(&house).await {
            let error = StorageError::from(fault);
            tracing::warn!(target: "aduan.postgres", %error, source = ?std::error::Error::source(&error), "the log is not tended now");
            tokio::time::sleep(house.options.poll).await;
        }
    }
}

async fn tend_once(house: &House) -> Result<(), Fault> {
    let (listener, mut hints) = house.listen().await?;
    let [seal, fold, known, tell] = [
        listener.prepare(SEAL).await?,
        listener.prepare(FOLD).await?,
        listener.prepare(KNOWN).await?,
        listener.prepare("SELECT pg_notify($1, '')").await?,
    ];
    let city: &(dyn ToSql + Sync) = &house.city;
    let mut folded_at = None::<Instant>;
    loop {
        let sealed = match listener.query_one(&seal, &[city, &ROUND]).await {
            Ok(row) => row.try_get::<_, Option<i32>>(0)?.unwrap_or(0),
            Err(error) if met(&error) => ROUND,
            Err(error) => return Err(error.into()),
        };
        let position: i64 = listener.query_one(&known, &[city]).await?.try_get(0)?;
        house.head.move_to(position.unsigned_abs());
        if sealed > 0 {
            listener.query(&tell, &[&house.channel()]).await?;
        }
        let mut folded = 0;
        if folded_at.is_none_or(|at| at.elapsed() >= FOLDS) {
            folded = match listener.query_one(&fold, &[city, &ROUND]).await {
                Ok(row) => row.try_get::<_, i32>(0)?,
                Err(error) if met(&error) => ROUND,
                Err(error) => return Err(error.into()),
            };
            folded_at = (folded < ROUND).then(Instant::now);
        }
        tokio::time::sleep(PAUSE).await;
        if sealed >= ROUND || folded >= ROUND {
            continue;
        }
        tokio::select! {
            () = house.head.hint.notified() => {}
            heard = hints.recv() => {
                if heard.is_none() {
                    return Err(Fault::Damaged("the connection that listens is closed"));
                }
                while hints.try_recv().is_ok() {}
            }
            () = tokio::time::sleep(house.options.poll) => {}
        }
    }
}
