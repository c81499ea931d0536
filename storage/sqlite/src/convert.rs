//! Between values of the domain and of SQL.

use aduan::{
    domain::StageKind,
    record::{Name, RecordKind},
};
use chrono::{DateTime, Utc};

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
    at.timestamp_nanos_opt().unwrap_or(if at < DateTime::UNIX_EPOCH { i64::MIN } else { NEVER - 1 })
}

/// The time so many nanoseconds after 1970.
pub(crate) fn time(nanos: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_nanos(nanos)
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

/// The names of a record in one column, a line each.
pub(crate) fn join_names(names: &[Name]) -> String {
    let lines: Vec<_> = names.iter().map(Name::to_string).collect();
    lines.join("\n")
}

/// The names out of their column.
pub(crate) fn split_names(lines: &str) -> Result<Vec<Name>, Fault> {
    lines
        .lines()
        .map(|line| line.parse().map_err(|_| Fault::Damaged("a name that is none")))
        .collect()
}

/// Words in one column: each after its length, low byte first. Nothing in a word is special.
pub(crate) fn join_words(words: &[Box<str>]) -> Result<Vec<u8>, Fault> {
    let mut column = Vec::with_capacity(words.iter().map(|word| word.len() + 2).sum());
    for word in words {
        let length =
            u16::try_from(word.len()).map_err(|_| Fault::Malformed("a search word too long"))?;
        column.extend_from_slice(&length.to_le_bytes());
        column.extend_from_slice(word.as_bytes());
    }
    Ok(column)
}

/// The words out of their column.
pub(crate) fn split_words(mut column: &[u8]) -> Result<Vec<Box<str>>, Fault> {
    let wrong = Fault::Damaged("words that are none");
    let mut words = Vec::new();
    while let Some((length, rest)) = column.split_first_chunk() {
        let length = usize::from(u16::from_le_bytes(*length));
        let Some((word, rest)) = rest.split_at_checked(length) else { return Err(wrong) };
        let Ok(word) = std::str::from_utf8(word) else { return Err(wrong) };
        words.push(word.into());
        column = rest;
    }
    if column.is_empty() { Ok(words) } else { Err(wrong) }
}
