//! What is known of words: gathered from a whole group, and written once a word.

use std::collections::BTreeMap;

use aduan::domain::CategoryId;
use rusqlite::{Connection, params};

use crate::convert::wide;

/// What a batch learned.
#[derive(Debug)]
pub(crate) struct Lesson {
    category: CategoryId,
    words: Vec<Box<str>>,
    by: i64,
}

/// Several moves of a count that never falls below zero are one: add, then raise to the least.
#[derive(Clone, Copy, Debug, Default)]
struct Move {
    add: i64,
    least: i64,
}

impl Move {
    fn then(&mut self, by: i64) {
        self.add = self.add.saturating_add(by);
        self.least = self.least.saturating_add(by).max(0);
    }
}

impl Lesson {
    pub(crate) fn new(category: &CategoryId, words: &[Box<str>], by: i64) -> Self {
        Self { category: category.clone(), words: words.into(), by }
    }
}

/// Writes what the batches of a group learned, in the order of the tables' keys.
pub(crate) fn write(
    connection: &Connection,
    city: i64,
    lessons: &[Lesson],
) -> rusqlite::Result<()> {
    let mut counts = BTreeMap::<(&str, &str), Move>::new();
    let mut totals = BTreeMap::<&str, (Move, Move)>::new();
    for Lesson { category, words, by } in lessons {
        let category = category.as_str();
        for word in words {
            counts.entry((word, category)).or_default().then(*by);
        }
        let (complaints, all) = totals.entry(category).or_default();
        complaints.then(*by);
        all.then(by.saturating_mul(wide(words.len())));
    }
    for ((word, category), Move { add, least }) in counts {
        connection
            .prepare_cached(
                "INSERT INTO learned (city, word, category, count) VALUES (?1, ?2, ?3, max(?4, ?5)) \
                 ON CONFLICT DO UPDATE SET count = max(count + ?4, ?5)",
            )?
            .execute(params![city, word, category, add, least])?;
    }
    for (category, (complaints, all)) in totals {
        connection
            .prepare_cached(
                "INSERT INTO learned_total (city, category, complaints, words) \
                 VALUES (?1, ?2, max(?3, ?4), max(?5, ?6)) ON CONFLICT DO UPDATE \
                 SET complaints = max(complaints + ?3, ?4), words = max(words + ?5, ?6)",
            )?
            .execute(params![
                city,
                category,
                complaints.add,
                complaints.least,
                all.add,
                all.least
            ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_moves_are_one() {
        for start in 0..4_i64 {
            for moves in [[1, -1, -1, 1], [-1, -1, 1, 1], [-1, 1, -1, -1], [1, 1, 1, -1]] {
                let (mut one_by_one, mut at_once) = (start, Move::default());
                for by in moves {
                    one_by_one = (one_by_one + by).max(0);
                    at_once.then(by);
                }
                assert_eq!((start + at_once.add).max(at_once.least), one_by_one);
            }
        }
    }
}
