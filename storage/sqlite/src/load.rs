//! Answers what a decision wants to know.

use std::collections::BTreeMap;

use aduan::{
    domain::CategoryId,
    facts::{Fact, Facts, Learned, Want},
    record::{Key, Name, RecordKind, Row, Versioned},
};
use rusqlite::{Connection, params};

use crate::{
    complaint,
    convert::{kind, split_names},
    error::Fault,
    guards::{Window, receipt, tally, used},
    members, queue,
};

/// Answers all wants; the caller holds one read transaction around it.
pub(crate) fn load(connection: &Connection, city: i64, wants: &[Want]) -> Result<Facts, Fault> {
    let mut facts = Facts::none();
    for want in wants {
        let fact = match want {
            Want::Record(key) => Fact::Record(record(connection, city, key)?),
            Want::Named(name) => Fact::Record(named(connection, city, name)?),
            Want::Receipt(key) => Fact::Receipt(receipt(connection, city, *key)?),
            Want::Member(complaint, set, who) => {
                Fact::Member(members::has(connection, city, *complaint, *set, *who)?)
            }
            Want::Tally(complaint) => Fact::Tally(tally(connection, city, *complaint)?),
            Want::Quota(key, length, now) => {
                Fact::Quota(used(connection, city, *key, Window::holding(*length, *now))?)
            }
            Want::Queued(id) => Fact::Queued(queue::by_id(connection, city, *id)?),
            Want::Learned(words) => Fact::Learned(learned(connection, city, words)?),
        };
        facts.insert(want.clone(), fact);
    }
    Ok(facts)
}

fn record(connection: &Connection, city: i64, key: &Key) -> Result<Option<Versioned<Row>>, Fault> {
    match key.kind() {
        RecordKind::Complaint => complaint::by_id(connection, city, key.id()),
        RecordKind::Queued => Ok(None),
        kind => other(connection, city, kind, key.id()),
    }
}

pub(crate) const BY_NAME: &str = "SELECT kind, id FROM name WHERE city = ?1 AND name = ?2";

fn named(connection: &Connection, city: i64, name: &Name) -> Result<Option<Versioned<Row>>, Fault> {
    let mut statement = connection.prepare_cached(BY_NAME)?;
    let mut rows = statement.query(params![city, name.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    match (kind(&row.get::<_, String>(0)?)?, row.get(1)?) {
        (RecordKind::Complaint, id) => complaint::by_id(connection, city, id),
        (kind, id) => other(connection, city, kind, id),
    }
}

pub(crate) const RECORD: &str = "SELECT id, version, names, body, seq FROM record \
     WHERE city = ?1 AND kind = ?2 AND id = ?3";

fn other(
    connection: &Connection,
    city: i64,
    kind: RecordKind,
    id: [u8; 16],
) -> Result<Option<Versioned<Row>>, Fault> {
    let mut statement = connection.prepare_cached(RECORD)?;
    let mut rows = statement.query(params![city, kind.name(), id])?;
    rows.next()?.map(|row| read(row, kind)).transpose()
}

pub(crate) const OFFICERS: &str = "SELECT id, version, names, body, seq FROM record \
     INDEXED BY record_officers WHERE city = ?1 AND kind = 'officer' AND seq > ?2 \
     ORDER BY seq LIMIT ?3";

/// Officers after a place, each with its place.
pub(crate) fn officers(
    connection: &Connection,
    city: i64,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Versioned<Row>)>, Fault> {
    let mut statement = connection.prepare_cached(OFFICERS)?;
    let mut rows = statement.query(params![city, after, limit])?;
    let mut officers = Vec::new();
    while let Some(row) = rows.next()? {
        officers.push((row.get(4)?, read(row, RecordKind::Officer)?));
    }
    Ok(officers)
}

pub(crate) const RECORDS: &str = "SELECT id, version, names, body FROM record \
     INDEXED BY record_id WHERE city = ?1 AND kind = ?2 AND id > ?3 ORDER BY id LIMIT ?4";

/// Records of a kind after an id; an empty one is before all.
pub(crate) fn records(
    connection: &Connection,
    city: i64,
    kind: RecordKind,
    after: &[u8],
    limit: i64,
) -> Result<Vec<Versioned<Row>>, Fault> {
    let mut statement = connection.prepare_cached(RECORDS)?;
    let mut rows = statement.query(params![city, kind.name(), after, limit])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(read(row, kind)?);
    }
    Ok(records)
}

fn read(row: &rusqlite::Row<'_>, kind: RecordKind) -> Result<Versioned<Row>, Fault> {
    if matches!(kind, RecordKind::Complaint | RecordKind::Queued) {
        return Err(Fault::Damaged("a record of a kind that is kept elsewhere"));
    }
    let key = Key::new(kind, row.get(0)?);
    Ok(Versioned {
        version: row.get::<_, i64>(1)?.unsigned_abs(),
        value: Row {
            key,
            body: row.get::<_, Vec<u8>>(3)?.into(),
            names: split_names(&row.get::<_, String>(2)?)?,
            facets: None,
        },
    })
}

fn category(row: &rusqlite::Row<'_>) -> Result<CategoryId, Fault> {
    row.get::<_, String>(0)?.parse().map_err(|_| Fault::Damaged("a category that is none"))
}

pub(crate) const TOTALS: &str =
    "SELECT category, complaints, words FROM learned_total WHERE city = ?1";
pub(crate) const COUNTS: &str = "SELECT category, count FROM learned WHERE city = ?1 AND word = ?2";

fn learned(connection: &Connection, city: i64, words: &[Box<str>]) -> Result<Learned, Fault> {
    let mut learned = Learned::default();
    let mut statement = connection.prepare_cached(TOTALS)?;
    let mut rows = statement.query([city])?;
    while let Some(row) = rows.next()? {
        let [complaints, words] =
            [row.get::<_, i64>(1)?, row.get(2)?].map(|count| count.max(0).unsigned_abs());
        learned.totals.insert(category(row)?, (complaints, words));
    }
    let mut statement = connection.prepare_cached(COUNTS)?;
    for word in words {
        let mut counts = BTreeMap::new();
        let mut rows = statement.query(params![city, word])?;
        while let Some(row) = rows.next()? {
            counts.insert(category(row)?, row.get::<_, i64>(1)?.max(0).unsigned_abs());
        }
        if !counts.is_empty() {
            learned.counts.insert(word.clone(), counts);
        }
    }
    Ok(learned)
}

pub(crate) const WORDS: &str = "SELECT category, count, word FROM learned \
     WHERE city = ?1 AND (word, category) > (?2, ?3) ORDER BY word, category LIMIT ?4";

/// What is known of words after one of a category.
pub(crate) fn words(
    connection: &Connection,
    city: i64,
    (word, of): (&str, &str),
    limit: i64,
) -> Result<Vec<(Box<str>, CategoryId, u64)>, Fault> {
    let mut statement = connection.prepare_cached(WORDS)?;
    let mut rows = statement.query(params![city, word, of, limit])?;
    let mut words = Vec::new();
    while let Some(row) = rows.next()? {
        let count = row.get::<_, i64>(1)?.max(0).unsigned_abs();
        words.push((row.get::<_, String>(2)?.into(), category(row)?, count));
    }
    Ok(words)
}
