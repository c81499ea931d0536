//! What was done with a key is not done again.

use aduan::{
    batch::{Batch, Committed},
    query::{Item, Select},
    record::Key,
};
use chrono::TimeDelta;

use crate::{
    Medium,
    fixture::{Town, complaint, entry, id, now, once, quota, token},
};

fn filing(receipt: &str) -> Batch {
    let mut batch = once("filing", receipt);
    batch.put(complaint(1), 0).log(entry(Some(id(1)), 1));
    batch
}

pub async fn a_duplicate_gives_the_first_receipt(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(filing("first")).await;
    for again in ["first", "second", ""] {
        let said = town.commit(filing(again)).await;
        assert_eq!(said, Committed::Duplicate(token("filing"), (*b"first").into()));
    }
    assert_eq!(town.version(Key::Complaint(id(1))).await, 1);
    assert_eq!(town.log().await.len(), 1);
}

pub async fn a_receipt_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.apply(filing("first")).await;
    town.reopen().await;
    assert_eq!(town.receipt(token("filing")).await.as_deref(), Some(&b"first"[..]));
    let said = town.commit(filing("second")).await;
    assert_eq!(said, Committed::Duplicate(token("filing"), (*b"first").into()));
}

pub async fn a_receipt_can_be_read(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    assert_eq!(town.receipt(token("filing")).await, None);
    town.apply(once("filing", "\0 any bytes \u{1f6a7}")).await;
    town.apply(once("empty", "")).await;
    let receipt = town.receipt(token("filing")).await;
    assert_eq!(receipt.as_deref(), Some("\0 any bytes \u{1f6a7}".as_bytes()));
    assert_eq!(town.receipt(token("empty")).await.as_deref(), Some(&b""[..]));
    let said = town.commit(once("empty", "more")).await;
    assert_eq!(said, Committed::Duplicate(token("empty"), Box::default()));
}

pub async fn of_many_callers_one_does_it_and_all_get_its_receipt(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for round in 0..10 {
        let key = format!("round {round}");
        let said = town
            .together(8, async |town, thread| town.commit(once(&key, &thread.to_string())).await);
        let receipt = town.receipt(token(&key)).await.unwrap();
        let winner: usize = String::from_utf8_lossy(&receipt).parse().unwrap();
        for (thread, said) in said.into_iter().enumerate() {
            let duplicate = Committed::Duplicate(token(&key), receipt.clone());
            assert_eq!(said, if thread == winner { Committed::Applied } else { duplicate });
        }
    }
}

pub async fn keys_of_receipts_and_of_quotas_are_apart(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(once("same", "receipt")).await;
    let mut batch = Batch::new();
    batch.guard(quota("same", 1, now()));
    town.apply(batch).await;
    assert_eq!(town.receipt(token("same")).await.as_deref(), Some(&b"receipt"[..]));
}

pub async fn a_receipt_is_kept_for_thirty_days(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.apply(filing("first")).await;
    for days in [0, 1, 15, 29] {
        town.storage().upkeep(now() + TimeDelta::days(days)).await.unwrap();
        let said = town.commit(filing("second")).await;
        assert_eq!(said, Committed::Duplicate(token("filing"), (*b"first").into()));
    }
}

pub async fn receipts_are_listed_by_their_key(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let receipts = ["", "first", "\0 any bytes"];
    for (of, receipt) in receipts.into_iter().enumerate() {
        town.apply(once(&of.to_string(), receipt)).await;
    }
    let mut expected: Vec<_> = receipts.into_iter().enumerate().collect();
    expected.sort_by_key(|(of, _)| token(&of.to_string()));
    let expected = expected.into_iter().map(|(of, receipt)| {
        Item::Receipt(token(&of.to_string()), receipt.as_bytes().into())
    });
    let expected: Vec<_> = expected.collect();
    for _ in 0..2 {
        assert_eq!(town.list(Select::Receipts).await, expected);
        town.reopen().await;
    }
}
