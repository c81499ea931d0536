//! How many complaints a filter lets through, by an index alone where one holds all that is asked.

use aduan::query::{Filter, Order};
use rusqlite::{Connection, ToSql, params};

use super::{
    Search,
    drive::{Driver, STREAMS, categories, drive, stages, units},
    last_due,
    statements::{COUNT_CATEGORY, COUNT_CATEGORY_OF},
};
use crate::error::Fault;

/// How many complaints a filter lets through.
pub(crate) fn count(connection: &Connection, city: i64, filter: &Filter) -> Result<u64, Fault> {
    if let Some(count) = count_of_categories(connection, city, filter)? {
        return Ok(count);
    }
    let (driver, rest) = drive(filter, Order::Newest);
    let all = (filter, &rest);
    let mut search = Search::new(connection, city, all, Order::Newest, usize::MAX);
    match &driver {
        Driver::Streams(statements, streams) if rest == Filter::default() => {
            let by_deadline = statements.ranked.filter(|_| filter.due_before.is_some());
            let sql = by_deadline.map_or(statements.count, |by| by.count_due);
            let mut count = 0;
            for [one, two] in streams {
                let mut statement = connection.prepare_cached(sql)?;
                // Two streams may differ in how many values they take, their statement says.
                let values: [&dyn ToSql; 7] =
                    [&city, &1, &0, one, two, &i64::MIN, &search.last_due];
                let used = statement.parameter_count();
                let counted: i64 = statement.query_row(&values[..used], |row| row.get(0))?;
                count += counted.unsigned_abs();
            }
            return Ok(count);
        }
        driver => search.all(driver, filter.due_before.is_some())?,
    }
    Ok(search.found.len() as u64)
}

/// How many there are of categories, in stages and departments and due in time, by an index that
/// holds all of it; `None` if the filter asks for more.
fn count_of_categories(
    connection: &Connection,
    city: i64,
    filter: &Filter,
) -> Result<Option<u64>, Fault> {
    let more = Filter {
        stages: Vec::new(),
        categories: Vec::new(),
        departments: Vec::new(),
        due_before: None,
        ..filter.clone()
    };
    let (stages, units, categories) = (stages(filter), units(filter), categories(filter));
    let streams = categories.len() * stages.len() * units.len().max(1);
    if more != Filter::default() || streams == 0 || streams > STREAMS {
        return Ok(None);
    }
    let last_due = last_due(filter);
    let mut count: i64 = 0;
    for (category, stage) in
        categories.iter().flat_map(|category| stages.iter().map(move |stage| (category, stage)))
    {
        if units.is_empty() {
            let mut statement = connection.prepare_cached(COUNT_CATEGORY)?;
            let values = params![city, category, stage.name(), last_due];
            count += statement.query_row(values, |row| row.get::<_, i64>(0))?;
        }
        for unit in &units {
            let mut statement = connection.prepare_cached(COUNT_CATEGORY_OF)?;
            let values = params![city, category, stage.name(), last_due, unit];
            count += statement.query_row(values, |row| row.get::<_, i64>(0))?;
        }
    }
    Ok(Some(count.unsigned_abs()))
}
