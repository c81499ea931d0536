//! Which complaints a filter lets through, in order, without reading more than it must.
//!
//! A filter is split in two, as in the embedded storage: one part chooses an index that is read in
//! the order of the list (or several *streams* of it, one for each stage or department, which are
//! merged), and the rest is checked on each row the index offers. `OFFSET 0` keeps the two apart, so
//! that no statistics can make another index look better; lists and counts are built by the same
//! lines.

mod near;
#[cfg(test)]
pub(crate) mod shapes;

use std::fmt::Write as _;

use aduan::{
    domain::{CategoryId, DepartmentId, StageKind},
    query::{Filter, Index, Item, Order},
};
use deadpool_postgres::Object;
use postgres_types::ToSql;
use tokio_postgres::Row;

use crate::{
    complaint::{self, COLUMNS},
    convert::{nanos, sixteen, token, wide, words},
    error::Fault,
    guards,
    list::{Place, counted, rows},
    words::{leap, tokens},
};

/// More streams than this are not merged; the rest of the filter does the work then.
const STREAMS: usize = 64;

/// Words that stand in more complaints than this are common: it takes longer to put all of these in
/// order than to look for the words in what is in order.
const COMMON: i64 = 10_000;

/// A statement that is being written, with its values.
#[derive(Default)]
pub(crate) struct Sql {
    pub(crate) text: String,
    values: Vec<Box<dyn ToSql + Sync + Send>>,
}

impl Sql {
    /// Adds a value and says its name in the text.
    pub(crate) fn bind(&mut self, value: impl ToSql + Sync + Send + 'static) -> String {
        self.values.push(Box::new(value));
        format!("${}", self.values.len())
    }

    async fn rows(&self, client: &Object) -> Result<Vec<Row>, Fault> {
        let values: Vec<&(dyn ToSql + Sync)> =
            self.values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect();
        rows(client, &self.text, &values).await
    }
}

/// What offers candidates.
#[derive(Debug)]
enum Driver {
    /// Rows of which the condition holds, in the order of their filing.
    Plain(String),
    /// The same for each value of `s.a`, and perhaps `s.b`, of which there may be two columns. They
    /// are in every other order as well if `ranked`.
    Streams {
        which: &'static str,
        a: Vec<String>,
        b: Vec<String>,
        ranked: bool,
    },
    Words,
}

/// Chooses what offers candidates, and returns the part of the filter left to check.
fn drive(sql: &mut Sql, filter: &Filter, order: Order, common: bool) -> (Driver, Filter) {
    let mut rest = filter.clone();
    let driver = if !common && filter.words.as_ref().is_some_and(|(_, of)| !of.is_empty()) {
        rest.words = None;
        Driver::Words
    } else if let Some(reporter) = rest.reporter.take() {
        Driver::Plain(format!("c.reporter = {}", sql.bind(token(&reporter))))
    } else if let Some(owner) = rest.owner.take() {
        Driver::Plain(format!("c.owner = {}", sql.bind(sixteen(owner.as_bytes()))))
    } else {
        streams(filter, order, &mut rest)
    };
    (driver, rest)
}

fn streams(filter: &Filter, order: Order, rest: &mut Filter) -> Driver {
    let stages: Vec<String> = (StageKind::ALL.into_iter())
        .filter(|stage| filter.stages.is_empty() || filter.stages.contains(stage))
        .map(|stage| stage.name().to_owned())
        .collect();
    let distinct = |of: Vec<&str>| {
        let set: std::collections::BTreeSet<String> = of.into_iter().map(str::to_owned).collect();
        set.into_iter().collect::<Vec<_>>()
    };
    let units = distinct(filter.departments.iter().map(DepartmentId::as_str).collect());
    let categories = distinct(filter.categories.iter().map(CategoryId::as_str).collect());
    if !units.is_empty() && units.len() * stages.len() <= STREAMS {
        rest.departments.clear();
        rest.stages.clear();
        let pairs = units.iter().flat_map(|unit| stages.iter().map(move |stage| (unit, stage)));
        let (a, b) = pairs.map(|(unit, stage)| (unit.clone(), stage.clone())).unzip();
        Driver::Streams { which: "c.department = s.a AND c.stage = s.b", a, b, ranked: true }
    } else if order != Order::Newest
        || filter.due_before.is_some()
        || (categories.is_empty() && !filter.stages.is_empty())
    {
        rest.stages.clear();
        Driver::Streams {
            which: "c.stage = s.a AND c.stage <> ''",
            a: stages,
            b: Vec::new(),
            ranked: true,
        }
    } else if !categories.is_empty() && categories.len() <= STREAMS {
        rest.categories.clear();
        Driver::Streams { which: "c.category = s.a", a: categories, b: Vec::new(), ranked: false }
    } else if filter.published {
        rest.published = false;
        Driver::Plain("c.published".to_owned())
    } else {
        Driver::Plain("c.filed IS NOT NULL".to_owned())
    }
}

/// The rest of a filter as a condition on `c`, but for distances, which are measured here.
fn conditions(sql: &mut Sql, rest: &Filter) -> String {
    let Filter {
        published,
        stages,
        categories,
        departments,
        owner,
        reporter,
        words: wanted,
        near: _,
        since,
        due_before,
    } = rest;
    let mut text = "true".to_owned();
    let mut and = |condition: String| {
        text.push_str(" AND ");
        text.push_str(&condition);
    };
    if *published {
        and("c.published".to_owned());
    }
    let mut among = |column: &str, names: Vec<String>| {
        if !names.is_empty() {
            and(format!("c.{column} = ANY ({})", sql.bind(names)));
        }
    };
    among("stage", stages.iter().map(|of| of.name().to_owned()).collect());
    among("category", categories.iter().map(|of| of.as_str().to_owned()).collect());
    among("department", departments.iter().map(|of| of.as_str().to_owned()).collect());
    if let Some(owner) = owner {
        and(format!("c.owner = {}", sql.bind(sixteen(owner.as_bytes()))));
    }
    if let Some(reporter) = reporter {
        and(format!("c.reporter = {}", sql.bind(token(reporter))));
    }
    if let Some((index, of)) = wanted.as_ref().filter(|(_, of)| !of.is_empty()) {
        let column = if *index == Index::Public { "public_words" } else { "staff_words" };
        let of: Vec<Vec<u8>> = words(of).into_iter().map(Into::into).collect();
        and(format!("c.{column} @> {}", sql.bind(of)));
    }
    if let Some(since) = since {
        and(format!("c.filed >= {}", sql.bind(nanos(*since))));
    }
    if let Some(before) = due_before {
        // What has no deadline has the least urgency there is, which is never greater.
        and(format!("c.urgency > {}", sql.bind(-nanos(*before))));
    }
    text
}

/// Which rows of a list are wanted.
#[derive(Clone, Copy)]
enum Cut {
    /// So many after a place, in their order.
    Page(Place, usize),
    /// All, in no order.
    All,
}

impl Cut {
    /// The order of a list that ends with such a place.
    fn list(self) -> Order {
        match self {
            Self::Page(Place::Due { .. }, _) => Order::Due,
            Self::Page(Place::Supported { .. }, _) => Order::Supported,
            _ => Order::Newest,
        }
    }

    fn order(self) -> &'static str {
        match self {
            Self::Page(Place::Due { .. }, _) => "c.urgency DESC, c.filed DESC, c.seq DESC",
            Self::Page(Place::Supported { .. }, _) => "c.supports DESC, c.filed DESC, c.seq DESC",
            Self::Page(..) => "c.filed DESC, c.seq DESC",
            Self::All => "",
        }
    }

    fn after(self, sql: &mut Sql) -> String {
        match self {
            Self::Page(Place::Newest { filed, seq }, _) => {
                format!("(c.filed, c.seq) < ({}, {})", sql.bind(filed), sql.bind(seq))
            }
            Self::Page(Place::Due { urgency, filed, seq }, _) => {
                let [urgency, filed, seq] = [urgency, filed, seq].map(|value| sql.bind(value));
                format!("(c.urgency, c.filed, c.seq) < ({urgency}, {filed}, {seq})")
            }
            Self::Page(Place::Supported { supports, filed, seq }, _) => {
                let [supports, filed, seq] = [supports, filed, seq].map(|value| sql.bind(value));
                format!("(c.supports, c.filed, c.seq) < ({supports}, {filed}, {seq})")
            }
            _ => "true".to_owned(),
        }
    }
}

/// The source `c` of complaints with how many support each.
fn with_supports(source: &str) -> String {
    format!(
        "(SELECT c.*, t.supports FROM {source} CROSS JOIN LATERAL (SELECT t.supports FROM tally t \
         WHERE t.city = c.city AND t.complaint = c.id OFFSET 0) t) c"
    )
}

/// Writes a source of complaints `c` that pass the filter (but for distances), cut as wanted; if cut
/// to a page, it may still offer more than that, and not in order. Words that are `common` are looked
/// for in what is in order.
fn source(sql: &mut Sql, city: i32, filter: &Filter, cut: Cut, common: bool) -> String {
    let order = cut.list();
    let (driver, mut rest) = drive(sql, filter, order, common);
    let city = sql.bind(city);
    // Where the index is in the order of filing, it ends there.
    let newest = order == Order::Newest;
    let since = if newest { rest.since.take().map(|at| sql.bind(nanos(at))) } else { None };
    // Where the index is in the order of deadlines, it begins there.
    let bound = match &driver {
        Driver::Streams { ranked: true, .. } => rest.due_before.take(),
        _ => None,
    };
    let bound = bound.map(|before| format!(" AND c.urgency > {}", sql.bind(-nanos(before))));
    let rest = conditions(sql, &rest);
    let of_city = match &since {
        Some(since) => format!("c.city = {city} AND c.filed >= {since}"),
        None => format!("c.city = {city}"),
    };
    let words =
        |sql: &mut Sql, before| spoken(sql, &city, filter, &rest, (since.as_deref(), before));
    let all = |which: &str| {
        format!("(SELECT * FROM complaint c WHERE {of_city} AND {which} AND {rest}) c")
    };
    let Cut::Page(place, limit) = cut else {
        return match driver {
            Driver::Plain(which) => all(&which),
            Driver::Streams { which, a, b, .. } => {
                let which = format!("{which}{}", bound.unwrap_or_default());
                format!("{} CROSS JOIN LATERAL {}", unnest(sql, a, b), all(&which))
            }
            Driver::Words => words(sql, None),
        };
    };
    if let (Driver::Words, Place::Newest { filed, seq }) = (&driver, place) {
        let offered = words(sql, Some((filed, seq)));
        return format!("(SELECT c.* FROM {offered} LIMIT {limit}) c");
    }
    let after = cut.after(sql);
    let by = cut.order();
    let in_order = |which: &str| match order {
        Order::Supported => format!(
            "(SELECT c.*, r.supports FROM (SELECT c.supports, c.seq FROM tally c \
             WHERE c.city = {city} AND {which} AND {after} ORDER BY {by} OFFSET 0) r CROSS JOIN \
             LATERAL (SELECT * FROM complaint c WHERE c.seq = r.seq OFFSET 0) c \
             WHERE {rest} LIMIT {limit}) c"
        ),
        Order::Newest | Order::Due => format!(
            "(SELECT * FROM (SELECT * FROM complaint c WHERE {of_city} AND {which} AND {after} \
             ORDER BY {by} OFFSET 0) c WHERE {rest} LIMIT {limit}) c"
        ),
    };
    // What no index has in that order is all found and sorted: it is little, or the search is narrow.
    let sorted = |source: &str| {
        let supported = order == Order::Supported;
        let source = if supported { with_supports(source) } else { source.to_owned() };
        format!("(SELECT c.* FROM {source} WHERE {after}) c")
    };
    match driver {
        Driver::Plain(which) if newest => in_order(&which),
        Driver::Plain(which) => sorted(&all(&which)),
        Driver::Streams { which, a, b, ranked } => {
            // Those due before a time are few beside the city: where they are not wanted in the
            // order of their deadlines, all are found and sorted.
            let by_index = match order {
                Order::Due => ranked,
                Order::Newest => bound.is_none(),
                Order::Supported => ranked && bound.is_none(),
            };
            let which = format!("{which}{}", bound.unwrap_or_default());
            let each = if by_index { in_order(&which) } else { sorted(&all(&which)) };
            format!("{} CROSS JOIN LATERAL {each}", unnest(sql, a, b))
        }
        Driver::Words => sorted(&words(sql, None)),
    }
}

fn unnest(sql: &mut Sql, a: Vec<String>, b: Vec<String>) -> String {
    if b.is_empty() {
        format!("unnest({}::text[]) AS s (a)", sql.bind(a))
    } else {
        format!("unnest({}::text[], {}::text[]) AS s (a, b)", sql.bind(a), sql.bind(b))
    }
}

/// Complaints that hold all words of the filter, the last filed first, between a time and a place.
fn spoken(
    sql: &mut Sql,
    city: &str,
    filter: &Filter,
    rest: &str,
    (since, before): (Option<&str>, Option<(i64, i64)>),
) -> String {
    let Some((index, words)) = &filter.words else { return String::new() };
    let before = before.unwrap_or((i64::MAX, i64::MAX));
    let offered = leap(sql, city, *index, tokens(words), (since, before));
    format!(
        "{offered} CROSS JOIN LATERAL (SELECT * FROM (SELECT * FROM complaint c WHERE c.seq = w.seq \
         OFFSET 0) c WHERE c.city = {city} AND {rest}) c"
    )
}

/// The columns of a complaint in a list, then its tally, then its place.
fn item_columns() -> &'static str {
    concat!(
        "SELECT ",
        complaint::columns!(),
        ", t.supports, t.follows, t.comments, t.confirmations, c.seq "
    )
}

fn item(row: &Row, order: Order) -> Result<(Place, Item), Fault> {
    let (filed, urgency) = (row.try_get(6)?, row.try_get(7)?);
    let seq = row.try_get(COLUMNS + 4)?;
    let tally = guards::tally(row, COLUMNS)?;
    let supports = wide(tally.supports);
    let place = match order {
        Order::Newest => Place::Newest { filed, seq },
        Order::Due => Place::Due { urgency, filed, seq },
        Order::Supported => Place::Supported { supports, filed, seq },
    };
    Ok((place, Item::Complaint(complaint::read(row)?, tally)))
}

/// One page of complaints with their places.
pub(crate) async fn complaints(
    client: &Object,
    city: i32,
    filter: &Filter,
    order: Order,
    after: Place,
    limit: usize,
) -> Result<Vec<(Place, Item)>, Fault> {
    let sql = if let Some(circle) = filter.near {
        let seqs = near::seqs(client, city, filter, circle, Some((after, limit))).await?;
        of_seqs(city, seqs)
    } else {
        let common = are_too_many(client, city, filter, order).await?;
        page(city, filter, after, limit, common)
    };
    let found = sql.rows(client).await?;
    let mut items: Vec<_> = found.iter().map(|row| item(row, order)).collect::<Result<_, _>>()?;
    items.sort_by(|(a, _), (b, _)| b.cmp(a));
    items.truncate(limit);
    Ok(items)
}

/// Whether those that hold the words are too many to be put in order, and no part of the filter
/// leaves few of them.
async fn are_too_many(
    client: &Object,
    city: i32,
    filter: &Filter,
    order: Order,
) -> Result<bool, Fault> {
    let words = filter.words.as_ref().filter(|(_, of)| !of.is_empty());
    let Some((index, words)) = words else { return Ok(false) };
    if order == Order::Newest || filter.owner.is_some() || filter.reporter.is_some() {
        return Ok(false);
    }
    Ok(!many(city, *index, words).rows(client).await?.is_empty())
}

/// A row, if more complaints hold the words than are put in order.
fn many(city: i32, index: Index, words: &[Box<str>]) -> Sql {
    let mut sql = Sql::default();
    let city = sql.bind(city);
    let offered = leap(&mut sql, &city, index, tokens(words), (None, (i64::MAX, i64::MAX)));
    let _ = write!(sql.text, "SELECT 1 FROM {offered} LIMIT 1 OFFSET {COMMON}");
    sql
}

fn page(city: i32, filter: &Filter, after: Place, limit: usize, common: bool) -> Sql {
    let mut sql = Sql::default();
    let cut = Cut::Page(after, limit);
    let from = source(&mut sql, city, filter, cut, common);
    let by = cut.order();
    let _ = write!(
        sql.text,
        "{} FROM (SELECT c.* FROM {from} ORDER BY {by} LIMIT {limit}) c \
         LEFT JOIN tally t ON t.city = c.city AND t.complaint = c.id",
        item_columns(),
    );
    sql
}

fn of_seqs(city: i32, seqs: Vec<i64>) -> Sql {
    let mut sql = Sql::default();
    let seqs = sql.bind(seqs);
    let city = sql.bind(city);
    let _ = write!(
        sql.text,
        "{} FROM complaint c LEFT JOIN tally t ON t.city = c.city AND t.complaint = c.id \
         WHERE c.seq = ANY ({seqs}) AND c.city = {city}",
        item_columns()
    );
    sql
}

pub(crate) const OLDEST: &str = concat!(
    "SELECT ",
    complaint::columns!(),
    ", t.supports, t.follows, t.comments, t.confirmations, c.seq FROM complaint c \
     LEFT JOIN tally t ON t.city = c.city AND t.complaint = c.id \
     WHERE c.city = $1 AND c.filed IS NOT NULL AND (c.filed, c.seq) > ($2, $3) \
     ORDER BY c.filed, c.seq LIMIT $4"
);

/// Reads a row of [`OLDEST`].
pub(crate) fn oldest(row: &Row) -> Result<(Place, Item), Fault> {
    let (place, item) = item(row, Order::Newest)?;
    let Place::Newest { filed, seq } = place else { return Ok((place, item)) };
    Ok((Place::Oldest { filed, seq }, item))
}

/// How many complaints a filter lets through.
pub(crate) async fn count(client: &Object, city: i32, filter: &Filter) -> Result<u64, Fault> {
    if let Some(circle) = filter.near {
        return Ok(near::seqs(client, city, filter, circle, None).await?.len() as u64);
    }
    counted(&counting(city, filter).rows(client).await?)
}

fn counting(city: i32, filter: &Filter) -> Sql {
    let mut sql = Sql::default();
    let from = source(&mut sql, city, filter, Cut::All, false);
    let _ = write!(sql.text, "SELECT count(*) FROM {from}");
    sql
}
