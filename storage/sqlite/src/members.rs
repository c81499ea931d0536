//! Sets around complaints: a member is inserted if absent, and the tally moves by what was.

use aduan::{
    batch::{Member, Set},
    domain::ComplaintId,
    seal::Token,
};
use chrono::{DateTime, NaiveDate, TimeDelta};
use rusqlite::{Connection, Row, params};

use crate::{commit::Group, error::Fault};

/// Days are counted from it.
fn first_day() -> NaiveDate {
    DateTime::UNIX_EPOCH.date_naive()
}

/// Adds a member if it is absent.
pub(crate) fn join(group: &Group<'_>, member: &Member) -> Result<(), Fault> {
    let inserted = group
        .connection
        .prepare_cached(
            "INSERT INTO member (city, complaint, kind, place, who, day, body) \
             VALUES (?1, ?2, ?3, 1 + (SELECT ifnull(max(place), 0) FROM member \
             WHERE city = ?1 AND complaint = ?2 AND kind = ?3), ?4, ?5, ?6) \
             ON CONFLICT (city, complaint, kind, who) DO NOTHING",
        )?
        .execute(params![
            group.city,
            member.complaint.as_bytes(),
            member.set.name(),
            member.who.as_bytes(),
            member.day.signed_duration_since(first_day()).num_days(),
            member.body,
        ])?;
    if inserted == 1 { count(group, member.complaint, member.set, 1) } else { Ok(()) }
}

/// Removes a member if it is there.
pub(crate) fn leave(
    group: &Group<'_>,
    complaint: ComplaintId,
    set: Set,
    who: Token,
) -> Result<(), Fault> {
    let removed = group
        .connection
        .prepare_cached(
            "DELETE FROM member WHERE city = ?1 AND complaint = ?2 AND kind = ?3 AND who = ?4",
        )?
        .execute(params![group.city, complaint.as_bytes(), set.name(), who.as_bytes()])?;
    if removed == 1 { count(group, complaint, set, -1) } else { Ok(()) }
}

fn count(group: &Group<'_>, complaint: ComplaintId, set: Set, by: i64) -> Result<(), Fault> {
    macro_rules! moving {
        ($column:literal) => {
            concat!(
                "INSERT INTO tally (city, complaint, ",
                $column,
                ") VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET ",
                $column,
                " = ",
                $column,
                " + ?3"
            )
        };
    }
    let sql = match set {
        Set::Supports => moving!("supports"),
        Set::Follows => moving!("follows"),
        Set::Comments => moving!("comments"),
        Set::Confirmations => moving!("confirmations"),
    };
    group.connection.prepare_cached(sql)?.execute(params![group.city, complaint.as_bytes(), by])?;
    Ok(())
}

pub(crate) const HAS: &str = "SELECT EXISTS (SELECT 1 FROM member \
     WHERE city = ?1 AND complaint = ?2 AND kind = ?3 AND who = ?4)";

/// Whether somebody is a member.
pub(crate) fn has(
    connection: &Connection,
    city: i64,
    complaint: ComplaintId,
    set: Set,
    who: Token,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(HAS)?
        .query_row(params![city, complaint.as_bytes(), set.name(), who.as_bytes()], |row| {
            row.get(0)
        })
}

pub(crate) const LIST: &str = "SELECT place, who, day, body FROM member \
     WHERE city = ?1 AND complaint = ?2 AND kind = ?3 AND place > ?4 ORDER BY place LIMIT ?5";

/// The members of a set after a place, each with its place.
pub(crate) fn list(
    connection: &Connection,
    city: i64,
    complaint: ComplaintId,
    set: Set,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Member)>, Fault> {
    let mut statement = connection.prepare_cached(LIST)?;
    let mut rows =
        statement.query(params![city, complaint.as_bytes(), set.name(), after, limit])?;
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        members.push((row.get(0)?, read(row, complaint, set)?));
    }
    Ok(members)
}

fn read(row: &Row<'_>, complaint: ComplaintId, set: Set) -> Result<Member, Fault> {
    let day = TimeDelta::try_days(row.get(2)?)
        .and_then(|days| first_day().checked_add_signed(days))
        .ok_or(Fault::Damaged("a day that is none"))?;
    Ok(Member {
        complaint,
        set,
        who: Token::from_bytes(row.get(1)?),
        day,
        body: row.get::<_, Vec<u8>>(3)?.into(),
    })
}
