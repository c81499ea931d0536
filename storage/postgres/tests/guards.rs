//! What a guard saw stays so until its batch is over, whichever process else writes.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use aduan::{
    batch::{Batch, Committed, Guard, Set},
    facts::Want,
    ports::Storage,
    record::Key,
};
use aduan_postgres::Isolation;

use self::common::{
    Database, RUNTIME,
    batches::{complaint, complaint_id, join, officer, quota, record},
    deadlocks, process, story,
};

/// Makes commits last that insert into a table, so that two of them are under way together.
async fn slow_commits(database: &Database, table: &str) {
    let slowly = format!(
        "CREATE OR REPLACE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS \
         $$ BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END $$; \
         CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION slowly();"
    );
    database.client().await.batch_execute(&slowly).await.unwrap();
}

fn applied(said: &[Committed; 2]) -> usize {
    said.iter().filter(|said| **said == Committed::Applied).count()
}

/// Two who each make what the other leans on not being there: one of them has to give way.
#[test]
fn what_is_absent_stays_absent_for_who_leans_on_it() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let one = process(&database, Isolation::ReadCommitted).await;
        let other = process(&database, Isolation::ReadCommitted).await;
        slow_commits(&database, "record").await;
        for round in 0..20 {
            let (a, b) = (officer(round * 2), officer(round * 2 + 1));
            let cross = |leans: &Key, makes: &Key| {
                let mut batch = Batch::new();
                batch.guard(Guard::Version(leans.clone(), 0)).put(record(makes.clone(), ""), 0);
                batch
            };
            let said = futures::join!(one.commit(cross(&a, &b)), other.commit(cross(&b, &a)));
            assert_eq!(applied(&[said.0.unwrap(), said.1.unwrap()]), 1, "round {round}");
        }
        assert_eq!(deadlocks(&database).await, 0);
    });
}

/// Two who saw the same number of members: whoever is second counts again.
#[test]
fn of_two_who_saw_a_set_of_one_size_only_one_joins() {
    story(async |database, one, other| {
        slow_commits(&database, "member").await;
        let of = complaint_id(1);
        for seen in 0..20 {
            let join_as = |who| {
                let mut batch = Batch::new();
                batch.guard(Guard::Tally(of, Set::Confirmations, seen));
                batch.write(join(1, Set::Confirmations, seen * 2 + who));
                batch
            };
            let said = futures::join!(one.commit(join_as(0)), other.commit(join_as(1)));
            assert_eq!(applied(&[said.0.unwrap(), said.1.unwrap()]), 1, "after {seen}");
            let facts = one.load(&[Want::Tally(of)]).await.unwrap();
            assert_eq!(facts.tally(of).confirmations, seen + 1);
        }
    });
}

/// Two who make the same record. They meet on the way, in a quota that both count in, so the second
/// has long seen that there is no such record when the first has made it.
#[test]
fn of_two_who_make_one_absent_record_only_one_does() {
    story(async |database, one, other| {
        for table in ["record", "complaint"] {
            slow_commits(&database, table).await;
        }
        for round in 0..20 {
            for row in [record(officer(round), "by one"), complaint(round)] {
                let make = || {
                    let mut batch = Batch::new();
                    batch.guard(quota(round, u32::MAX)).put(row.clone(), 0);
                    batch
                };
                let said = futures::join!(one.commit(make()), other.commit(make()));
                assert_eq!(applied(&[said.0.unwrap(), said.1.unwrap()]), 1, "{:?}", row.key);
                let facts = one.load(&[Want::Record(row.key.clone())]).await.unwrap();
                assert_eq!(facts.version(&row.key), 1);
            }
        }
    });
}
