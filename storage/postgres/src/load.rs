//! Answers what a decision wants to know, from one snapshot and in one round trip.

use std::collections::BTreeMap;

use aduan::{
    domain::CategoryId,
    facts::{Fact, Facts, Learned, Tally, Want},
    query::Item,
    record::{Key, RecordKind},
};
use deadpool_postgres::Object;
use futures::future::{join_all, join3};
use postgres_types::ToSql;
use tokio_postgres::{Row, Statement};

use crate::{
    complaint,
    convert::{sixteen, text, token, words},
    error::Fault,
    guards::{self, Window},
    members, queue,
};

/// A statement and its values.
struct Ask {
    sql: &'static str,
    values: Vec<Box<dyn ToSql + Sync + Send>>,
}

macro_rules! ask {
    ($sql:expr, $($value:expr),*) => {
        Ask { sql: $sql, values: vec![$(Box::new($value)),*] }
    };
}

/// Answers all wants.
pub(crate) async fn load(client: &Object, city: i32, wants: &[Want]) -> Result<Facts, Fault> {
    let asks: Vec<Vec<Ask>> = wants.iter().map(|want| asks(city, want)).collect();
    let records = records(city, wants);
    let flat: Vec<&Ask> = records.iter().chain(asks.iter().flatten()).collect();
    let mut statements = Vec::with_capacity(flat.len());
    for ask in &flat {
        statements.push(client.prepare_cached(ask.sql).await?);
    }
    let all = join_all(flat.iter().zip(&statements).map(|(ask, of)| query(client, of, ask)));
    // All is sent before anything is awaited, and the server answers in that order.
    let found = if let [_] = flat[..] {
        all.await
    } else {
        let begin = client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        let (opened, found, closed) = join3(begin, all, client.batch_execute("COMMIT")).await;
        opened.and(closed)?;
        found
    };
    let mut found = found.into_iter();
    let mut facts = Facts::none();
    if records.is_some() {
        let rows = found.next().unwrap_or_else(|| Ok(Vec::new()))?;
        let rows: Vec<_> = rows.iter().map(complaint::read_record).collect::<Result<_, _>>()?;
        for key in wants.iter().filter_map(plain) {
            let row = rows.iter().find(|row| row.value.key == *key).cloned();
            facts.insert(Want::Record(key.clone()), Fact::Record(row));
        }
    }
    for (want, asks) in wants.iter().zip(&asks) {
        if plain(want).is_some() {
            continue;
        }
        let rows: Vec<Vec<Row>> = found.by_ref().take(asks.len()).collect::<Result<_, _>>()?;
        facts.insert(want.clone(), fact(want, &rows)?);
    }
    Ok(facts)
}

/// The key of a record that is kept with others of its shape, and read with them.
fn plain(want: &Want) -> Option<&Key> {
    match want {
        Want::Record(key) => Some(key)
            .filter(|key| !matches!(key.kind(), RecordKind::Complaint | RecordKind::Queued)),
        _ => None,
    }
}

/// One statement for all those: most decisions want nothing else, and so need no transaction.
fn records(city: i32, wants: &[Want]) -> Option<Ask> {
    let keys: Vec<&Key> = wants.iter().filter_map(plain).collect();
    let kinds: Vec<&'static str> = keys.iter().map(|key| key.kind().name()).collect();
    let ids: Vec<_> = keys.iter().map(|key| sixteen(&key.id())).collect();
    (!keys.is_empty()).then(|| ask!(complaint::RECORDS, city, kinds, ids))
}

async fn query(client: &Object, of: &Statement, ask: &Ask) -> Result<Vec<Row>, Fault> {
    let values: Vec<&(dyn ToSql + Sync)> =
        ask.values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect();
    Ok(client.query(of, &values).await?)
}

pub(crate) const TOTALS: &str =
    "SELECT category, complaints, words FROM learned_total WHERE city = $1";
pub(crate) const COUNTS: &str =
    "SELECT word, category, count FROM learned WHERE city = $1 AND word = ANY ($2)";
pub(crate) const LATELY: &str =
    "SELECT category, words, step FROM learned_lately WHERE city = $1 ORDER BY seq";

/// Once [`log::settle`](crate::log::settle) has folded what was learned.
pub(crate) const WORDS: &str = "SELECT word, category, count FROM learned \
     WHERE city = $1 AND (word, category) > ($2, $3) ORDER BY word, category LIMIT $4";
pub(crate) const COUNT_WORDS: &str = "SELECT count(*) FROM learned WHERE city = $1";

/// Reads what is known of a word.
pub(crate) fn word(row: &Row) -> Result<Item, Fault> {
    let category: &str = row.try_get(1)?;
    let category = category.parse().map_err(|_| Fault::Damaged("a category that is none"))?;
    let count = row.try_get::<_, i64>(2)?.max(0).unsigned_abs();
    Ok(Item::Learned(text(row.try_get(0)?)?, category, count))
}

fn asks(city: i32, want: &Want) -> Vec<Ask> {
    match want {
        Want::Record(key) => match key.kind() {
            RecordKind::Complaint => vec![ask!(complaint::BY_ID, city, sixteen(&key.id()))],
            _ => vec![],
        },
        Want::Named(name) => vec![
            ask!(complaint::BY_NAME, city, name.to_string()),
            ask!(complaint::RECORD_BY_NAME, city, name.to_string()),
        ],
        Want::Receipt(key) => vec![ask!(guards::RECEIPT, city, token(key))],
        Want::Member(of, set, who) => {
            vec![ask!(members::HAS, city, sixteen(of.as_bytes()), set.name(), token(who))]
        }
        Want::Tally(of) => vec![ask!(guards::TALLY, city, sixteen(of.as_bytes()))],
        Want::Quota(key, length, now) => {
            let Window { seconds, begins } = Window::holding(*length, *now);
            vec![ask!(guards::USED, city, token(key), seconds, begins)]
        }
        Want::Queued(id) => vec![ask!(queue::BY_ID, city, sixteen(id.as_bytes()))],
        Want::Learned(of) => {
            let of: Vec<Vec<u8>> = words(of).into_iter().map(Into::into).collect();
            vec![ask!(TOTALS, city), ask!(COUNTS, city, of), ask!(LATELY, city)]
        }
    }
}

fn fact(want: &Want, found: &[Vec<Row>]) -> Result<Fact, Fault> {
    let first = found.first().and_then(|rows| rows.first());
    Ok(match want {
        Want::Record(_) => Fact::Record(first.map(complaint::read).transpose()?),
        Want::Named(_) => {
            let other = found.get(1).and_then(|rows| rows.first());
            Fact::Record(match first {
                Some(row) => Some(complaint::read(row)?),
                None => other.map(complaint::read_record).transpose()?,
            })
        }
        Want::Receipt(_) => Fact::Receipt(match first {
            Some(row) => Some(row.try_get::<_, &[u8]>(0)?.into()),
            None => None,
        }),
        Want::Member(..) => Fact::Member(first.map_or(Ok(false), |row| row.try_get(0))?),
        Want::Tally(_) => {
            Fact::Tally(first.map_or(Ok(Tally::default()), |row| guards::tally(row, 0))?)
        }
        Want::Quota(..) => {
            let used: i64 = first.map_or(Ok(0), |row| row.try_get(0))?;
            Fact::Quota(u32::try_from(used).unwrap_or(u32::MAX))
        }
        Want::Queued(_) => Fact::Queued(first.map(queue::read_any).transpose()?),
        Want::Learned(asked) => Fact::Learned(learned(asked, found)?),
    })
}

/// What was folded, and on top of it what was learned lately, in its order.
fn learned(asked: &[Box<str>], found: &[Vec<Row>]) -> Result<Learned, Fault> {
    let category = |row: &Row, at: usize| -> Result<CategoryId, Fault> {
        row.try_get::<_, &str>(at)?.parse().map_err(|_| Fault::Damaged("a category that is none"))
    };
    let count = |row: &Row, at: usize| -> Result<u64, Fault> {
        Ok(row.try_get::<_, i64>(at)?.max(0).unsigned_abs())
    };
    let rows = |at: usize| found.get(at).map_or(&[][..], Vec::as_slice);
    let mut learned = Learned::default();
    for row in rows(0) {
        learned.totals.insert(category(row, 0)?, (count(row, 1)?, count(row, 2)?));
    }
    for row in rows(1) {
        let counts = learned.counts.entry(text(row.try_get(0)?)?).or_insert_with(BTreeMap::new);
        counts.insert(category(row, 1)?, count(row, 2)?);
    }
    for row in rows(2) {
        let of = category(row, 0)?;
        let by = i64::from(row.try_get::<_, i16>(2)?);
        let (complaints, all) = learned.totals.entry(of.clone()).or_default();
        *complaints = complaints.saturating_add_signed(by);
        for word in row.try_get::<_, Vec<&[u8]>>(1)? {
            *all = all.saturating_add_signed(by);
            if let Some(word) = asked.iter().find(|asked| asked.as_bytes() == word) {
                let counts = learned.counts.entry(word.clone()).or_default();
                let count = counts.entry(of.clone()).or_default();
                *count = count.saturating_add_signed(by);
            }
        }
    }
    Ok(learned)
}
