//! Sets around complaints: a member is inserted if absent, and the tally moves by what was.

use aduan::{
    batch::{Member, Set},
    domain::ComplaintId,
    seal::Token,
};
use chrono::{DateTime, NaiveDate, TimeDelta};
use postgres_types::ToSql;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    convert::{sixteen, token, untoken},
    error::Fault,
};

/// The type `batch_member`.
#[derive(Debug, ToSql)]
#[postgres(name = "batch_member")]
pub(crate) struct Move<'b> {
    pub(crate) complaint: Uuid,
    kind: &'static str,
    who: Uuid,
    joins: bool,
    day: i32,
    body: &'b [u8],
}

/// Days are counted from it.
fn first_day() -> NaiveDate {
    DateTime::UNIX_EPOCH.date_naive()
}

impl<'b> Move<'b> {
    pub(crate) fn join(member: &'b Member) -> Self {
        let days = member.day.signed_duration_since(first_day()).num_days();
        Self {
            complaint: sixteen(member.complaint.as_bytes()),
            kind: member.set.name(),
            who: token(&member.who),
            joins: true,
            day: i32::try_from(days).unwrap_or(i32::MAX),
            body: &member.body,
        }
    }

    pub(crate) fn leave(complaint: &ComplaintId, set: Set, who: &Token) -> Self {
        let (complaint, kind, who) = (sixteen(complaint.as_bytes()), set.name(), token(who));
        Self { complaint, kind, who, joins: false, day: 0, body: &[] }
    }
}

pub(crate) const HAS: &str = "SELECT EXISTS (SELECT 1 FROM member \
     WHERE city = $1 AND complaint = $2 AND kind = $3 AND who = $4)";
pub(crate) const LIST: &str = "SELECT place, who, day, body FROM member \
     WHERE city = $1 AND complaint = $2 AND kind = $3 AND place > $4 AND place > 0 ORDER BY place LIMIT $5";
pub(crate) const COUNT: &str =
    "SELECT count(*) FROM member WHERE city = $1 AND complaint = $2 AND kind = $3";

/// Reads a member and its place.
pub(crate) fn read(row: &Row, complaint: ComplaintId, set: Set) -> Result<(i64, Member), Fault> {
    let day = TimeDelta::try_days(row.try_get::<_, i32>(2)?.into())
        .and_then(|days| first_day().checked_add_signed(days))
        .ok_or(Fault::Damaged("a day that is none"))?;
    let who = untoken(row.try_get(1)?);
    let body = row.try_get::<_, &[u8]>(3)?.into();
    Ok((row.try_get(0)?, Member { complaint, set, who, day, body }))
}
