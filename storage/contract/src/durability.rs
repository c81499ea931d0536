//! What was acknowledged survives being closed.

use aduan::{
    batch::{Batch, Set, Write},
    query::{Filter, Select},
    queue::Queue,
    record::{Key, Row},
};

use crate::{
    Medium,
    fixture::{
        Town, anyway, category, complaint, complaint_with, entry, erase, handle, id, join, labels,
        minutes, now, number, officer, on_queued, once, point, put, queued, queued_id, quota,
        record, token, words,
    },
    trace::{everything, groundwork},
};

pub async fn everything_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let empty = town.trace().await;
    town.reopen().await;
    assert_eq!(town.trace().await, empty);
    for batch in [groundwork(), everything()] {
        town.apply(batch).await;
        let before = town.trace().await;
        town.reopen().await;
        assert_eq!(town.trace().await, before);
    }
    assert!(town.claim(Queue::Outbox, now()).await.is_empty(), "the lane rests");
    assert_eq!(labels(&town.claim(Queue::Outbox, minutes(5)).await), [["fourth"]]);
}

/// Small batches, one kind of write each.
fn one_by_one() -> Vec<Batch> {
    let anyhow = |write| {
        let mut batch = anyway();
        batch.write(write);
        batch
    };
    let moved = complaint_with(1, |facets| {
        facets.published = true;
        facets.point = Some(point(-6.2, 106.8));
        facets.public_words = words(&["lampu"]);
        facets.staff_words = words(&["warung"]);
    });
    let mut counted = Batch::new();
    counted.guard(quota("quota", 5, now()));
    let mut told = anyway();
    told.log(entry(Some(id(1)), 1));
    let lampu = |by| Write::Learn { category: category("lampu"), words: words(&["lampu"]), by };
    vec![
        put(Row { names: vec![number(0)], ..complaint(1) }, 0),
        put(Row { names: vec![number(1), handle("ani")], ..moved }, 1),
        put(record(officer(1), "Ani"), 0),
        put(record(Key::Drawer(token("budi")), "drawer"), 0),
        erase(Key::Drawer(token("budi")), 1),
        once("once", "receipt"),
        counted.clone(),
        counted,
        anyhow(join(id(1), Set::Supports, "ani")),
        anyhow(join(id(1), Set::Supports, "budi")),
        anyhow(Write::Leave(id(1), Set::Supports, token("ani"))),
        anyhow(Write::Enqueue(queued("first", "lane", now()))),
        anyhow(Write::Enqueue(queued("second", "lane", now()))),
        on_queued(Write::Retry(queued_id("first")), queued_id("first"), 1),
        on_queued(Write::Bury(queued_id("first"), "why".into()), queued_id("first"), 2),
        on_queued(Write::Finish(queued_id("second")), queued_id("second"), 1),
        anyhow(lampu(1)),
        anyhow(lampu(1)),
        anyhow(lampu(-1)),
        told.clone(),
        told,
    ]
}

pub async fn each_kind_of_write_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    for (at, batch) in one_by_one().into_iter().enumerate() {
        let untouched = town.trace().await;
        town.apply(batch).await;
        let before = town.trace().await;
        assert_ne!(before, untouched, "write {at} does something");
        town.reopen().await;
        assert_eq!(town.trace().await, before, "write {at}");
    }
}

pub async fn what_was_refused_does_not_come_back(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.apply(groundwork()).await;
    let before = town.trace().await;
    let mut stale = everything();
    stale.put(record(officer(1), "late"), 9);
    town.commit(stale).await;
    town.reopen().await;
    assert_eq!(town.trace().await, before);
}

pub async fn order_goes_on_where_it_ended(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    for of in 0..6 {
        let label = of.to_string();
        let mut batch = put(record(officer(of), &label), 0);
        batch
            .write(join(id(1), Set::Supports, &label))
            .write(Write::Enqueue(queued(&label, "lane", now())))
            .log(entry(Some(id(1)), of));
        town.apply(batch).await;
        town.reopen().await;
    }
    let officers = town.list(Select::Officers).await;
    let members = town.list(Select::Members(id(1), Set::Supports)).await;
    for of in 0..6_usize {
        let label = of.to_string().into_bytes().into_boxed_slice();
        assert!(matches!(&officers[of], aduan::query::Item::Record(row) if row.value.body == label));
        assert!(matches!(&members[of], aduan::query::Item::Member(member) if member.body == label));
    }
    assert_eq!(labels(&town.claim(Queue::Outbox, now()).await), [["0", "1", "2", "3", "4", "5"]]);
    assert_eq!(town.log().await.last().unwrap().position, 6);
}

pub async fn what_threads_were_told_is_there_after_closing(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.together(8, async |town, thread| {
        for of in 0..10 {
            let mut batch = put(complaint(thread * 10 + of), 0);
            batch.log(entry(None, of));
            town.apply(batch).await;
        }
    });
    town.reopen().await;
    assert_eq!(town.complaints(Filter::default()).await.len(), 80);
    assert_eq!(town.log().await.len(), 80);
}
