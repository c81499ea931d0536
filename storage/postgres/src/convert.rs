//! Between values of the domain and of SQL.

use aduan::{
    domain::StageKind,
    record::{Name, RecordKind},
    seal::Token,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::error::Fault;

/// What stands for "no time": after every time there is.
pub(crate) const NEVER: i64 = i64::MAX;

/// A count as SQL has it.
pub(crate) fn wide<T: TryInto<i64>>(count: T) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// Nanoseconds since 1970. Times before 1677 and after 2262 become the first and the last that
/// can be counted so.
pub(crate) fn nanos(at: DateTime<Utc>) -> i64 {
    let (first, last) = (-NEVER + 1, NEVER - 1);
    let outside = if at < DateTime::UNIX_EPOCH { first } else { last };
    at.timestamp_nanos_opt().map_or(outside, |nanos| nanos.clamp(first, last))
}

/// The time so many nanoseconds after 1970.
pub(crate) fn time(nanos: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_nanos(nanos)
}

/// Sixteen bytes as SQL has them.
pub(crate) fn sixteen(bytes: &[u8; 16]) -> Uuid {
    Uuid::from_bytes(*bytes)
}

/// A token as SQL has it.
pub(crate) fn token(token: &Token) -> Uuid {
    sixteen(token.as_bytes())
}

/// The token out of its column.
pub(crate) fn untoken(id: Uuid) -> Token {
    Token::from_bytes(id.into_bytes())
}

/// A stage by its name.
pub(crate) fn stage(name: &str) -> Result<StageKind, Fault> {
    (StageKind::ALL.into_iter())
        .find(|stage| stage.name() == name)
        .ok_or(Fault::Damaged("a stage that is none"))
}

/// A record's kind by its name.
pub(crate) fn kind(name: &str) -> Result<RecordKind, Fault> {
    (RecordKind::ALL.into_iter())
        .find(|kind| kind.name() == name)
        .ok_or(Fault::Damaged("a kind of record that is none"))
}

/// The names of a record as SQL has them.
pub(crate) fn names(names: &[Name]) -> Vec<String> {
    names.iter().map(Name::to_string).collect()
}

/// The names out of their column.
pub(crate) fn unname(column: Vec<String>) -> Result<Vec<Name>, Fault> {
    column
        .into_iter()
        .map(|name| name.parse().map_err(|_| Fault::Damaged("a name that is none")))
        .collect()
}

/// Words as SQL has them.
pub(crate) fn words(words: &[Box<str>]) -> Vec<&[u8]> {
    words.iter().map(|word| word.as_bytes()).collect()
}

/// Words out of their column.
pub(crate) fn unword(column: Vec<Vec<u8>>) -> Result<Vec<Box<str>>, Fault> {
    column.into_iter().map(text).collect()
}

/// Text out of a column of bytes.
pub(crate) fn text(bytes: Vec<u8>) -> Result<Box<str>, Fault> {
    String::from_utf8(bytes).map(Into::into).map_err(|_| Fault::Damaged("text that is none"))
}
