//! What is no batch is refused.

use aduan::{
    batch::{Batch, Set, Write},
    ports::StorageErrorKind::Malformed,
    record::Key,
};

use crate::{
    Medium,
    fixture::{Town, anyway, complaint, entry, id, join, once, queued_id, token},
};

pub async fn a_batch_that_leans_on_nothing_is_refused(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = Batch::new();
    assert_eq!(town.refused(batch.clone()).await, Malformed);
    batch.write(join(id(1), Set::Supports, "ani")).log(entry(None, 1));
    assert_eq!(town.refused(batch).await, Malformed);
    assert_eq!(town.tally(id(1)).await.supports, 0);
    assert_eq!(town.log().await, []);
}

pub async fn a_batch_is_as_long_as_its_limit_and_no_longer(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = anyway();
    for of in 1..Batch::LIMIT {
        batch.write(join(id(1), Set::Supports, &of.to_string()));
    }
    let mut longer = batch.clone();
    longer.log(entry(None, 1));
    assert_eq!(town.refused(longer).await, Malformed);
    assert_eq!(town.tally(id(1)).await.supports, 0);
    town.apply(batch).await;
    assert_eq!(town.tally(id(1)).await.supports, 499);
}

pub async fn a_write_without_its_guard_is_refused(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for write in [
        Write::Put(complaint(1)),
        Write::Erase(Key::Complaint(id(1))),
        Write::Finish(queued_id("a")),
        Write::Retry(queued_id("a")),
        Write::Bury(queued_id("a"), "why".into()),
    ] {
        let mut batch = once("key", "receipt");
        batch.write(write);
        assert_eq!(town.refused(batch).await, Malformed);
    }
    assert_eq!(town.version(Key::Complaint(id(1))).await, 0);
    assert_eq!(town.receipt(token("key")).await, None);
    town.apply(once("key", "receipt")).await;
}
