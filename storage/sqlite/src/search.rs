//! Which complaints a filter lets through, in order, without reading more than it must.
//!
//! A filter is split in two: one part chooses an index that is read in the order of the list (or
//! several *streams* of it, one for each stage or department, which are merged), and the rest is
//! checked on each row the index offers. So statements are few and fixed, each names its index,
//! and what a page costs depends on the page and not on the city.

mod count;
mod drive;
pub(crate) mod statements;

use std::{cmp::Reverse, ops::ControlFlow};

use aduan::{
    domain::Point,
    query::{Filter, Index, Item, Order},
};
use rusqlite::{Connection, Row, ToSql, params};

pub(crate) use self::count::count;
use self::{
    drive::{Bound, Driver, drive, streams},
    statements::{
        BY_SEQ, MANY_PUBLIC, MANY_STAFF, NEAR, PUBLIC, ROW_BY_SEQ, Ranked, STAFF, Statements,
        WORDS_BY_SEQ, Walk,
    },
};
use crate::{
    complaint::{self, first_seq},
    convert::{nanos, split_words},
    error::Fault,
    guards::tally,
    list::Place,
    words,
};

/// Words that stand in more complaints than this are common: it takes longer to put all of these in
/// order than to look for the words in what is in order.
const COMMON: i64 = 10_000;

/// Whether those that hold the words are too many to be put in order, and no part of the filter
/// leaves few of them.
fn are_too_many(
    connection: &Connection,
    city: i64,
    filter: &Filter,
    order: Order,
    driver: &Driver<'_>,
) -> Result<bool, Fault> {
    let Driver::Words(index, words) = driver else { return Ok(false) };
    if order == Order::Newest || filter.owner.is_some() || filter.reporter.is_some() {
        return Ok(false);
    }
    let sql = if *index == Index::Public { MANY_PUBLIC } else { MANY_STAFF };
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.exists(params![words::query(city, words), COMMON])?)
}

/// Where a complaint stands: by deadline or rank, if that matters, and then the last filed first.
type Stand = (i64, Reverse<i64>);

/// One page of complaints with their places.
pub(crate) fn complaints(
    connection: &Connection,
    city: i64,
    filter: &Filter,
    order: Order,
    after: &Place,
    limit: usize,
) -> Result<Vec<(Place, Item)>, Fault> {
    let (mut driver, mut rest) = drive(filter, order);
    if are_too_many(connection, city, filter, order, &driver)? {
        rest = filter.clone();
        driver = streams(filter, order, &mut rest);
    }
    let mut search = Search::new(connection, city, (filter, &rest), order, limit);
    let (rank, seq) = match *after {
        Place::Newest(seq) => (0, seq),
        Place::Due(rank, seq) | Place::Supported(rank, seq) => (rank, seq),
        _ => return Err(Fault::Malformed("not a place in this list")),
    };
    let overdue = filter.due_before.is_some();
    match (&driver, order) {
        (Driver::Streams(Statements { ranked: Some(by), .. }, streams), Order::Due) => {
            search.merge(by.due, streams, (rank, seq))?;
        }
        (Driver::Streams(Statements { ranked: Some(by), .. }, streams), Order::Supported)
            if !overdue =>
        {
            search.merge(by.supported, streams, (rank, seq))?;
        }
        (Driver::Streams(of, streams), Order::Newest) if !overdue || of.ranked.is_none() => {
            search.merge_newest(*of, streams, seq)?;
        }
        (Driver::Words(..) | Driver::Near(..), Order::Newest) => search.offered(&driver, seq)?,
        // No index has these in that order: they are few beside the city, as those due before a time
        // are, or the search is narrow, so all are found and sorted.
        _ => {
            search.limit = usize::MAX;
            search.all(&driver, overdue)?;
            search.found.retain(|stand| *stand > (rank, Reverse(seq)));
        }
    }
    let mut found = search.found;
    found.sort_unstable();
    found.truncate(limit);
    found.into_iter().map(|stand| item(connection, city, order, stand)).collect()
}

fn item(
    connection: &Connection,
    city: i64,
    order: Order,
    (rank, Reverse(seq)): Stand,
) -> Result<(Place, Item), Fault> {
    let mut statement = connection.prepare_cached(ROW_BY_SEQ)?;
    let mut rows = statement.query([seq])?;
    let row = rows.next()?.ok_or(Fault::Damaged("an index that names a missing row"))?;
    let complaint = complaint::read(row)?;
    let aduan::record::Key::Complaint(id) = complaint.value.key else {
        return Err(Fault::Damaged("a complaint that is none"));
    };
    let place = match order {
        Order::Newest => Place::Newest(seq),
        Order::Due => Place::Due(rank, seq),
        Order::Supported => Place::Supported(rank, seq),
    };
    Ok((place, Item::Complaint(complaint, tally(connection, city, id)?)))
}

/// The last deadline a filter lets through.
fn last_due(filter: &Filter) -> i64 {
    filter.due_before.map_or(i64::MAX, |before| nanos(before) - 1)
}

/// A search under way.
struct Search<'s> {
    connection: &'s Connection,
    city: i64,
    rest: &'s Filter,
    /// The least rowid.
    since: i64,
    /// The last deadline that is asked for, where statements are bound by it.
    last_due: i64,
    order: Order,
    limit: usize,
    found: Vec<Stand>,
}

impl<'s> Search<'s> {
    fn new(
        connection: &'s Connection,
        city: i64,
        (filter, rest): (&Filter, &'s Filter),
        order: Order,
        limit: usize,
    ) -> Self {
        let since = filter.since.map_or(0, first_seq);
        let last_due = last_due(filter);
        Self { connection, city, rest, since, last_due, order, limit, found: Vec::new() }
    }

    /// Reads each stream in turn; once a page is full, no stream need go below its last row.
    fn merge_newest(
        &mut self,
        statements: Statements,
        streams: &[[Bound<'_>; 2]],
        before: i64,
    ) -> Result<(), Fault> {
        let mut least = self.since;
        for [one, two] in streams {
            self.walk(statements.newest, &[&self.city.clone(), &before, &least, one, two, &0, &0])?;
            if streams.len() > 1 && self.found.len() >= self.limit {
                self.found.sort_unstable();
                self.found.truncate(self.limit);
                if let (Order::Newest, Some((_, Reverse(seq)))) = (self.order, self.found.last()) {
                    least = *seq;
                }
            }
        }
        Ok(())
    }

    /// Reads each stream in its order after a place; once a page is full, no stream need go beyond
    /// its last row.
    fn merge(
        &mut self,
        walk: Walk,
        streams: &[[Bound<'_>; 2]],
        (rank, seq): (i64, i64),
    ) -> Result<(), Fault> {
        let (city, since, mut last) = (self.city, self.since, self.last_due);
        for [one, two] in streams {
            let before = self.found.len();
            self.walk(walk.same, &[&city, &seq, &since, one, two, &rank, &last])?;
            if self.found.len() - before < self.limit {
                self.walk(walk.later, &[&city, &seq, &since, one, two, &rank, &last])?;
            }
            if streams.len() > 1 && self.found.len() >= self.limit {
                self.found.sort_unstable();
                self.found.truncate(self.limit);
                last = self.found.last().map_or(last, |(rank, _)| *rank);
            }
        }
        Ok(())
    }

    /// Considers all that a driver offers.
    fn all(&mut self, driver: &Driver<'_>, overdue: bool) -> Result<(), Fault> {
        match driver {
            Driver::Streams(Statements { ranked: Some(Ranked { due, .. }), .. }, streams)
                if overdue =>
            {
                self.merge(*due, streams, (i64::MIN, i64::MAX))
            }
            Driver::Streams(statements, streams) => {
                self.merge_newest(*statements, streams, i64::MAX)
            }
            driver => self.offered(driver, i64::MAX),
        }
    }

    /// Steps through a statement until the page is full.
    fn walk(&mut self, sql: &str, values: &[&dyn ToSql; 7]) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let used = statement.parameter_count();
        let mut rows = statement.query(&values[..used])?;
        let enough = self.found.len().saturating_add(self.limit);
        while let Some(row) = rows.next()? {
            self.consider(row)?;
            if self.found.len() >= enough {
                break;
            }
        }
        Ok(())
    }

    /// Considers what the words or the places offer, the last filed first.
    fn offered(&mut self, driver: &Driver<'_>, before: i64) -> Result<(), Fault> {
        match driver {
            Driver::Streams(..) => Ok(()),
            Driver::Words(index, words) => {
                let sql = if *index == Index::Public { PUBLIC } else { STAFF };
                let mut statement = self.connection.prepare_cached(sql)?;
                let query = words::query(self.city, words);
                let mut rows = statement.query(params![query, before, self.since])?;
                while let Some(row) = rows.next()? {
                    if self.consider_seq(row.get(0)?)?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
            Driver::Near(centre, metres) => {
                let mut seqs = self.around(*centre, *metres)?;
                seqs.retain(|seq| (self.since..before).contains(seq));
                seqs.sort_unstable_by_key(|seq| Reverse(*seq));
                seqs.dedup();
                for seq in seqs {
                    if self.consider_seq(seq)?.is_break() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    fn consider_seq(&mut self, seq: i64) -> Result<ControlFlow<()>, Fault> {
        let mut statement = self.connection.prepare_cached(BY_SEQ)?;
        let mut rows = statement.query([seq])?;
        if let Some(row) = rows.next()? {
            self.consider(row)?;
        }
        let full = self.found.len() >= self.limit;
        Ok(if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn consider(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        if fits(row, self.rest)? && self.has_words(row.get(0)?)? {
            let rank = match self.order {
                Order::Newest => 0,
                Order::Due => row.get(6)?,
                Order::Supported => row.get(11)?,
            };
            self.found.push((rank, Reverse(row.get(0)?)));
        }
        Ok(())
    }

    /// Whether the row holds the words of the filter, if these were not what offered it.
    fn has_words(&self, seq: i64) -> Result<bool, Fault> {
        let Some((index, words)) = self.rest.words.as_ref().filter(|(_, of)| !of.is_empty()) else {
            return Ok(true);
        };
        let column = usize::from(*index == Index::Staff);
        let mut statement = self.connection.prepare_cached(WORDS_BY_SEQ)?;
        let held: Vec<u8> = statement.query_row([seq], |row| row.get(column))?;
        let held = split_words(&held)?;
        Ok(words.iter().all(|word| held.contains(word)))
    }

    /// Every rowid in the boxes around a circle.
    fn around(&self, centre: Point, metres: f64) -> Result<Vec<i64>, Fault> {
        let mut seqs = Vec::new();
        for ((south, west), (north, east)) in centre.boxes_around(metres) {
            let mut statement = self.connection.prepare_cached(NEAR)?;
            let mut rows = statement.query(params![self.city, south, north, west, east])?;
            while let Some(row) = rows.next()? {
                seqs.push(row.get(0)?);
            }
        }
        Ok(seqs)
    }
}

/// Whether a candidate passes every part of the filter but the words.
fn fits(row: &Row<'_>, rest: &Filter) -> Result<bool, Fault> {
    let Filter {
        published,
        stages,
        categories,
        departments,
        owner,
        reporter,
        words: _,
        near,
        since,
        due_before,
    } = rest;
    let text = |at| row.get_ref(at).map_err(Fault::from)?.as_str_or_null().map_err(|_| WRONG);
    let bytes = |at| row.get_ref(at).map_err(Fault::from)?.as_blob_or_null().map_err(|_| WRONG);
    if *published && !row.get::<_, bool>(9)? {
        return Ok(false);
    }
    if !stages.is_empty() {
        let stage = text(1)?;
        if !stages.iter().any(|of| Some(of.name()) == stage) {
            return Ok(false);
        }
    }
    if !categories.is_empty() {
        let category = text(2)?;
        if !categories.iter().any(|of| Some(of.as_str()) == category) {
            return Ok(false);
        }
    }
    if !departments.is_empty() {
        let unit = text(3)?;
        if !departments.iter().any(|of| Some(of.as_str()) == unit) {
            return Ok(false);
        }
    }
    if owner.is_some_and(|owner| bytes(4).ok().flatten() != Some(&owner.as_bytes()[..]))
        || reporter.is_some_and(|of| bytes(10).ok().flatten() != Some(&of.as_bytes()[..]))
        || since.is_some_and(|since| row.get(5).is_ok_and(|filed: i64| filed < nanos(since)))
        || due_before.is_some_and(|end| row.get(6).is_ok_and(|due: i64| due >= nanos(end)))
    {
        return Ok(false);
    }
    let Some((centre, metres)) = near else { return Ok(true) };
    Ok(match (row.get(7)?, row.get(8)?) {
        (Some(latitude), Some(longitude)) => {
            Point::new(latitude, longitude).is_ok_and(|point| centre.metres_to(point) <= *metres)
        }
        _ => false,
    })
}

const WRONG: Fault = Fault::Damaged("a complaint that is none");
