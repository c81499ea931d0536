//! The search words of complaints.

use aduan::{log::digest, query::Index};
use rusqlite::{Connection, params};

use crate::{commit::Group, convert::split_words, error::Fault};

/// Words that come to a row of an index, or go.
#[derive(Debug)]
pub(crate) struct Change {
    seq: i64,
    index: Index,
    comes: bool,
    words: String,
}

impl Change {
    /// Notes how an index changes when a row's words do; both are columns of the row.
    pub(crate) fn between(
        group: &mut Group<'_>,
        index: Index,
        seq: i64,
        old: &[u8],
        new: &[u8],
    ) -> Result<(), Fault> {
        if old == new {
            return Ok(());
        }
        for (column, comes) in [(old, false), (new, true)] {
            if !column.is_empty() {
                let words = indexed(group.city, &split_words(column)?);
                group.words.push(Self { seq, index, comes, words });
            }
        }
        Ok(())
    }
}

/// Writes the changes of a whole group, in rowid order: FTS5 gathers what is written in memory
/// and must empty that whenever a rowid is not larger than the last.
pub(crate) fn write(connection: &Connection, changes: &mut [Change]) -> rusqlite::Result<()> {
    changes.sort_by_key(|change| change.seq); // stable: what goes still goes before what comes
    for Change { seq, index, comes, words } in changes {
        let sql = match (index, comes) {
            (Index::Public, true) => "INSERT INTO words_public (rowid, words) VALUES (?1, ?2)",
            (Index::Staff, true) => "INSERT INTO words_staff (rowid, words) VALUES (?1, ?2)",
            (Index::Public, false) => {
                "INSERT INTO words_public (words_public, rowid, words) VALUES ('delete', ?1, ?2)"
            }
            (Index::Staff, false) => {
                "INSERT INTO words_staff (words_staff, rowid, words) VALUES ('delete', ?1, ?2)"
            }
        };
        connection.prepare_cached(sql)?.execute(params![*seq, words.as_str()])?;
    }
    Ok(())
}

/// Words as the index has them: with the city in front, so that no city finds another's.
fn indexed(city: i64, words: &[Box<str>]) -> String {
    let words: Vec<_> = words.iter().map(|word| term(city, word)).collect();
    words.join(" ")
}

/// A query for rows that hold all of the words.
pub(crate) fn query(city: i64, words: &[Box<str>]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("\"{}\"", term(city, word))).collect();
    words.join(" AND ")
}

/// One term. What the tokenizer might change or cut, and it changes nothing in short words of
/// `a-z` and `0-9`, is replaced by its digest, so that every word is found verbatim.
fn term(city: i64, word: &str) -> String {
    let plain = word.len() <= 64
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain {
        return format!("{city}x{word}");
    }
    let mut term = format!("{city}d");
    for byte in digest(word.as_bytes()) {
        for half in [byte >> 4, byte & 15] {
            term.extend(char::from_digit(half.into(), 16));
        }
    }
    term
}
