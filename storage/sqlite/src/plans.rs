//! Looks at the plan of every statement that reads: none may scan a table or sort.

use rusqlite::Connection;

use crate::{
    complaint, figures, guards, list, load, log, members, migrate, oldest, queue,
    search::statements::{self, Ranked},
};

fn statements() -> Vec<&'static str> {
    let mut statements = vec![
        complaint::BY_ID,
        figures::STAGE,
        figures::WAITING,
        figures::BURIED,
        figures::OLDEST,
        list::COUNT_MEMBERS,
        list::COUNT_OFFICERS,
        list::COUNT_RECORDS,
        list::COUNT_WAITING,
        list::COUNT_RECEIPTS,
        list::COUNT_WORDS,
        list::COUNT_BURIED,
        load::BY_NAME,
        load::RECORD,
        load::OFFICERS,
        load::RECORDS,
        load::WORDS,
        guards::RECEIPTS,
        load::TOTALS,
        load::COUNTS,
        log::READ,
        log::HISTORY,
        log::HISTORY_COUNT,
        log::LAST,
        members::HAS,
        members::LIST,
        queue::OPEN_LANES,
        queue::OPEN_LANE,
        queue::DUE_ROWS,
        queue::BY_ID,
        queue::BURIED,
        queue::WAITING,
        oldest::OLDEST,
        statements::BY_SEQ,
        statements::ROW_BY_SEQ,
        statements::WORDS_BY_SEQ,
        statements::PUBLIC,
        statements::STAFF,
        statements::MANY_PUBLIC,
        statements::MANY_STAFF,
        statements::NEAR,
        statements::COUNT_CATEGORY,
        statements::COUNT_CATEGORY_OF,
    ];
    for of in [
        statements::ALL,
        statements::PUBLISHED,
        statements::CATEGORY,
        statements::OWNER,
        statements::REPORTER,
        statements::STAGE,
        statements::DEPARTMENT,
    ] {
        statements.extend([of.newest, of.count]);
        if let Some(Ranked { due, supported, count_due }) = of.ranked {
            let walks = [due, supported].into_iter();
            statements.extend(walks.flat_map(|of| [of.same, of.later]).chain([count_due]));
        }
    }
    statements
}

#[test]
fn no_statement_scans_or_sorts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plans.db");
    let mut connection = Connection::open(&path).unwrap();
    migrate::migrate(&mut connection, &path).unwrap();
    for sql in statements() {
        let mut explain = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let plan: Vec<String> =
            explain.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().unwrap();
        assert!(!plan.is_empty(), "{sql}");
        for step in plan {
            let indexed = step.starts_with("SEARCH ")
                || step == "SCAN CONSTANT ROW"
                || step.starts_with("SCALAR SUBQUERY")
                || step.contains("VIRTUAL TABLE INDEX");
            assert!(indexed, "{sql}\n{step}");
        }
    }
}
