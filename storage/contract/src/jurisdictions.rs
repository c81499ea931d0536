//! Cities never meet.

use aduan::{
    batch::{Committed, Set, Write},
    query::{Filter, Order, Query, Select},
    queue::Queue,
    record::{Key, RecordKind, Row},
};
use chrono::TimeDelta;

use crate::{
    Medium,
    fixture::{
        Town, category, complaint, entry, erase, id, ids, join, labels, minutes, now, number, officer, once,
        put, queued, quota, record, token, words,
    },
    trace::{everything, groundwork},
};

/// Two cities on one medium; the name of one begins with that of the other.
async fn two(medium: &dyn Medium) -> [Town<'_>; 2] {
    [Town::named(medium, "kota").await, Town::named(medium, "kota-lestari").await]
}

pub async fn what_one_city_does_another_does_not_see(medium: &dyn Medium) {
    let [mut one, mut other] = two(medium).await;
    for _ in 0..2 {
        let empty = other.trace().await;
        assert_eq!(empty, Town::named(medium, "a-third").await.trace().await);
        if one.version(officer(1)).await == 0 {
            one.apply(groundwork()).await;
            one.apply(everything()).await;
        }
        assert_eq!(other.trace().await, empty);
        one.reopen().await;
        other.reopen().await;
        assert_eq!(other.trace().await, empty);
    }
}

pub async fn two_cities_do_the_same_and_do_not_meet(medium: &dyn Medium) {
    let [mut one, mut other] = two(medium).await;
    one.apply(groundwork()).await;
    let before = one.trace().await;
    other.apply(groundwork()).await;
    assert_eq!(other.trace().await, before);
    other.apply(everything()).await;
    assert_eq!(one.trace().await, before);
    one.reopen().await;
    other.reopen().await;
    assert_eq!(one.trace().await, before);
    one.apply(everything()).await;
    assert_eq!(other.trace().await, one.trace().await);
}

pub async fn names_belong_to_records_of_one_city(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    let called = |body: &str| Row { names: vec![number(0)], ..record(officer(1), body) };
    one.insert([called("one")]).await;
    other.insert([called("other")]).await;
    other.apply(erase(officer(1), 1)).await;
    assert_eq!(one.named_key(number(0)).await, Some(officer(1)));
    assert_eq!(one.row(officer(1)).await, Some((1, called("one"))));
    assert_eq!(other.named_key(number(0)).await, None);
}

pub async fn receipts_and_quotas_are_of_one_city(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    for (town, receipt) in [(&one, "one"), (&other, "other")] {
        let mut batch = once("key", receipt);
        batch.guard(quota("key", 1, now()));
        town.apply(batch.clone()).await;
        let first = Committed::Duplicate(token("key"), receipt.as_bytes().into());
        assert_eq!(town.commit(batch).await, first);
        assert_eq!(town.used(token("key"), TimeDelta::hours(1), now()).await, 1);
    }
}

pub async fn lanes_are_of_one_city(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    for town in [&one, &other] {
        town.enqueue([queued("row", "lane", now())]).await;
    }
    assert_eq!(labels(&one.claim(Queue::Outbox, now()).await), [["row"]]);
    assert_eq!(labels(&other.claim(Queue::Outbox, now()).await), [["row"]]);
    other.write([Write::Release(Queue::Outbox, token("lane"), now())]).await;
    assert!(one.claim(Queue::Outbox, now()).await.is_empty(), "released by another city");
}

pub async fn each_city_has_its_log(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    for of in 0..4 {
        let town = if of % 2 == 0 { &one } else { &other };
        let mut batch = put(complaint(of), 0);
        batch.log(entry(Some(id(7)), of));
        town.apply(batch).await;
    }
    for (town, said) in [(&one, [0, 2]), (&other, [1, 3])] {
        let log = town.log().await;
        assert_eq!([log[0].position, log[1].position], [1, 2]);
        assert_eq!(log[0].link, aduan::log::link(&[0; 32], &log[0].digest));
        assert_eq!(town.history(id(7)).await, said.map(|of| entry(Some(id(7)), of)));
        assert_eq!(town.storage().changed(0).await.unwrap(), 2);
    }
}

pub async fn pages_show_one_city_only(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    for of in 0..10 {
        let town = if of % 2 == 0 { &one } else { &other };
        town.insert([complaint(of)]).await;
        town.write([join(id(99), Set::Supports, &of.to_string())]).await;
    }
    let newest = Select::Complaints(Filter::default(), Order::Newest);
    assert_eq!(ids(&one.walk(newest.clone(), 2).await), [8, 6, 4, 2, 0].map(id));
    assert_eq!(ids(&other.walk(newest.clone(), 2).await), [9, 7, 5, 3, 1].map(id));
    assert_eq!(one.walk(Select::Members(id(99), Set::Supports), 2).await.len(), 5);
    assert_eq!(other.storage().count(&Query::new(newest, 1)).await.unwrap(), 5);
    assert_eq!(one.tally(id(99)).await.supports, 5);
}

pub async fn whole_lists_are_of_one_city(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    let category = category("lampu");
    for of in 0..10 {
        let town = if of % 2 == 0 { &one } else { &other };
        let label = of.to_string();
        let learn =
            Write::Learn { category: category.clone(), words: words(&[&label, "lampu"]), by: 1 };
        let mut batch = once(&label, &label);
        batch
            .put(complaint(of), 0)
            .put(record(Key::Drawer(token(&label)), &label), 0)
            .write(Write::Enqueue(queued(&label, "lane", now())))
            .write(learn);
        town.apply(batch).await;
    }
    for (select, count) in [
        (Select::Records(RecordKind::Complaint), 5),
        (Select::Records(RecordKind::Drawer), 5),
        (Select::Waiting(Queue::Outbox), 5),
        (Select::Receipts, 5),
        (Select::Learned, 6),
    ] {
        let [ours, theirs] = [one.list(select.clone()).await, other.list(select.clone()).await];
        assert_eq!([ours.len(), theirs.len()], [count; 2], "{select:?}");
        assert!(select == Select::Learned || ours.iter().all(|item| !theirs.contains(item)));
        assert_eq!(one.walk(select, 2).await, ours);
    }
}

pub async fn the_housework_of_one_city_is_not_that_of_another(medium: &dyn Medium) {
    let [one, other] = two(medium).await;
    for town in [&one, &other] {
        let mut batch = once("key", "receipt");
        batch.guard(quota("key", 9, now())).put(complaint(1), 0);
        town.apply(batch).await;
    }
    for days in [0, 40, 80] {
        other.storage().upkeep(now() + TimeDelta::days(days)).await.unwrap();
    }
    assert!(one.receipt(token("key")).await.is_some());
    assert_eq!(one.used(token("key"), TimeDelta::hours(1), minutes(1)).await, 1);
    assert_eq!(one.version(Key::Complaint(id(1))).await, 1);
    assert_eq!(other.version(Key::Complaint(id(1))).await, 1);
}

pub async fn cities_work_side_by_side(medium: &dyn Medium) {
    let towns = two(medium).await;
    towns[0].together(4, async |_, thread| {
        let town = &towns[thread % 2];
        for of in 0..10 {
            let mut batch = put(complaint(thread * 10 + of), 0);
            batch.log(entry(Some(id(1)), of)).write(join(id(1), Set::Follows, &of.to_string()));
            town.apply(batch).await;
        }
    });
    for town in &towns {
        assert_eq!(town.log().await.len(), 20);
        assert_eq!(town.tally(id(1)).await.follows, 10);
        assert_eq!(town.complaints(Filter::default()).await.len(), 20);
    }
}
