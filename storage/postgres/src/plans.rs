//! Prepares every statement, and looks at the plan of those that read: none may scan a whole table,
//! and none that follows the order of a list may sort more than a page.

#[path = "../tests/common/mod.rs"]
mod common;

use self::common::{Database, RUNTIME};
use crate::{
    clock, commit, complaint, figures, guards, list, load, log, members, queue, search, upkeep,
};

fn prepared() -> Vec<String> {
    let fixed = [
        clock::NOW,
        commit::COMMIT,
        commit::APPLIED,
        complaint::BY_ID,
        complaint::BY_NAME,
        complaint::RECORDS,
        complaint::RECORD_BY_NAME,
        complaint::OFFICERS,
        complaint::KIND,
        complaint::COUNT_RECORDS,
        figures::STAGES,
        figures::WAITING,
        figures::BURIED,
        figures::OLDEST,
        guards::RECEIPT,
        guards::RECEIPTS,
        guards::COUNT_RECEIPTS,
        guards::USED,
        guards::TALLY,
        list::COUNT_OFFICERS,
        load::TOTALS,
        load::COUNTS,
        load::WORDS,
        load::COUNT_WORDS,
        load::LATELY,
        log::LAST,
        log::READ,
        log::HISTORY,
        log::COUNT_HISTORY,
        log::SEAL,
        log::FOLD,
        log::SETTLE,
        log::KNOWN,
        members::HAS,
        members::LIST,
        members::COUNT,
        queue::CLAIM,
        queue::BY_ID,
        queue::BURIED,
        queue::WAITING,
        queue::COUNT_WAITING,
        search::OLDEST,
        queue::COUNT_BURIED,
        upkeep::END_AGE,
        upkeep::RECEIPTS,
        upkeep::AGES,
        upkeep::WINDOWS,
        upkeep::LANES,
        upkeep::BATCHES,
    ];
    fixed.into_iter().map(str::to_owned).chain(search::shapes::all()).collect()
}

#[test]
fn every_statement_is_prepared_and_reads_by_an_index() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let storage = database.store().await;
        let client = storage.house.client().await.unwrap();
        for sql in prepared() {
            let statement = client.prepare(&sql).await.unwrap_or_else(|error| {
                panic!("{sql}\n{:?}", error.as_db_error().map(|error| error.message().to_owned()))
            });
            let nulls = vec!["NULL"; statement.params().len()].join(", ");
            let types: Vec<_> = statement.params().iter().map(|of| of.name().to_owned()).collect();
            if types.iter().any(|of| of.starts_with("_batch")) {
                continue; // one call of a function
            }
            // The plan any values get.
            client.batch_execute("SET plan_cache_mode = force_generic_plan").await.unwrap();
            client.batch_execute(&format!("PREPARE looked_at AS {sql}")).await.unwrap();
            let call = if types.is_empty() { String::new() } else { format!("({nulls})") };
            let explain = format!("EXPLAIN (COSTS OFF) EXECUTE looked_at{call}");
            let plan: Vec<String> =
                (client.query(&explain, &[]).await.unwrap().iter()).map(|row| row.get(0)).collect();
            client.batch_execute("DEALLOCATE looked_at").await.unwrap();
            let plan = plan.join("\n");
            // Of these there are a few rows: slots of processes, and ages.
            let few = ["Seq Scan on batch", "Seq Scan on age", "Seq Scan on city"];
            let whole =
                |line: &&str| line.contains("Seq Scan") && !few.iter().any(|of| line.contains(of));
            assert_eq!(plan.lines().find(whole), None, "{sql}\n{plan}");
        }
    });
}

#[test]
fn a_page_is_read_in_the_order_of_an_index() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let storage = database.store().await;
        let client = storage.house.client().await.unwrap();
        client.batch_execute("SET plan_cache_mode = force_generic_plan").await.unwrap();
        for sql in search::shapes::in_order() {
            let many = client.prepare(&sql).await.unwrap().params().len();
            client.batch_execute(&format!("PREPARE looked_at AS {sql}")).await.unwrap();
            let call =
                format!("EXPLAIN (COSTS OFF) EXECUTE looked_at({})", vec!["NULL"; many].join(", "));
            let plan: Vec<String> =
                client.query(&call, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
            client.batch_execute("DEALLOCATE looked_at").await.unwrap();
            // The page itself may be sorted; what it is made of may not.
            let sorts = plan.iter().filter(|line| line.contains("Sort") && !line.contains("Key"));
            assert!(sorts.count() <= 1, "{sql}\n{}", plan.join("\n"));
            // Nor may an index be read past what it is not asked for.
            let reads = plan.iter().position(|line| line.contains("Index Scan Backward"));
            let next = reads.and_then(|at| plan.get(at + 2)).filter(|line| line.contains("Filter"));
            assert_eq!(next, None, "{sql}\n{}", plan.join("\n"));
            let limits = plan.iter().filter(|line| line.contains("Limit")).count();
            assert!(limits >= 2, "{sql}\n{}", plan.join("\n"));
        }
    });
}
