//! What a guard saw stays so until its batch is over, whichever process else writes.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use aduan::{
    batch::{Batch, Committed, Guard},
    ports::Storage,
    record::Key,
};
use aduan_postgres::Isolation;

use self::common::{
    Database, RUNTIME,
    batches::{officer, record},
    deadlocks, process,
};

/// Two who each make what the other leans on not being there: one of them has to give way.
#[test]
fn what_is_absent_stays_absent_for_who_leans_on_it() {
    let database = Database::new();
    RUNTIME.block_on(async {
        let one = process(&database, Isolation::ReadCommitted).await;
        let other = process(&database, Isolation::ReadCommitted).await;
        // Commits that last, so that both are under way together.
        let slowly = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END $$; \
             CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON record DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION slowly();";
        database.client().await.batch_execute(slowly).await.unwrap();
        for round in 0..20 {
            let (a, b) = (officer(round * 2), officer(round * 2 + 1));
            let cross = |leans: &Key, makes: &Key| {
                let mut batch = Batch::new();
                batch.guard(Guard::Version(leans.clone(), 0)).put(record(makes.clone(), ""), 0);
                batch
            };
            let said = futures::join!(one.commit(cross(&a, &b)), other.commit(cross(&b, &a)));
            let said = [said.0.unwrap(), said.1.unwrap()];
            let applied = said.iter().filter(|said| **said == Committed::Applied).count();
            assert_eq!(applied, 1, "{said:?}");
        }
        assert_eq!(deadlocks(&database).await, 0);
    });
}
