//! A name belongs to one record.

use aduan::{
    batch::{Batch, Committed},
    record::{Name, Row},
};

use crate::{
    Medium,
    fixture::{Town, complaint, erase, handle, number, officer, put, record},
};

fn called(of: usize, names: impl Into<Vec<Name>>) -> Row {
    Row { names: names.into(), ..record(officer(of), "somebody") }
}

pub async fn a_name_finds_its_record(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    assert_eq!(town.named_key(handle("ani")).await, None);
    let filed = Row { names: vec![number(0)], ..complaint(1) };
    town.insert([called(1, [handle("ani"), handle("ani@contoh.id")]), filed.clone()]).await;
    assert_eq!(town.named_key(handle("ani")).await, Some(officer(1)));
    assert_eq!(town.named_key(handle("ani@contoh.id")).await, Some(officer(1)));
    assert_eq!(town.named_key(number(0)).await, Some(filed.key));
    assert_eq!(town.named_key(number(1)).await, None);
}

pub async fn a_name_is_read_with_its_record(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let row = called(1, [handle("b"), handle("a"), number(1)]);
    town.insert([row.clone()]).await;
    assert_eq!(town.row(officer(1)).await, Some((1, row)));
}

pub async fn names_are_replaced_with_their_record(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([called(1, [handle("old"), handle("kept")])]).await;
    town.apply(put(called(1, [handle("kept"), handle("new")]), 1)).await;
    assert_eq!(town.named_key(handle("old")).await, None);
    assert_eq!(town.named_key(handle("kept")).await, Some(officer(1)));
    assert_eq!(town.named_key(handle("new")).await, Some(officer(1)));
    town.insert([called(2, [handle("old")])]).await;
}

pub async fn a_name_goes_with_its_record(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([called(1, [handle("ani")])]).await;
    town.apply(erase(officer(1), 1)).await;
    assert_eq!(town.named_key(handle("ani")).await, None);
    town.insert([called(2, [handle("ani")])]).await;
    assert_eq!(town.named_key(handle("ani")).await, Some(officer(2)));
}

pub async fn a_name_that_is_taken_conflicts(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([called(1, [handle("ani")]), called(2, [handle("budi")])]).await;
    let said = town.commit(put(called(2, [handle("budi"), handle("ani")]), 1)).await;
    assert_eq!(said, Committed::Conflict);
    assert_eq!(town.commit(put(called(3, [handle("ani")]), 0)).await, Committed::Conflict);
    assert_eq!(town.row(officer(2)).await, Some((1, called(2, [handle("budi")]))));
    assert_eq!(town.named_key(handle("ani")).await, Some(officer(1)));
}

pub async fn a_name_moves_within_a_batch(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([called(1, [handle("ani")]), called(2, [])]).await;
    let mut batch = Batch::new();
    batch.put(called(1, []), 1).put(called(2, [handle("ani")]), 1);
    town.apply(batch).await;
    assert_eq!(town.named_key(handle("ani")).await, Some(officer(2)));
    let mut batch = Batch::new();
    batch.erase(officer(2), 2).put(called(1, [handle("ani")]), 2);
    town.apply(batch).await;
    assert_eq!(town.named_key(handle("ani")).await, Some(officer(1)));
}

pub async fn two_records_of_one_batch_cannot_share_a_name(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let mut batch = Batch::new();
    batch.put(called(1, [handle("ani")]), 0).put(called(2, [handle("ani")]), 0);
    assert_eq!(town.commit(batch).await, Committed::Conflict);
    assert_eq!(town.row(officer(1)).await, None);
    assert_eq!(town.named_key(handle("ani")).await, None);
}

pub async fn of_many_who_want_a_name_one_gets_it(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for round in 0..10 {
        let name = handle(&format!("round {round}"));
        let said = town.together(4, async |town, thread| {
            let row = called(round * 4 + thread, [name.clone()]);
            town.commit(put(row, 0)).await
        });
        let winners: Vec<_> = (0..4).filter(|n| said[*n] == Committed::Applied).collect();
        let [winner] = winners[..] else { panic!("winners: {winners:?}") };
        assert_eq!(town.named_key(name).await, Some(officer(round * 4 + winner)));
    }
}
