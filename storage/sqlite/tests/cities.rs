//! Two cities in one file never see or touch each other.

mod common;

use aduan::{
    batch::{Batch, Committed, Guard, Set, Write},
    domain::{CategoryId, Point, StageKind},
    facts::{Fact, Want},
    ports::{Figures, Storage},
    query::{Filter, Index, Order, Query, Select},
    queue::{Claim, Queue},
    record::{Key, Name},
};
use aduan_sqlite::Options;
use chrono::TimeDelta;
use common::*;
use futures::executor::block_on;

#[test]
fn neither_city_sees_the_other() {
    let house = House::new();
    let [lestari, harapan] =
        ["kota-lestari", "kota-harapan"].map(|city| house.open_with(city, Options::default()));
    let category: CategoryId = "jalan-rusak".parse().unwrap();
    let mut batch = filing(1);
    batch
        .write(Write::Join(member(1, 5)))
        .write(Write::Learn { category, words: vec![word("w")], by: 1 })
        .guard(Guard::Quota { key: token(3), window: TimeDelta::days(1), limit: 9, now: noon() });
    apply(&lestari, batch);

    let wants = [
        Want::Record(Key::Complaint(complaint_id(1))),
        Want::Named(Name::Handle(token(1_000_001))),
        Want::Receipt(token(2_000_001)),
        Want::Member(complaint_id(1), Set::Supports, token(5)),
        Want::Tally(complaint_id(1)),
        Want::Quota(token(3), TimeDelta::days(1), noon()),
        Want::Queued(queued_id(1)),
        Want::Learned(vec![word("w")]),
    ];
    let facts = block_on(harapan.load(&wants)).unwrap();
    let nothing = [
        Fact::Record(None),
        Fact::Record(None),
        Fact::Receipt(None),
        Fact::Member(false),
        Fact::Tally(aduan::facts::Tally::default()),
        Fact::Quota(0),
        Fact::Queued(None),
        Fact::Learned(aduan::facts::Learned::default()),
    ];
    for (want, fact) in wants.iter().zip(&nothing) {
        assert_eq!(facts.get(want), Some(fact));
        assert_ne!(block_on(lestari.load(&wants)).unwrap().get(want), Some(fact));
    }

    let near = Some((Point::new(-6.2, 106.8).unwrap(), 1000.0));
    let words = Some((Index::Staff, vec![word("a1b2c3")]));
    let everything = Filter::default();
    for filter in [
        everything.clone(),
        Filter { near, ..everything.clone() },
        Filter { words, ..everything.clone() },
        Filter { reporter: Some(token(1)), ..everything.clone() },
        Filter { stages: vec![StageKind::Submitted], ..everything },
    ] {
        assert_eq!(all(&lestari, &filter, Order::Newest), ids([1]));
        assert_eq!(all(&harapan, &filter, Order::Newest), []);
        assert_eq!(all(&harapan, &filter, Order::Due), []);
    }
    let history = Query::new(Select::History(complaint_id(1)), 10);
    assert!(page(&harapan, &history).items.is_empty());
    assert!(block_on(harapan.log(0, 10)).unwrap().is_empty());
    let claim = Claim {
        queue: Queue::Outbox,
        lane: None,
        now: minutes(1),
        lease: TimeDelta::minutes(1),
        lanes: 9,
        rows: 9,
    };
    assert!(block_on(harapan.claim(&claim)).unwrap().is_empty());
    let figures = block_on(harapan.figures(noon())).unwrap();
    let queues = Queue::ALL.map(|queue| (queue, 0, 0, None)).into();
    assert_eq!(figures, Figures { complaints: vec![], queues, log: 0 });

    // The same keys are free there, and each log begins at 1.
    apply(&harapan, filing(1));
    assert_eq!(log_is_whole(&harapan), 1);
    assert_eq!(log_is_whole(&lestari), 1);

    // What one forgets or erases stays with the other.
    let mut erase = Batch::new();
    erase.erase(Key::Complaint(complaint_id(1)), 1);
    apply(&harapan, erase);
    for days in [0, 31] {
        block_on(harapan.upkeep(noon() + TimeDelta::days(days))).unwrap();
    }
    assert_eq!(commit(&harapan, filing(1)).unwrap(), Committed::Conflict); // its queued row
    assert!(matches!(commit(&lestari, filing(1)).unwrap(), Committed::Duplicate(..)));
    assert_eq!(all(&lestari, &Filter::default(), Order::Newest), ids([1]));
    assert_eq!(block_on(lestari.claim(&claim)).unwrap().len(), 1);
}
