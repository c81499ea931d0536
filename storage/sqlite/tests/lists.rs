//! Lists in every order, by every filter, page by page.
#![expect(clippy::unwrap_used, reason = "to panic is how a story fails")]

mod common;

use aduan::{
    batch::{Batch, Set, Write},
    domain::{DepartmentId, OfficerId, Point, StageKind},
    ports::{Storage, StorageErrorKind},
    query::{Cursor, Filter, Index, Item, Order, Query, Select},
    record::{Facets, Key, Row},
};
use chrono::TimeDelta;
use common::*;
use futures::executor::block_on;

/// A city of 200 complaints whose facets follow from their number, filed in no order.
fn city(house: &House) -> (aduan_sqlite::SqliteStorage, Vec<(u64, Facets)>) {
    let storage = house.open();
    let mut known = vec![];
    for n in (0..200).map(|at| at * 77 % 200) {
        let mut row = complaint(n);
        let spread = f64::from(u32::try_from(n).unwrap());
        let facets = row.facets.as_mut().unwrap();
        facets.stage = StageKind::ALL[usize::try_from(n * 7 % 8).unwrap()];
        facets.category =
            ["jalan-rusak", "lampu", "banjir"][usize::try_from(n % 3).unwrap()].parse().unwrap();
        facets.department = (n % 4 > 0).then(|| format!("dinas-{}", n % 4).parse().unwrap());
        facets.owner = (n % 5 == 0).then(|| OfficerId::from_bytes(bytes(9, n % 10)));
        facets.due_at =
            (n % 6 > 0).then(|| noon() + TimeDelta::hours(i64::try_from(n % 11).unwrap()));
        facets.point = (n % 7 > 0).then(|| Point::new(-6.2 + spread / 1e4, 106.8).unwrap());
        facets.published = n % 2 == 0;
        facets.reporter = (n % 9 > 0).then(|| token(n % 9));
        facets.staff_words = vec![word("all"), format!("w{}", n % 4).into(), word("Kata \"x\" é")];
        if facets.published {
            facets.public_words = vec![format!("w{}", n % 4).into()];
        }
        known.push((n, row.facets.clone().unwrap()));
        let mut batch = Batch::new();
        batch.put(row, 0);
        for who in 0..supports(n) {
            batch.write(Write::Join(member(n, who)));
        }
        apply(&storage, batch);
    }
    (storage, known)
}

/// How many support a complaint of that number.
fn supports(n: u64) -> u64 {
    n * 31 % 5
}

/// What a filter should let through.
type Fits = Box<dyn Fn(&Facets) -> bool>;

/// The same list, found by looking at everything.
fn expected(known: &[(u64, Facets)], order: Order, fits: impl Fn(&Facets) -> bool) -> Vec<u64> {
    let mut found: Vec<_> = known.iter().filter(|(_, facets)| fits(facets)).collect();
    found.sort_by_key(|(n, facets)| {
        let rank = match order {
            Order::Newest => 0,
            Order::Due => facets.due_at.map_or(i64::MAX, |due| due.timestamp()),
            Order::Supported => -supports(*n).cast_signed(),
        };
        (rank, std::cmp::Reverse(facets.filed_at))
    });
    found.into_iter().map(|(n, _)| *n).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of filters")]
fn every_filter_finds_what_it_says() {
    let house = House::new();
    let (storage, known) = city(&house);
    let none = Filter::default();
    let unit = |n: u8| format!("dinas-{n}").parse::<DepartmentId>().unwrap();
    let centre = Point::new(-6.195, 106.8).unwrap();
    let cases: Vec<(Filter, Fits)> = vec![
        (none.clone(), Box::new(|_| true)),
        (Filter { published: true, ..none.clone() }, Box::new(|of| of.published)),
        (
            Filter { stages: vec![StageKind::Closed, StageKind::Submitted], ..none.clone() },
            Box::new(|of| [StageKind::Closed, StageKind::Submitted].contains(&of.stage)),
        ),
        (
            Filter {
                stages: vec![StageKind::Closed, StageKind::Closed],
                published: true,
                ..none.clone()
            },
            Box::new(|of| of.stage == StageKind::Closed && of.published),
        ),
        (
            Filter { categories: vec!["lampu".parse().unwrap()], ..none.clone() },
            Box::new(|of| of.category.as_str() == "lampu"),
        ),
        (
            Filter { departments: vec![unit(1), unit(2), unit(1)], ..none.clone() },
            Box::new(move |of| [Some(unit(1)), Some(unit(2))].contains(&of.department)),
        ),
        (
            Filter {
                departments: (1..=60).map(unit).collect(),
                stages: vec![StageKind::Assigned, StageKind::Merged],
                ..none.clone()
            },
            Box::new(|of| {
                of.department.is_some()
                    && [StageKind::Assigned, StageKind::Merged].contains(&of.stage)
            }),
        ),
        (
            Filter {
                departments: vec![unit(3)],
                stages: StageKind::OPEN.into(),
                categories: vec!["banjir".parse().unwrap(), "lampu".parse().unwrap()],
                ..none.clone()
            },
            Box::new(move |of| {
                of.department == Some(unit(3))
                    && StageKind::OPEN.contains(&of.stage)
                    && of.category.as_str() != "jalan-rusak"
            }),
        ),
        (
            Filter { owner: Some(OfficerId::from_bytes(bytes(9, 5))), ..none.clone() },
            Box::new(|of| of.owner == Some(OfficerId::from_bytes(bytes(9, 5)))),
        ),
        (
            Filter { reporter: Some(token(4)), since: Some(minutes(50)), ..none.clone() },
            Box::new(|of| of.reporter == Some(token(4)) && of.filed_at >= minutes(50)),
        ),
        (
            Filter { since: Some(minutes(150)), ..none.clone() },
            Box::new(|of| of.filed_at >= minutes(150)),
        ),
        (
            Filter { near: Some((centre, 300.0)), ..none.clone() },
            Box::new(move |of| of.point.is_some_and(|point| centre.metres_to(point) <= 300.0)),
        ),
        (
            Filter {
                near: Some((centre, 3_000_000.0)),
                words: Some((Index::Public, vec![word("w2")])),
                ..none.clone()
            },
            Box::new(|of| of.point.is_some() && of.public_words.contains(&word("w2"))),
        ),
        (
            Filter { words: Some((Index::Staff, vec![word("all"), word("w1")])), ..none.clone() },
            Box::new(|of| of.staff_words.contains(&word("w1"))),
        ),
        (
            Filter { words: Some((Index::Staff, vec![word("Kata \"x\" é")])), ..none.clone() },
            Box::new(|_| true),
        ),
        (
            Filter { words: Some((Index::Staff, vec![word("kata \"x\" é")])), ..none.clone() },
            Box::new(|_| false),
        ),
        (
            Filter {
                words: Some((Index::Public, vec![word("w2")])),
                stages: vec![StageKind::Submitted],
                ..none.clone()
            },
            Box::new(|of| {
                of.public_words.contains(&word("w2")) && of.stage == StageKind::Submitted
            }),
        ),
        (Filter { words: Some((Index::Public, vec![])), ..none }, Box::new(|_| true)),
    ];
    for (filter, fits) in cases {
        for order in [Order::Newest, Order::Due, Order::Supported] {
            let found = all(&storage, &filter, order);
            assert_eq!(found, ids(expected(&known, order, &fits)), "{order:?} {filter:?}");
        }
    }
}

#[test]
fn nearby_crosses_the_line_of_the_date() {
    let house = House::new();
    let storage = house.open();
    for (n, longitude) in [(1, 179.999), (2, -179.999), (3, 0.0)] {
        let mut row = complaint(n);
        row.facets.as_mut().unwrap().point = Some(Point::new(-17.0, longitude).unwrap());
        let mut batch = Batch::new();
        batch.put(row, 0);
        apply(&storage, batch);
    }
    let near = Some((Point::new(-17.0, 179.9995).unwrap(), 1_000.0));
    assert_eq!(all(&storage, &Filter { near, ..Filter::default() }, Order::Newest), ids([2, 1]));
    let pole = Some((Point::new(89.9, 10.0).unwrap(), 100.0));
    assert_eq!(all(&storage, &Filter { near: pole, ..Filter::default() }, Order::Newest), []);
}

#[test]
fn a_row_keeps_all_it_was_given() {
    let house = House::new();
    let storage = house.open();
    let mut row = complaint(3);
    let facets = row.facets.as_mut().unwrap();
    facets.department = Some("dinas-pu".parse().unwrap());
    facets.owner = Some(OfficerId::from_bytes(bytes(9, 1)));
    facets.due_at = Some(noon() + TimeDelta::microseconds(7));
    facets.published = true;
    facets.public_words = vec![word(""), word("baris\nbaru"), word("لوحة")];
    row.names.push(aduan::record::Name::Number("LP-7K3M-9QXT".parse().unwrap()));
    let mut batch = Batch::new();
    batch.put(row.clone(), 0).write(Write::Join(member(3, 1)));
    apply(&storage, batch);
    let list = Query::new(Select::Complaints(Filter::default(), Order::Newest), 10);
    let [Item::Complaint(found, tally)] = &page(&storage, &list).items[..] else { panic!() };
    assert_eq!((&found.value, found.version, tally.of(Set::Supports)), (&row, 1, 1));
}

#[test]
fn a_row_can_move_in_every_index() {
    let house = House::new();
    let storage = house.open();
    for n in 1..=3 {
        apply(&storage, filing(n));
    }
    let mut row = complaint(1);
    let facets = row.facets.as_mut().unwrap();
    facets.filed_at = minutes(60);
    facets.stage = StageKind::Closed;
    facets.point = None;
    facets.staff_words = vec![word("other")];
    let mut batch = Batch::new();
    batch.put(row, 1);
    apply(&storage, batch);
    let none = Filter::default();
    assert_eq!(all(&storage, &none, Order::Newest), ids([1, 3, 2]));
    let stages = vec![StageKind::Submitted];
    assert_eq!(all(&storage, &Filter { stages, ..none.clone() }, Order::Newest), ids([3, 2]));
    let near = Some((Point::new(-6.2, 106.8).unwrap(), 10.0));
    assert_eq!(all(&storage, &Filter { near, ..none.clone() }, Order::Newest), ids([3, 2]));
    let words = Some((Index::Staff, vec![word("a1b2c3")]));
    assert_eq!(all(&storage, &Filter { words, ..none.clone() }, Order::Newest), ids([3, 2]));

    let mut batch = Batch::new();
    batch.erase(Key::Complaint(complaint_id(1)), 2);
    apply(&storage, batch);
    assert_eq!(all(&storage, &none, Order::Newest), ids([3, 2]));
    let words = Some((Index::Staff, vec![word("other")]));
    assert_eq!(all(&storage, &Filter { words, ..none }, Order::Newest), []);
}

#[test]
fn a_place_in_no_list_is_malformed() {
    let house = House::new();
    let storage = house.open();
    for cursor in [
        "",
        "n",
        "n.x",
        "n.1.2",
        "d.1",
        "d.1.-1",
        "s.1.-1",
        "p.-1",
        "p.99999999999999999999",
        "x.1",
    ] {
        for select in [
            Select::Complaints(Filter::default(), Order::Newest),
            Select::Complaints(Filter::default(), Order::Due),
            Select::Complaints(Filter::default(), Order::Supported),
            Select::Officers,
        ] {
            let after = Some(Cursor(cursor.into()));
            let answer = block_on(storage.list(&Query { select, after, limit: 5 }));
            assert_eq!(answer.unwrap_err().kind(), StorageErrorKind::Malformed, "{cursor}");
        }
    }
    let elsewhere = Query { select: Select::Officers, after: Some(Cursor("n.1".into())), limit: 5 };
    assert!(block_on(storage.list(&elsewhere)).is_err());
}

#[test]
fn other_lists_are_in_the_order_of_arrival() {
    let house = House::new();
    let storage = house.open();
    let mut batch = Batch::new();
    for n in [5, 2, 9, 4] {
        let key = Key::Officer(OfficerId::from_bytes(bytes(9, n)));
        batch.put(Row { key, body: (*b"").into(), names: vec![], facets: None }, 0);
        batch.write(Write::Join(member(1, n)));
    }
    apply(&storage, batch);
    for select in [Select::Officers, Select::Members(complaint_id(1), Set::Supports)] {
        let first = Query::new(select, 2);
        let start = page(&storage, &first);
        let rest = page(&storage, &Query { after: start.next.clone(), ..first.clone() });
        assert!(start.next.is_some() && rest.next.is_none());
        let order: Vec<u64> = (start.items.iter().chain(&rest.items))
            .map(|item| match item {
                Item::Record(row) => row.value.key.id(),
                Item::Member(member) => *member.who.as_bytes(),
                _ => panic!("another thing"),
            })
            .map(|id| u64::from_be_bytes(id[8..].try_into().unwrap()))
            .collect();
        assert_eq!(order, [5, 2, 9, 4]);
        assert_eq!(block_on(storage.count(&first)).unwrap(), 4);
    }
}
