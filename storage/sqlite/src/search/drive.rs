//! What offers the candidates of a filter.

use aduan::{
    domain::{CategoryId, DepartmentId, Point, StageKind},
    query::{Filter, Index, Order},
};
use rusqlite::{ToSql, types::ToSqlOutput};

use super::statements::{ALL, CATEGORY, DEPARTMENT, OWNER, PUBLISHED, REPORTER, STAGE, Statements};

/// More streams than this are not merged; the rest of the filter does the work then.
pub(super) const STREAMS: usize = 64;

/// One value of a stream.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound<'f> {
    Text(&'f str),
    Bytes(&'f [u8]),
    Nothing,
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Bytes(bytes) => bytes.to_sql(),
            Self::Nothing => rusqlite::types::Null.to_sql(),
        }
    }
}

/// What offers candidates.
#[derive(Debug)]
pub(super) enum Driver<'f> {
    Streams(Statements, Vec<[Bound<'f>; 2]>),
    Words(Index, &'f [Box<str>]),
    Near(Point, f64),
}

/// Chooses what offers candidates, and returns the part of the filter left to check.
pub(super) fn drive(filter: &Filter, order: Order) -> (Driver<'_>, Filter) {
    let mut rest = filter.clone();
    let driver = if let Some((centre, metres)) = filter.near {
        Driver::Near(centre, metres) // stays in the rest: a box is not a circle
    } else if let Some((index, words)) = filter.words.as_ref().filter(|(_, of)| !of.is_empty()) {
        rest.words = None;
        Driver::Words(*index, words)
    } else if let Some(reporter) = &filter.reporter {
        rest.reporter = None;
        Driver::Streams(REPORTER, vec![[Bound::Bytes(reporter.as_bytes()), Bound::Nothing]])
    } else if let Some(owner) = &filter.owner {
        (rest.owner, rest.stages) = (None, Vec::new());
        let owner = Bound::Bytes(owner.as_bytes());
        let pairs = stages(filter).into_iter().map(|stage| [owner, Bound::Text(stage.name())]);
        Driver::Streams(OWNER, pairs.collect())
    } else {
        streams(filter, order, &mut rest)
    };
    (driver, rest)
}

/// The stages a filter lets through.
pub(super) fn stages(filter: &Filter) -> Vec<StageKind> {
    let asked = |stage: &StageKind| filter.stages.is_empty() || filter.stages.contains(stage);
    StageKind::ALL.into_iter().filter(asked).collect()
}

/// The departments a filter names, each once.
pub(super) fn units(filter: &Filter) -> Vec<&str> {
    sorted(filter.departments.iter().map(DepartmentId::as_str))
}

/// The categories a filter names, each once.
pub(super) fn categories(filter: &Filter) -> Vec<&str> {
    sorted(filter.categories.iter().map(CategoryId::as_str))
}

fn sorted<'f>(names: impl Iterator<Item = &'f str>) -> Vec<&'f str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

pub(super) fn streams<'f>(filter: &'f Filter, order: Order, rest: &mut Filter) -> Driver<'f> {
    let (stages, units, categories) = (stages(filter), units(filter), categories(filter));
    let one = |text| [Bound::Text(text), Bound::Nothing];
    if !units.is_empty() && units.len() * stages.len() <= STREAMS {
        rest.departments.clear();
        rest.stages.clear();
        rest.due_before = None; // the bound of the statements
        let pairs = units.iter().flat_map(|unit| {
            stages.iter().map(|stage| [Bound::Text(unit), Bound::Text(stage.name())])
        });
        Driver::Streams(DEPARTMENT, pairs.collect())
    } else if order != Order::Newest
        || filter.due_before.is_some()
        || (categories.is_empty() && !filter.stages.is_empty())
    {
        rest.stages.clear();
        rest.due_before = None;
        Driver::Streams(STAGE, stages.iter().map(|stage| one(stage.name())).collect())
    } else if !categories.is_empty() && categories.len() <= STREAMS {
        rest.categories.clear();
        Driver::Streams(CATEGORY, categories.into_iter().map(one).collect())
    } else if filter.published {
        rest.published = false;
        Driver::Streams(PUBLISHED, vec![[Bound::Nothing; 2]])
    } else {
        Driver::Streams(ALL, vec![[Bound::Nothing; 2]])
    }
}
