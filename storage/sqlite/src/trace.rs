//! The statements the writer runs, so that a bench can replay them on a bare connection.

use std::{fmt, sync::Arc};

use rusqlite::{
    Connection,
    trace::{TraceEvent, TraceEventCodes},
};

use crate::Options;

/// A value bound to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `NULL`.
    Null,
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A statement as it was run: the text as it is prepared, and the values of `?1`, `?2` ….
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The text.
    pub sql: String,
    /// The values.
    pub values: Vec<Value>,
}

/// Who is shown each statement before it runs, on the writer's thread.
#[derive(Clone)]
pub struct Tracer(Arc<dyn Fn(Statement) + Send + Sync>);

impl Tracer {
    /// Shows statements to `show`.
    pub fn new(show: impl Fn(Statement) + Send + Sync + 'static) -> Self {
        Self(Arc::new(show))
    }
}

impl fmt::Debug for Tracer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tracer")
    }
}

/// Attaches the tracer of `options`, if it has one, to the writer's connection.
pub(crate) fn attach(mut connection: Connection, options: &Options) -> Connection {
    if let Some(Tracer(show)) = options.trace.clone() {
        let traced = connection.trace_v2(
            TraceEventCodes::SQLITE_TRACE_STMT,
            Some(move |event: TraceEvent<'_>| {
                let TraceEvent::Stmt(statement, _) = event else { return };
                let sql = statement.sql().into_owned();
                // What FTS5 and the R*Tree run behind a statement names the database, ours does
                // not, nor does a pragma belong to a filing.
                if sql.contains("main") || sql.starts_with("PRAGMA") || sql.starts_with("--") {
                    return;
                }
                if let Some(values) =
                    statement.expanded_sql().and_then(|expanded| values(&sql, &expanded))
                {
                    show(Statement { sql, values });
                }
            }),
        );
        if let Err(error) = traced {
            tracing::warn!(error = &error as &dyn std::error::Error, "no trace");
        }
    }
    connection
}

/// The values in `expanded`, which is `sql` with a literal in place of each `?N`.
fn values(sql: &str, expanded: &str) -> Option<Vec<Value>> {
    let (mut values, mut sql, mut expanded) = (Vec::new(), sql, expanded);
    while let Some(at) = sql.find('?') {
        expanded = expanded.strip_prefix(&sql[..at])?;
        sql = &sql[at + 1..];
        let digits = sql.find(|c: char| !c.is_ascii_digit()).unwrap_or(sql.len());
        let number: usize = sql[..digits].parse().ok()?;
        sql = &sql[digits..];
        let (value, rest) = literal(expanded)?;
        expanded = rest;
        if values.len() < number {
            values.resize(number, Value::Null);
        }
        values[number.checked_sub(1)?] = value;
    }
    Some(values)
}

/// One literal, and what follows it.
fn literal(text: &str) -> Option<(Value, &str)> {
    if let Some(rest) = text.strip_prefix("NULL") {
        return Some((Value::Null, rest));
    }
    if let Some(rest) = text.strip_prefix("x'") {
        let (digits, rest) = rest.split_once('\'')?;
        let bytes = (0..digits.len() / 2)
            .map(|at| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok())
            .collect::<Option<_>>()?;
        return Some((Value::Blob(bytes), rest));
    }
    if let Some(mut rest) = text.strip_prefix('\'') {
        let mut value = String::new();
        loop {
            let (part, after) = rest.split_once('\'')?;
            value.push_str(part);
            match after.strip_prefix('\'') {
                Some(more) => {
                    value.push('\'');
                    rest = more;
                }
                None => return Some((Value::Text(value), after)),
            }
        }
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E')))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let value = match number.parse() {
        Ok(integer) => Value::Integer(integer),
        Err(_) => Value::Real(number.parse().ok()?),
    };
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_back() {
        let read = values(
            "SELECT ?1, max(?2, 0), ?4 WHERE a = ?3 AND b = ?1",
            "SELECT 'it''s', max(-3, 0), x'00ff' WHERE a = 1.5e+300 AND b = 'it''s'",
        );
        let expected = vec![
            Value::Text("it's".to_owned()),
            Value::Integer(-3),
            Value::Real(1.5e300),
            Value::Blob(vec![0, 255]),
        ];
        assert_eq!(read, Some(expected));
    }
}
