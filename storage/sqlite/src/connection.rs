//! How every connection is opened, and what is looked at before a store is used.

use std::{path::Path, time::Duration};

use aduan::log::{Digest, digest, link};
use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::{
    Options,
    error::OpenError,
    log::tail,
    migrate::{check_schema, migrate, pragma},
    presence::{Presence, end_leases},
};

/// Statements kept prepared on each connection; the crate has about seventy.
const STATEMENTS: usize = 128;
/// A file of at most so many pages is looked through when it is opened: about 8 MB.
const LOOKED_THROUGH: i64 = 2_000;
/// How many of the last links of the log are verified when a store is opened.
const LINKS: u64 = 256;

/// A connection that may write, on a file that may be new.
pub(crate) fn open(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(options.busy_timeout)?;
    // What a hostile file could try: to run code of its own in views and triggers, to have us
    // write to the tables behind the words, and cells that reach outside their page.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // Does nothing once the file has pages, so it only decides about new files.
    connection.pragma_update(None, "page_size", 4096)?;
    connection
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))?;
    // NORMAL would lose acknowledged commits at a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "cache_size", -options.cache_kib)?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update(None, "max_page_count", pages)?;
    }
    Ok(connection)
}

/// A connection that never writes.
pub(crate) fn open_reader(path: &Path, options: &Options) -> rusqlite::Result<Connection> {
    let connection = open(path, options)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// The first connection to a store, and what is known of it.
pub(crate) struct Established {
    pub(crate) connection: Connection,
    /// The number of the city in the file.
    pub(crate) city: i64,
    /// The last position of its log.
    pub(crate) last: u64,
    pub(crate) presence: Presence,
}

/// Opens the first connection: migrates, looks whether what is there can be trusted, and ends the
/// leases of the dead.
pub(crate) fn establish(
    path: &Path,
    city: &str,
    options: &Options,
) -> Result<Established, OpenError> {
    let sort = |error| OpenError::sort(path, error);
    let mut connection = open(path, options).map_err(sort)?;
    let (presence, alone) = Presence::enter(path).map_err(OpenError::Lock)?;
    migrate(&mut connection, path)?;
    check_schema(&connection, path)?;
    look_through(&connection)
        .map_err(sort)?
        .map_or(Ok(()), |found| Err(OpenError::Damaged(found)))?;
    connection
        .execute("INSERT INTO city (name) VALUES (?1) ON CONFLICT DO NOTHING", [city])
        .map_err(sort)?;
    let city = connection
        .query_row("SELECT city FROM city WHERE name = ?1", [city], |row| row.get(0))
        .map_err(sort)?;
    let last = verify(&connection, city).map_err(sort)?.map_err(OpenError::Damaged)?;
    if alone {
        end_leases(&connection).map_err(sort)?;
    }
    Ok(Established { connection, city, last, presence: presence.stay() })
}

/// Asks the engine to check a small file whole, and of a large one what its pages say of each
/// other in the places every start reads anyway. `aduan doctor` is there for the rest.
fn look_through(connection: &Connection) -> rusqlite::Result<Option<String>> {
    if pragma(connection, "page_count")? > LOOKED_THROUGH {
        return Ok(None);
    }
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok((said != "ok").then_some(said))
}

/// Verifies the last links of the log and returns its last position, or what is wrong.
fn verify(connection: &Connection, city: i64) -> rusqlite::Result<Result<u64, String>> {
    let entries = tail(connection, city, LINKS)?;
    let mut before: Option<(u64, Digest)> = None;
    for entry in &entries {
        let fits = match before {
            Some((position, last)) => {
                entry.position == position + 1 && link(&last, &entry.digest) == entry.link
            }
            None if entry.position == 1 => link(&Digest::default(), &entry.digest) == entry.link,
            None => true,
        };
        if !fits || digest(&entry.body) != entry.digest {
            return Ok(Err(format!("the log does not verify at position {}", entry.position)));
        }
        before = Some((entry.position, entry.link));
    }
    Ok(Ok(before.map_or(0, |(position, _)| position)))
}

/// How long a connection waits for another process before it says busy.
pub(crate) const BUSY: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_as_promised() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aduan.db");
        let options = Options::default();
        let writer = establish(&path, "kota-lestari", &options).unwrap().connection;
        let reader = open_reader(&path, &options).unwrap();
        for connection in [&writer, &reader] {
            let says = |name| pragma(connection, name).unwrap();
            let journal: String =
                connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!(journal, "wal");
            assert_eq!(says("synchronous"), 2, "FULL");
            assert_eq!(says("secure_delete"), 1);
            assert_eq!(says("foreign_keys"), 1);
            assert_eq!(says("trusted_schema"), 0);
            assert_eq!(says("cell_size_check"), 1);
            assert_eq!(says("busy_timeout"), 5_000);
            assert_eq!(says("journal_size_limit"), 64 << 20);
            assert_eq!(says("application_id"), crate::migrate::APPLICATION);
            assert_eq!(says("user_version"), crate::migrate::NEWEST);
        }
        assert_eq!(pragma(&reader, "query_only").unwrap(), 1);
        for index in ["words_public", "words_staff"] {
            let secure: i64 = writer
                .query_row(
                    &format!("SELECT v FROM {index}_config WHERE k = 'secure-delete'"),
                    [],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(secure, 1);
        }
    }
}
