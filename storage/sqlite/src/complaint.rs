//! Complaints: put with what they are listed by, erased, and read again.

use aduan::{
    domain::{ComplaintId, DepartmentId, OfficerId, Point},
    query::Index,
    record::{Facets, Key, Row, Versioned},
    seal::Token,
};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    commit::Group,
    convert::{NEVER, join_names, join_words, nanos, split_names, split_words, stage, time},
    error::Fault,
    words::Change,
};

/// Complaints filed at the same nanosecond, such as those whose time is kept by the hour only, get
/// the rowids after it; at most so many.
const CROWD: i64 = 1 << 29;

/// The rowid a complaint filed at `at` wants: rowid order is the order of filing.
pub(crate) fn first_seq(at: DateTime<Utc>) -> i64 {
    nanos(at).clamp(0, i64::MAX - CROWD)
}

/// What a new row needs to know of the one it replaces.
struct Old {
    seq: i64,
    version: i64,
    names: String,
    public_words: Vec<u8>,
    staff_words: Vec<u8>,
    point: Option<(f64, f64)>,
    filed: Option<i64>,
    same: bool,
}

/// Inserts or replaces a complaint, its facets, names, words and place.
pub(crate) fn put(group: &mut Group<'_>, id: ComplaintId, row: &Row) -> Result<(), Fault> {
    let facets = row.facets.as_ref();
    let public_words = join_words(facets.map_or(&[], |facets| &facets.public_words))?;
    let staff_words = join_words(facets.map_or(&[], |facets| &facets.staff_words))?;
    let point = facets.and_then(|facets| facets.point).map(<(f64, f64)>::from);
    let first = facets.map_or(0, |facets| first_seq(facets.filed_at));

    let mut old = old(group, id, facets)?;
    group.rename(&row.key, old.as_ref().map_or("", |old| &old.names), &row.names)?;
    let mut version = 1;
    if let Some(found) = &old {
        version = found.version + 1;
        // Filed at another time, it stands elsewhere in every list.
        if found.filed != facets.map(|facets| nanos(facets.filed_at)) {
            remove(group, found)?;
            old = None;
        }
    }
    let seq = match &old {
        Some(old) => old.seq,
        None => next_seq(group.connection, first)?,
    };
    let columns = params![
        seq,
        group.city,
        id.as_bytes(),
        version,
        facets.map(|facets| facets.stage.name()),
        facets.map(|facets| facets.category.as_str()),
        facets.and_then(|facets| facets.department.as_ref()).map(DepartmentId::as_str),
        facets.and_then(|facets| facets.owner.as_ref()).map(OfficerId::as_bytes),
        facets.map(|facets| nanos(facets.filed_at)),
        due(facets),
        point.map(|point| point.0),
        point.map(|point| point.1),
        facets.is_some_and(|facets| facets.published),
        facets.and_then(|facets| facets.reporter.as_ref()).map(Token::as_bytes),
        join_names(&row.names),
        public_words,
        staff_words,
        row.body,
    ];
    match &old {
        None => {
            group.connection.prepare_cached(
                "INSERT INTO complaint (seq, city, id, version, stage, category, department, owner, \
                 filed, due, latitude, longitude, published, reporter, names, public_words, \
                 staff_words, body) VALUES \
                 (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
            )?.execute(columns)?;
        }
        // Most changes leave the facets alone, and then no index is written.
        Some(old) if old.same => {
            group
                .connection
                .prepare_cached(
                    "UPDATE complaint SET version = ?2, names = ?3, public_words = ?4, \
                     staff_words = ?5, body = ?6 WHERE seq = ?1",
                )?
                .execute(params![
                    seq,
                    version,
                    join_names(&row.names),
                    public_words,
                    staff_words,
                    row.body
                ])?;
        }
        Some(_) => {
            group.connection.prepare_cached(
                "UPDATE complaint SET city = ?2, id = ?3, version = ?4, stage = ?5, category = ?6, \
                 department = ?7, owner = ?8, filed = ?9, due = ?10, latitude = ?11, \
                 longitude = ?12, published = ?13, reporter = ?14, names = ?15, \
                 public_words = ?16, staff_words = ?17, body = ?18 WHERE seq = ?1",
            )?.execute(columns)?;
        }
    }
    if old.as_ref().and_then(|old| old.point) != point {
        place(group, seq, old.as_ref().and_then(|old| old.point), point)?;
    }
    let (old_public, old_staff) =
        old.map_or_else(Default::default, |old| (old.public_words, old.staff_words));
    Change::between(group, Index::Public, seq, &old_public, &public_words)?;
    Change::between(group, Index::Staff, seq, &old_staff, &staff_words)
}

fn due(facets: Option<&Facets>) -> i64 {
    facets.and_then(|facets| facets.due_at).map_or(NEVER, nanos)
}

fn old(group: &Group<'_>, id: ComplaintId, new: Option<&Facets>) -> Result<Option<Old>, Fault> {
    let found = group
        .connection
        .prepare_cached(
            "SELECT seq, version, names, public_words, staff_words, latitude, longitude, \
             stage IS ?3 AND category IS ?4 AND department IS ?5 AND owner IS ?6 AND filed IS ?7 \
             AND due = ?8 AND latitude IS ?9 AND longitude IS ?10 AND published = ?11 \
             AND reporter IS ?12, filed FROM complaint WHERE city = ?1 AND id = ?2",
        )?
        .query_row(
            params![
                group.city,
                id.as_bytes(),
                new.map(|facets| facets.stage.name()),
                new.map(|facets| facets.category.as_str()),
                new.and_then(|facets| facets.department.as_ref()).map(DepartmentId::as_str),
                new.and_then(|facets| facets.owner.as_ref()).map(OfficerId::as_bytes),
                new.map(|facets| nanos(facets.filed_at)),
                due(new),
                new.and_then(|facets| facets.point).map(Point::latitude),
                new.and_then(|facets| facets.point).map(Point::longitude),
                new.is_some_and(|facets| facets.published),
                new.and_then(|facets| facets.reporter.as_ref()).map(Token::as_bytes),
            ],
            |row| {
                let point: (Option<f64>, Option<f64>) = (row.get(5)?, row.get(6)?);
                Ok(Old {
                    seq: row.get(0)?,
                    version: row.get(1)?,
                    names: row.get(2)?,
                    public_words: row.get(3)?,
                    staff_words: row.get(4)?,
                    point: point.0.zip(point.1),
                    same: row.get(7)?,
                    filed: row.get(8)?,
                })
            },
        )
        .optional()?;
    Ok(found)
}

fn next_seq(connection: &Connection, first: i64) -> Result<i64, Fault> {
    let (taken, last): (bool, Option<i64>) = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM complaint WHERE seq = ?1), \
             (SELECT max(seq) FROM complaint WHERE seq >= ?1 AND seq < ?1 + ?2)",
        )?
        .query_row([first, CROWD], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match last {
        Some(last) if taken && last + 1 < first + CROWD => Ok(last + 1),
        Some(_) if taken => Err(Fault::Malformed("too many complaints at one time")),
        _ => Ok(first),
    }
}

/// Removes a complaint and its names, words and place; its sets stay.
pub(crate) fn erase(group: &mut Group<'_>, id: ComplaintId) -> Result<(), Fault> {
    if let Some(old) = old(group, id, None)? {
        group.rename(&Key::Complaint(id), &old.names, &[])?;
        remove(group, &old)?;
    }
    Ok(())
}

fn remove(group: &mut Group<'_>, old: &Old) -> Result<(), Fault> {
    group.connection.prepare_cached("DELETE FROM complaint WHERE seq = ?1")?.execute([old.seq])?;
    place(group, old.seq, old.point, None)?;
    Change::between(group, Index::Public, old.seq, &old.public_words, &[])?;
    Change::between(group, Index::Staff, old.seq, &old.staff_words, &[])
}

fn place(
    group: &Group<'_>,
    seq: i64,
    old: Option<(f64, f64)>,
    new: Option<(f64, f64)>,
) -> Result<(), Fault> {
    if old.is_some() {
        group.connection.prepare_cached("DELETE FROM place WHERE seq = ?1")?.execute([seq])?;
    }
    if let Some((latitude, longitude)) = new {
        group
            .connection
            .prepare_cached("INSERT INTO place VALUES (?1, ?2, ?2, ?3, ?3, ?4, ?4)")?
            .execute(params![seq, latitude, longitude, group.city])?;
    }
    Ok(())
}

/// The columns [`read`] understands, from the first.
macro_rules! complaint_columns {
    () => {
        "id, version, stage, category, department, owner, filed, due, latitude, longitude, \
         published, reporter, names, public_words, staff_words, body"
    };
}
pub(crate) use complaint_columns as columns;

pub(crate) const BY_ID: &str =
    concat!("SELECT ", complaint_columns!(), " FROM complaint WHERE city = ?1 AND id = ?2");

/// The complaint of that id.
pub(crate) fn by_id(
    connection: &Connection,
    city: i64,
    id: [u8; 16],
) -> Result<Option<Versioned<Row>>, Fault> {
    let mut statement = connection.prepare_cached(BY_ID)?;
    let mut rows = statement.query(params![city, id])?;
    rows.next()?.map(read).transpose()
}

/// Reads a complaint from its columns.
pub(crate) fn read(row: &rusqlite::Row<'_>) -> Result<Versioned<Row>, Fault> {
    let words = |at| split_words(row.get_ref(at)?.as_blob().map_err(|_| WRONG)?);
    let stage_name: Option<&str> = row.get_ref(2)?.as_str_or_null().map_err(|_| WRONG)?;
    let facets = match stage_name {
        None => None,
        Some(name) => Some(Facets {
            stage: stage(name)?,
            category: row.get_ref(3)?.as_str().map_err(|_| WRONG)?.parse().map_err(|_| WRONG)?,
            department: match row.get_ref(4)?.as_str_or_null().map_err(|_| WRONG)? {
                Some(unit) => Some(unit.parse().map_err(|_| WRONG)?),
                None => None,
            },
            owner: row.get::<_, Option<[u8; 16]>>(5)?.map(OfficerId::from_bytes),
            filed_at: time(row.get(6)?),
            due_at: match row.get(7)? {
                NEVER => None,
                due => Some(time(due)),
            },
            point: match (row.get(8)?, row.get(9)?) {
                (Some(latitude), Some(longitude)) => {
                    Some(Point::new(latitude, longitude).map_err(|_| WRONG)?)
                }
                _ => None,
            },
            published: row.get(10)?,
            reporter: row.get::<_, Option<[u8; 16]>>(11)?.map(Token::from_bytes),
            public_words: words(13)?,
            staff_words: words(14)?,
        }),
    };
    Ok(Versioned {
        version: row.get::<_, i64>(1)?.unsigned_abs(),
        value: Row {
            key: Key::Complaint(ComplaintId::from_bytes(row.get(0)?)),
            body: row.get_ref(15)?.as_blob().map_err(|_| WRONG)?.into(),
            names: split_names(row.get_ref(12)?.as_str().map_err(|_| WRONG)?)?,
            facets,
        },
    })
}

const WRONG: Fault = Fault::Damaged("a complaint that is none");
