//! Everything a town shows of the records these cases use, to be compared with itself.

use aduan::{
    batch::{Batch, Guard, Set, Write},
    domain::StageKind,
    facts::{Facts, Want},
    log::Recorded,
    ports::Figures,
    query::{Filter, Index, Item, Order, Select},
    queue::{Queue, Queued},
    record::{Key, RecordKind, Row},
};
use chrono::TimeDelta;

use crate::fixture::{
    Town, category, complaint, complaint_with, entry, handle, id, join, minutes, now, number,
    officer, point, queued, queued_id, quota, record, token, word, words,
};

/// What a town shows.
#[derive(Debug, PartialEq)]
pub(crate) struct Trace {
    facts: Facts,
    lists: Vec<Vec<Item>>,
    log: Vec<Recorded>,
    figures: Figures,
}

/// What stands before [`everything`] is done.
pub(crate) fn groundwork() -> Batch {
    let mut batch = Batch::new();
    batch
        .put(Row { names: vec![number(0)], ..complaint(1) }, 0)
        .put(Row { names: vec![handle("ani")], ..record(officer(1), "Ani") }, 0)
        .put(record(Key::Drawer(token("budi")), "drawer"), 0)
        .write(join(id(1), Set::Supports, "ani"))
        .write(learn(1))
        .write(Write::Enqueue(queued("first", "lane", now())))
        .write(Write::Enqueue(queued("second", "lane", now())))
        .write(Write::Enqueue(replaceable("third")))
        .log(entry(Some(id(1)), 1));
    batch
}

/// A batch in which every kind of guard and write stands.
pub(crate) fn everything() -> Batch {
    let published = complaint_with(1, |facets| {
        facets.stage = StageKind::InProgress;
        facets.published = true;
        facets.point = Some(point(-6.2, 106.8));
        facets.due_at = Some(minutes(60));
        facets.public_words = words(&["lampu", "mati"]);
        facets.staff_words = words(&["lampu", "mati", "warung"]);
    });
    let mut batch = Batch::new();
    batch
        .guard(Guard::Once(token("once"), (*b"receipt").into()))
        .guard(quota("quota", 3, now()))
        .guard(Guard::Tally(id(1), Set::Supports, 1))
        .put(Row { names: vec![number(1)], ..published }, 1)
        .put(complaint(2), 0)
        .put(record(officer(2), "Budi"), 0)
        .erase(Key::Drawer(token("budi")), 1)
        .write(join(id(1), Set::Supports, "budi"))
        .write(join(id(1), Set::Comments, "comment"))
        .write(Write::Leave(id(1), Set::Supports, token("ani")))
        .guard(Guard::Version(Key::Queued(queued_id("first")), 1))
        .write(Write::Finish(queued_id("first")))
        .guard(Guard::Version(Key::Queued(queued_id("second")), 1))
        .write(Write::Retry(queued_id("second")))
        .write(Write::Bury(queued_id("second"), "no such chat".into()))
        .write(Write::Enqueue(replaceable("fourth")))
        .write(Write::Release(Queue::Outbox, token("lane"), minutes(5)))
        .write(learn(1))
        .log(entry(Some(id(1)), 2))
        .log(entry(None, 3));
    batch
}

fn learn(by: i8) -> Write {
    Write::Learn { category: category("lampu"), words: words(&["lampu", "mati"]), by }
}

fn replaceable(label: &str) -> Queued {
    Queued { replaces: Some(token("notice")), ..queued(label, "lane", now()) }
}

impl Town<'_> {
    /// Everything the town shows of these records.
    pub(crate) async fn trace(&self) -> Trace {
        let complaints = |filter| Select::Complaints(filter, Order::Newest);
        let held = |index, label| Some((index, vec![word(label)]));
        let selects = [
            complaints(Filter::default()),
            Select::Complaints(Filter::default(), Order::Due),
            Select::Complaints(Filter::default(), Order::Supported),
            complaints(Filter { published: true, ..Filter::default() }),
            complaints(Filter { words: held(Index::Public, "lampu"), ..Filter::default() }),
            complaints(Filter { words: held(Index::Staff, "warung"), ..Filter::default() }),
            complaints(Filter { near: Some((point(-6.2, 106.8), 1_000.0)), ..Filter::default() }),
            Select::Members(id(1), Set::Supports),
            Select::Members(id(1), Set::Comments),
            Select::Officers,
            Select::History(id(1)),
            Select::Buried(Queue::Outbox),
            Select::Waiting(Queue::Outbox),
            Select::Records(RecordKind::Complaint),
            Select::Records(RecordKind::Drawer),
            Select::Receipts,
            Select::Learned,
        ];
        let mut lists = Vec::new();
        for select in selects {
            lists.push(self.list(select).await);
        }
        let mut figures = self.storage().figures(now()).await.unwrap();
        figures.complaints.sort_unstable();
        figures.queues.retain(|(_, waiting, buried, _)| waiting + buried > 0);
        figures.queues.sort_unstable();
        let facts = self.storage().load(&wants()).await.unwrap();
        Trace { facts, lists, log: self.log().await, figures }
    }
}

fn wants() -> Vec<Want> {
    let records = [
        Key::Complaint(id(1)),
        Key::Complaint(id(2)),
        Key::Complaint(id(3)),
        officer(1),
        officer(2),
        Key::Drawer(token("budi")),
    ];
    let mut wants: Vec<_> = records.into_iter().map(Want::Record).collect();
    wants.extend([number(0), number(1), handle("ani")].map(Want::Named));
    wants.extend(["first", "second", "third", "fourth"].map(|of| Want::Queued(queued_id(of))));
    wants.extend(["ani", "budi"].map(|who| Want::Member(id(1), Set::Supports, token(who))));
    wants.extend([
        Want::Receipt(token("once")),
        Want::Tally(id(1)),
        Want::Quota(token("quota"), TimeDelta::hours(1), now()),
        Want::Learned(words(&["lampu", "mati"])),
    ]);
    wants
}
