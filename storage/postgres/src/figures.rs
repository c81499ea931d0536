//! How much of everything there is.

use aduan::{ports::Figures, queue::Queue};
use chrono::{DateTime, Utc};
use deadpool_postgres::Object;

use crate::{
    convert::{nanos, stage, time},
    error::Fault,
    list::{counted, rows},
    log::last,
};

pub(crate) const STAGES: &str = "SELECT stage, count(*) FROM complaint \
     WHERE city = $1 AND stage <> '' GROUP BY stage";
pub(crate) const WAITING: &str =
    "SELECT count(*) FROM queued WHERE city = $1 AND queue = $2 AND buried IS NULL";
pub(crate) const BURIED: &str =
    "SELECT count(*) FROM queued WHERE city = $1 AND queue = $2 AND buried IS NOT NULL";
pub(crate) const OLDEST: &str = "SELECT due FROM lane WHERE city = $1 AND queue = $2 AND due <= $3 \
     AND due < 9223372036854775807 \
     ORDER BY due LIMIT 1";

/// Counts. Each is right, but they are not of one snapshot.
pub(crate) async fn figures(
    client: &Object,
    city: i32,
    now: DateTime<Utc>,
) -> Result<Figures, Fault> {
    let mut complaints = Vec::new();
    for row in rows(client, STAGES, &[&city]).await? {
        let many: i64 = row.try_get(1)?;
        complaints.push((stage(row.try_get(0)?)?, many.unsigned_abs()));
    }
    complaints.sort_unstable();
    let mut queues = Vec::new();
    for queue in Queue::ALL {
        let name = queue.name();
        let waiting = counted(&rows(client, WAITING, &[&city, &name]).await?)?;
        let buried = counted(&rows(client, BURIED, &[&city, &name]).await?)?;
        let oldest = rows(client, OLDEST, &[&city, &name, &nanos(now)]).await?;
        let oldest = oldest.first().map(|row| row.try_get(0)).transpose()?;
        queues.push((queue, waiting, buried, oldest.map(time)));
    }
    Ok(Figures { complaints, queues, log: last(client, city).await? })
}
