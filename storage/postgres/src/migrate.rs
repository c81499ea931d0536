//! The ladder of migrations. See `migrations/NOTES.md`.

use tokio_postgres::{Client, IsolationLevel, Transaction, error::SqlState};

use crate::ConnectError;

/// Every migration; the version of a schema is how many were applied.
const LADDER: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_commit.sql"),
    include_str!("../migrations/0003_log.sql"),
    include_str!("../migrations/0004_lists.sql"),
    include_str!("../migrations/0005_supported.sql"),
];

/// The newest version this release knows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "there will be fewer than 2^31 migrations"
)]
pub(crate) const NEWEST: i32 = LADDER.len() as i32;

/// "Adua" in ASCII: the lock under which one process migrates while others wait.
const LOCK: i64 = 0x4164_7561;

/// Brings the schema to the newest version, each step in a transaction of its own. Nothing is
/// written, and no right to do so is needed, if it is there already.
pub(crate) async fn migrate(client: &mut Client, schema: &str) -> Result<(), ConnectError> {
    loop {
        match version(client).await? {
            found if found > NEWEST => return Err(ConnectError::Newer { found, known: NEWEST }),
            NEWEST => return Ok(()),
            _ => {}
        }
        // Read committed, to see what another process did while we waited for the lock.
        let begin = client.build_transaction().isolation_level(IsolationLevel::ReadCommitted);
        let step = begin.start().await?;
        step.query_one("SELECT pg_advisory_xact_lock($1)", &[&LOCK]).await?;
        let at = version_in(&step).await?;
        let Some(sql) = usize::try_from(at).ok().and_then(|at| LADDER.get(at)) else { continue };
        if at == 0 {
            let there = "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)";
            if !step.query_one(there, &[&schema]).await?.get::<_, bool>(0) {
                let schema = schema.replace('"', "");
                step.batch_execute(&format!("CREATE SCHEMA \"{schema}\"")).await?;
            }
            step.batch_execute("CREATE TABLE schema_version (version int PRIMARY KEY)").await?;
        }
        step.batch_execute(sql).await?;
        step.execute("INSERT INTO schema_version VALUES ($1)", &[&(at + 1)]).await?;
        step.commit().await?;
    }
}

const VERSION: &str = "SELECT coalesce(max(version), 0) FROM schema_version";

async fn version(client: &Client) -> Result<i32, ConnectError> {
    match client.query_one(VERSION, &[]).await {
        Ok(row) => Ok(row.get(0)),
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

async fn version_in(step: &Transaction<'_>) -> Result<i32, ConnectError> {
    let there = "SELECT to_regclass('schema_version') IS NOT NULL";
    if !step.query_one(there, &[]).await?.get::<_, bool>(0) {
        return Ok(0);
    }
    Ok(step.query_one(VERSION, &[]).await?.get(0))
}
