//! What was acknowledged is there after the file was closed, and what was erased is gone from it.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use std::fs;

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    domain::CategoryId,
    facts::Want,
    ports::Storage,
    query::{Filter, Index, Order, Query, Select},
    queue::{Claim, Leased, Queue, Queued},
    record::{Key, Name, Row},
};
use aduan_sqlite::SqliteStorage;
use chrono::{DateTime, TimeDelta, Utc};
use common::*;
use futures::executor::block_on;

fn claim(storage: &SqliteStorage, now: DateTime<Utc>, lanes: usize) -> Vec<Leased> {
    let lease = TimeDelta::minutes(1);
    let claim = Claim { queue: Queue::Outbox, lane: None, now, lease, lanes, rows: 10 };
    block_on(storage.claim(&claim)).unwrap()
}

#[test]
fn everything_is_there_again() {
    let house = House::new();
    let storage = house.open();
    let category: CategoryId = "jalan-rusak".parse().unwrap();
    for n in 1..=5 {
        let mut batch = filing(n);
        batch
            .write(Write::Join(member(1, n)))
            .write(Write::Learn {
                category: category.clone(),
                words: vec![word("w"), word("x")],
                by: 1,
            })
            .guard(Guard::Quota {
                key: token(3),
                window: TimeDelta::days(1),
                limit: 9,
                now: noon(),
            });
        apply(&storage, batch);
    }
    let mut bury = Batch::new();
    bury.guard(Guard::Version(Key::Queued(queued_id(2)), 1))
        .write(Write::Retry(queued_id(2)))
        .write(Write::Bury(queued_id(2), "nobody lives there".into()));
    apply(&storage, bury);
    assert_eq!(claim(&storage, noon(), 2).len(), 2);

    let wants = [
        Want::Record(Key::Complaint(complaint_id(1))),
        Want::Named(Name::Handle(token(1_000_002))),
        Want::Receipt(token(2_000_003)),
        Want::Member(complaint_id(1), Set::Supports, token(4)),
        Want::Tally(complaint_id(1)),
        Want::Quota(token(3), TimeDelta::days(1), noon()),
        Want::Queued(queued_id(2)),
        Want::Learned(vec![word("w"), word("y")]),
    ];
    let lists = [
        Select::Complaints(Filter::default(), Order::Newest),
        Select::Complaints(Filter::default(), Order::Due),
        Select::Complaints(Filter::default(), Order::Supported),
        Select::Members(complaint_id(1), Set::Supports),
        Select::History(complaint_id(1)),
        Select::Buried(Queue::Outbox),
    ]
    .map(|select| Query::new(select, 50));
    let all_of = |storage: &SqliteStorage| {
        let lists = lists.clone().map(|list| page(storage, &list));
        let facts = block_on(storage.load(&wants)).unwrap();
        let figures = block_on(storage.figures(noon())).unwrap();
        (facts, lists, block_on(storage.log(0, 100)).unwrap(), figures)
    };
    let before = all_of(&storage);
    assert_eq!(before.0.tally(complaint_id(1)).supports, 5);
    assert_eq!(before.3.queues[1], (Queue::Outbox, 4, 1, Some(noon())));
    drop(storage);
    let storage = house.open();
    assert_eq!(all_of(&storage), before);
    apply(&storage, filing(6));
    assert_eq!(log_is_whole(&storage), 6);
}

#[test]
fn whoever_comes_after_all_others_died_finds_no_leases() {
    let house = House::new();
    let first = house.open();
    (1..=3).for_each(|n| apply(&first, filing(n)));
    assert_eq!(claim(&first, noon(), 2).len(), 2);
    let mut rest = Batch::new();
    let lane = claim(&first, noon(), 1)[0].lane;
    rest.guard(Guard::Once(token(1), (*b"").into()));
    rest.write(Write::Release(Queue::Outbox, lane, minutes(10)));
    apply(&first, rest);

    // Who comes while another lives leaves its leases alone, also if that one dies later.
    let second = house.open();
    assert_eq!(claim(&second, noon(), 9).len(), 0);
    drop(first);
    assert_eq!(claim(&second, noon(), 9).len(), 0);
    drop(second);
    let third = house.open();
    assert_eq!(claim(&third, noon(), 9).len(), 2, "and the third lane rests");
    assert_eq!(claim(&third, minutes(10), 9).len(), 3);
}

#[test]
fn lanes_keep_their_order() {
    let house = House::new();
    let storage = house.open();
    let row = |n, lane, due, replaces: Option<u64>| Queued {
        lane: token(lane),
        due: minutes(due),
        replaces: replaces.map(token),
        ..queued(n)
    };
    let mut batch = Batch::new();
    batch.guard(Guard::Once(token(1), (*b"").into()));
    for row in [
        row(1, 1, 5, None),
        row(2, 2, 0, Some(8)),
        row(3, 1, 1, None),
        row(4, 2, 0, None),
        row(5, 2, 0, Some(8)), // in place of 2, at the end
        row(6, 3, 60, None),
    ] {
        batch.write(Write::Enqueue(row));
    }
    apply(&storage, batch);
    let seen = |leased: Vec<Leased>| {
        let row = |waiting: aduan::queue::Waiting| {
            u64::from_be_bytes(waiting.row.id.as_bytes()[8..].try_into().unwrap())
        };
        leased.into_iter().map(|of| of.rows.into_iter().map(row).collect()).collect::<Vec<Vec<_>>>()
    };
    // Lane 2 waited longest; of lane 1 only what is due, in the order of arrival.
    assert_eq!(seen(claim(&storage, minutes(2), 9)), [vec![4, 5], vec![3]]);
    assert_eq!(seen(claim(&storage, minutes(2), 9)), Vec::<Vec<u64>>::new());
    assert_eq!(seen(claim(&storage, minutes(6), 1)), [vec![4, 5]]);
    assert_eq!(seen(claim(&storage, minutes(6), 9)), [vec![1, 3]]);

    // The row that was replaced is no more, so nobody can finish it.
    let mut finish = Batch::new();
    finish.guard(Guard::Version(Key::Queued(queued_id(2)), 1)).write(Write::Finish(queued_id(2)));
    assert_eq!(commit(&storage, finish).unwrap(), Committed::Conflict);
    let mut finish = Batch::new();
    for n in [4, 5] {
        finish
            .guard(Guard::Version(Key::Queued(queued_id(n)), 1))
            .write(Write::Finish(queued_id(n)));
    }
    finish.write(Write::Release(Queue::Outbox, token(2), minutes(90)));
    finish.write(Write::Enqueue(row(7, 2, 6, None)));
    apply(&storage, finish);
    assert_eq!(seen(claim(&storage, minutes(70), 9)), [vec![1, 3], vec![6]]);
    assert_eq!(seen(claim(&storage, minutes(90), 1)), [vec![1, 3]]);
    assert_eq!(seen(claim(&storage, minutes(90), 9)), [vec![7], vec![6]]);
}

#[test]
fn receipts_are_forgotten_thirty_days_after_an_upkeep_saw_them() {
    let house = House::new();
    let storage = house.open();
    let has = |n: u64| {
        let wants = [Want::Receipt(token(2_000_000 + n))];
        let facts = block_on(storage.load(&wants)).unwrap();
        facts.get(&wants[0]) != Some(&aduan::facts::Fact::Receipt(None))
    };
    let keep_up = |days| block_on(storage.upkeep(noon() + TimeDelta::days(days))).unwrap();
    apply(&storage, filing(1));
    keep_up(0);
    apply(&storage, filing(2));
    keep_up(20);
    keep_up(30);
    assert!(has(1) && has(2));
    keep_up(31);
    assert!(!has(1) && has(2));
    keep_up(50);
    assert!(has(2));
    keep_up(51);
    assert!(!has(2));
}

#[test]
fn erased_bytes_are_gone_from_the_file() {
    let house = House::new();
    let storage = house.open();
    for n in 1..=30 {
        apply(&storage, filing(n));
    }
    let mut row = complaint(100);
    row.body = (*b"a-name-to-destroy").into();
    let facets = row.facets.as_mut().unwrap();
    facets.published = true;
    facets.public_words = vec![word("publicwordtodestroy")];
    facets.staff_words = vec![word("staffwordtodestroy")];
    let mut batch = Batch::new();
    batch.put(row.clone(), 0);
    apply(&storage, batch);
    for n in 31..=60 {
        apply(&storage, filing(n));
    }
    block_on(storage.upkeep(noon())).unwrap();
    let holds = |what: &str| {
        ["aduan.db", "aduan.db-wal"].iter().any(|name| {
            let bytes = fs::read(house.folder.path().join(name)).unwrap_or_default();
            bytes.windows(what.len()).any(|part| part == what.as_bytes())
        })
    };
    // Terms share their beginnings on a page, so only the end of one is looked for.
    assert!(holds("a-name-to-destroy") && holds("icwordtodestroy") && holds("ffwordtodestroy"));

    // Narrowing takes the public words away at once.
    let facets = row.facets.as_mut().unwrap();
    facets.published = false;
    facets.public_words = vec![];
    let mut batch = Batch::new();
    batch.put(row, 1);
    apply(&storage, batch);
    let words = Some((Index::Public, vec![word("publicwordtodestroy")]));
    assert_eq!(all(&storage, &Filter { words, ..Filter::default() }, Order::Newest), []);
    block_on(storage.upkeep(noon())).unwrap();
    assert!(!holds("icwordtodestroy"));

    let mut batch = Batch::new();
    batch.erase(Key::Complaint(complaint_id(100)), 2);
    apply(&storage, batch);
    block_on(storage.upkeep(noon())).unwrap();
    assert!(!holds("a-name-to-destroy") && !holds("ffwordtodestroy"));
}

#[test]
fn a_handle_can_move_to_another_person_in_one_batch() {
    let house = House::new();
    let storage = house.open();
    let row = |n, names: &[u64]| Row {
        key: Key::Citizen(aduan::domain::CitizenId::from_bytes(bytes(4, n))),
        body: (*b"").into(),
        names: names.iter().map(|name| Name::Handle(token(*name))).collect(),
        facets: None,
    };
    let mut batch = Batch::new();
    batch.put(row(1, &[10, 11]), 0).put(row(2, &[12]), 0);
    apply(&storage, batch);
    let mut batch = Batch::new();
    batch.put(row(2, &[12, 10]), 1);
    assert_eq!(commit(&storage, batch).unwrap(), Committed::Conflict);
    let mut batch = Batch::new();
    batch.put(row(1, &[11]), 1).put(row(2, &[12, 10]), 1);
    apply(&storage, batch);
    let wants = [Want::Named(Name::Handle(token(10)))];
    let facts = block_on(storage.load(&wants)).unwrap();
    assert_eq!(facts.named(&Name::Handle(token(10))).map(|of| &of.value), Some(&row(2, &[12, 10])));
}
