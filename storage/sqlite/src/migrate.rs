//! The ladder of migrations, and whether the schema is what they make.

use std::{collections::BTreeMap, path::Path};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::OpenError;

/// Every migration; the version of a schema is how many were applied.
const LADDER: &[&str] = &[
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_leases.sql"),
    include_str!("../migrations/0003_supported.sql"),
    include_str!("../migrations/0004_counted.sql"),
];

/// The newest version this release knows.
#[expect(clippy::cast_possible_wrap, reason = "there will be fewer than 2^63 migrations")]
pub(crate) const NEWEST: i64 = LADDER.len() as i64;

/// "Adua" in ASCII, which `file` and we know a database of ours by.
pub(crate) const APPLICATION: i64 = 0x4164_7561;

/// Brings the schema to the newest version, each step in its own transaction.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let sort = |error| OpenError::sort(path, error);
    loop {
        // Immediate, so that of two processes which open a new file one waits for the other.
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let step = step.map_err(sort)?;
        let application = pragma(&step, "application_id").map_err(sort)?;
        let version = pragma(&step, "user_version").map_err(sort)?;
        let objects: i64 = step
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(sort)?;
        if application != APPLICATION && (application != 0 || version != 0 || objects != 0) {
            return Err(OpenError::NotADatabase(path.into()));
        }
        if version > NEWEST {
            return Err(OpenError::Newer { found: version, known: NEWEST });
        }
        let Ok(at) = usize::try_from(version) else {
            return Err(OpenError::Schema(format!("version {version}")));
        };
        let Some(sql) = LADDER.get(at) else { return Ok(()) };
        step.execute_batch(sql).map_err(sort)?;
        step.pragma_update(None, "user_version", version + 1).map_err(sort)?;
        step.pragma_update(None, "application_id", APPLICATION).map_err(sort)?;
        step.commit().map_err(sort)?;
    }
}

/// Compares every object with what the migrations make in an empty database.
pub(crate) fn check_schema(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let fresh = Connection::open_in_memory().map_err(OpenError::Engine)?;
    for sql in LADDER {
        fresh.execute_batch(sql).map_err(OpenError::Engine)?;
    }
    let found = objects(connection).map_err(|error| OpenError::sort(path, error))?;
    for (name, sql) in objects(&fresh).map_err(OpenError::Engine)? {
        if found.get(&name) != Some(&sql) {
            return Err(OpenError::Schema(name));
        }
    }
    Ok(())
}

fn objects(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Option<String>>> {
    connection
        .prepare(
            "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

pub(crate) fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
