//! The work of the house, in steps short enough that batches between them do not wait. Any number of
//! processes may do it at once; rows somebody holds are left for the next time.

use chrono::{DateTime, TimeDelta, Utc};
use deadpool_postgres::Object;
use postgres_types::ToSql;

use crate::{
    convert::{NEVER, nanos},
    error::Fault,
};

/// How many rows one step forgets.
const STEP: i64 = 1_000;

pub(crate) const END_AGE: &str = "WITH over AS (INSERT INTO age (city, age, ended) \
     SELECT c.city, c.age, $2 FROM city c WHERE c.city = $1 \
     AND EXISTS (SELECT 1 FROM once o WHERE o.city = $1 AND o.age = c.age AND o.age >= 0) \
     ON CONFLICT DO NOTHING RETURNING age) \
     UPDATE city SET age = city.age + 1 FROM over WHERE city = $1 AND city.age = over.age";
pub(crate) const RECEIPTS: &str = "DELETE FROM once WHERE city = $1 AND key IN (\
     SELECT o.key FROM age a JOIN once o ON o.city = a.city AND o.age = a.age AND o.age >= 0 \
     WHERE a.city = $1 AND a.ended < $2 LIMIT $3)";
pub(crate) const AGES: &str = "DELETE FROM age a WHERE a.city = $1 AND a.ended < $2 \
     AND NOT EXISTS (SELECT 1 FROM once o WHERE o.city = a.city AND o.age = a.age AND o.age >= 0)";
pub(crate) const WINDOWS: &str = "DELETE FROM quota WHERE city = $1 AND (key, seconds, begins) IN (\
     SELECT key, seconds, begins FROM quota WHERE city = $1 AND begins + seconds <= $2 AND used > 0 \
     LIMIT $3 FOR UPDATE SKIP LOCKED)";
pub(crate) const LANES: &str = "DELETE FROM lane WHERE city = $1 AND (queue, lane) IN (\
     SELECT queue, lane FROM lane WHERE city = $1 \
     AND queue = ANY ('{inbox,outbox,timers,jobs}') AND due = $4 AND closed <= $2 \
     LIMIT $3 FOR UPDATE SKIP LOCKED)";
pub(crate) const BATCHES: &str = "DELETE FROM batch WHERE (process, slot) IN (\
     SELECT process, slot FROM batch WHERE at < now() - interval '1 day' \
     LIMIT $1 FOR UPDATE SKIP LOCKED)";

/// Does all that is to be done now.
pub(crate) async fn upkeep(client: &Object, city: i32, now: DateTime<Utc>) -> Result<(), Fault> {
    let month = now.checked_sub_signed(TimeDelta::days(30)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let (month, seconds) = (nanos(month), now.timestamp());
    run(client, END_AGE, &[&city, &nanos(now)]).await?;
    while run(client, RECEIPTS, &[&city, &month, &STEP]).await? > 0 {}
    run(client, AGES, &[&city, &month]).await?;
    while run(client, WINDOWS, &[&city, &seconds, &STEP]).await? > 0 {}
    while run(client, LANES, &[&city, &nanos(now), &STEP, &NEVER]).await? > 0 {}
    while run(client, BATCHES, &[&STEP]).await? > 0 {}
    Ok(())
}

async fn run(client: &Object, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<u64, Fault> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, values).await?)
}
