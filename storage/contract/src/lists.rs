//! Complaints are filtered and put in order.

use aduan::{
    batch::Set,
    domain::{ComplaintId, StageKind},
    facts::Tally,
    query::{Filter, Item, Order, Select},
    record::{Key, RecordKind, Row},
};
use chrono::TimeDelta;

use crate::{
    Medium,
    fixture::{
        Town, category, complaint, complaint_with, erase, handle, id, ids, join, minutes, now, officer,
        point, put, queued, record, token,
    },
};

fn all(numbers: &[usize]) -> Vec<ComplaintId> {
    numbers.iter().map(|of| id(*of)).collect()
}

fn officer_id(of: usize) -> aduan::domain::OfficerId {
    match officer(of) {
        Key::Officer(id) => id,
        other => panic!("no officer: {other:?}"),
    }
}

/// Nine complaints of three stages, categories, departments, owners and reporters.
async fn nine(medium: &dyn Medium) -> Town<'_> {
    let town = Town::open(medium).await;
    for of in 1..=9 {
        let row = complaint_with(of, |facets| {
            facets.stage =
                [StageKind::Submitted, StageKind::Assigned, StageKind::InProgress][of % 3];
            facets.category = category(["jalan-rusak", "lampu", "sampah"][of / 4]);
            facets.department =
                [None, Some("dinas-pu"), Some("dlh")][of % 3].map(|name| name.parse().unwrap());
            facets.owner = (of % 3 == 2).then(|| officer_id(of % 2));
            facets.reporter = (of > 2).then(|| token(["ani", "budi"][of % 2]));
            facets.published = of % 2 == 0;
        });
        town.insert([row]).await;
    }
    town
}

pub async fn an_empty_filter_lists_all_the_last_filed_first(medium: &dyn Medium) {
    let town = nine(medium).await;
    assert_eq!(town.complaints(Filter::default()).await, all(&[9, 8, 7, 6, 5, 4, 3, 2, 1]));
}

pub async fn stages_are_filtered(medium: &dyn Medium) {
    let town = nine(medium).await;
    let of = |stages: &[StageKind]| Filter { stages: stages.to_vec(), ..Filter::default() };
    assert_eq!(town.complaints(of(&[StageKind::Assigned])).await, all(&[7, 4, 1]));
    let two = of(&[StageKind::InProgress, StageKind::Submitted]);
    assert_eq!(town.complaints(two).await, all(&[9, 8, 6, 5, 3, 2]));
    assert_eq!(town.complaints(of(&[StageKind::Closed])).await, all(&[]));
}

pub async fn categories_are_filtered(medium: &dyn Medium) {
    let town = nine(medium).await;
    let of = |names: &[&str]| Filter {
        categories: names.iter().map(|name| category(name)).collect(),
        ..Filter::default()
    };
    assert_eq!(town.complaints(of(&["lampu"])).await, all(&[7, 6, 5, 4]));
    assert_eq!(town.complaints(of(&["sampah", "jalan-rusak"])).await, all(&[9, 8, 3, 2, 1]));
    assert_eq!(town.complaints(of(&["lamp"])).await, all(&[]));
}

pub async fn departments_are_filtered(medium: &dyn Medium) {
    let town = nine(medium).await;
    let of = |names: &[&str]| Filter {
        departments: names.iter().map(|name| name.parse().unwrap()).collect(),
        ..Filter::default()
    };
    assert_eq!(town.complaints(of(&["dinas-pu"])).await, all(&[7, 4, 1]));
    assert_eq!(town.complaints(of(&["dinas-pu", "dlh"])).await, all(&[8, 7, 5, 4, 2, 1]));
    assert_eq!(town.complaints(of(&["dinas"])).await, all(&[]));
}

pub async fn owners_and_reporters_are_filtered(medium: &dyn Medium) {
    let town = nine(medium).await;
    let hers = Filter { owner: Some(officer_id(0)), ..Filter::default() };
    assert_eq!(town.complaints(hers).await, all(&[8, 2]));
    let nobodys = Filter { owner: Some(officer_id(7)), ..Filter::default() };
    assert_eq!(town.complaints(nobodys).await, all(&[]));
    let of = |who| Filter { reporter: Some(token(who)), ..Filter::default() };
    assert_eq!(town.complaints(of("ani")).await, all(&[8, 6, 4]));
    assert_eq!(town.complaints(of("cici")).await, all(&[]));
}

pub async fn the_public_sees_what_is_published(medium: &dyn Medium) {
    let town = nine(medium).await;
    let published = Filter { published: true, ..Filter::default() };
    assert_eq!(town.complaints(published).await, all(&[8, 6, 4, 2]));
}

pub async fn complaints_since_a_time_are_filtered(medium: &dyn Medium) {
    let town = nine(medium).await;
    let since = |time| Filter { since: Some(time), ..Filter::default() };
    assert_eq!(town.complaints(since(minutes(7))).await, all(&[9, 8, 7]));
    let after = minutes(7) + TimeDelta::nanoseconds(1);
    assert_eq!(town.complaints(since(after)).await, all(&[9, 8]));
}

pub async fn every_part_of_a_filter_narrows(medium: &dyn Medium) {
    let town = nine(medium).await;
    let mut filter = Filter { published: true, ..Filter::default() };
    filter.stages = vec![StageKind::InProgress, StageKind::Submitted];
    assert_eq!(town.complaints(filter.clone()).await, all(&[8, 6, 2]));
    filter.reporter = Some(token("ani"));
    assert_eq!(town.complaints(filter.clone()).await, all(&[8, 6]));
    filter.departments = vec!["dlh".parse().unwrap()];
    assert_eq!(town.complaints(filter.clone()).await, all(&[8]));
    filter.owner = Some(officer_id(0));
    filter.categories = vec![category("sampah")];
    filter.since = Some(minutes(8));
    assert_eq!(town.complaints(filter.clone()).await, all(&[8]));
    filter.since = Some(minutes(9));
    assert_eq!(town.complaints(filter).await, all(&[]));
}

pub async fn near_means_metres_over_ground(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let centre = point(-6.2, 106.8);
    let places = [
        Some(centre),
        Some(point(-6.2, 106.804)),  // 442 m east
        Some(point(-6.204, 106.8)),  // 445 m south
        Some(point(-6.204, 106.804)), // 629 m south-east: inside the box, outside the circle
        Some(point(6.2, 106.8)),
        None,
    ];
    for (of, place) in places.into_iter().enumerate() {
        town.insert([complaint_with(of, |facets| facets.point = place)]).await;
    }
    let near = |metres| Filter { near: Some((centre, metres)), ..Filter::default() };
    assert_eq!(town.complaints(near(1.0)).await, all(&[0]));
    assert_eq!(town.complaints(near(450.0)).await, all(&[2, 1, 0]));
    assert_eq!(town.complaints(near(600.0)).await, all(&[2, 1, 0]));
    assert_eq!(town.complaints(near(700.0)).await, all(&[3, 2, 1, 0]));
    let far = Filter { near: Some((point(51.5, -0.12), 5_000.0)), ..Filter::default() };
    assert_eq!(town.complaints(far).await, all(&[]));
}

pub async fn the_nearest_deadline_is_listed_first(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let dues = [None, Some(50), Some(30), None, Some(30), Some(40)];
    for (of, due) in dues.into_iter().enumerate() {
        town.insert([complaint_with(of, |facets| facets.due_at = due.map(minutes))]).await;
    }
    let select = Select::Complaints(Filter::default(), Order::Due);
    let expected = all(&[4, 2, 5, 1, 3, 0]);
    assert_eq!(ids(&town.list(select.clone()).await), expected);
    assert_eq!(ids(&town.walk(select, 1).await), expected);
}

pub async fn what_is_due_before_a_time_is_filtered_in_either_order(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let dues = [None, Some(50), Some(30), None, Some(30), Some(40)];
    for (of, due) in dues.into_iter().enumerate() {
        let row = complaint_with(of, |facets| {
            facets.due_at = due.map(minutes);
            facets.stage = [StageKind::Assigned, StageKind::InProgress][of % 2];
            facets.department = Some("dlh".parse().unwrap());
            facets.owner = (of < 4).then(|| officer_id(1));
        });
        town.insert([row]).await;
    }
    let before = |time| Filter { due_before: Some(time), ..Filter::default() };
    let due = |filter| Select::Complaints(filter, Order::Due);
    for (time, newest, nearest) in [
        (minutes(30), vec![], vec![]),
        (minutes(40), vec![4, 2], vec![4, 2]),
        (minutes(41), vec![5, 4, 2], vec![4, 2, 5]),
        (minutes(90), vec![5, 4, 2, 1], vec![4, 2, 5, 1]),
    ] {
        assert_eq!(town.complaints(before(time)).await, all(&newest));
        let stages = vec![StageKind::Assigned, StageKind::InProgress];
        let categories = vec!["jalan-rusak".parse().unwrap()];
        let departments = vec!["dlh".parse().unwrap()];
        let of_both = Filter { categories, departments: departments.clone(), ..before(time) };
        for filter in [
            before(time),
            Filter { stages, ..before(time) },
            Filter { departments, ..before(time) },
            Filter { departments: Vec::new(), ..of_both.clone() },
            of_both,
        ] {
            assert_eq!(town.complaints(filter.clone()).await, all(&newest));
            assert_eq!(ids(&town.walk(due(filter), 1).await), all(&nearest));
        }
    }
    let assigned = Filter { stages: vec![StageKind::Assigned], ..before(minutes(41)) };
    assert_eq!(town.complaints(assigned).await, all(&[4, 2]));
    let hers = Filter { owner: Some(officer_id(1)), ..before(minutes(90)) };
    assert_eq!(town.complaints(hers).await, all(&[2, 1]));
    let elsewhere = Filter {
        categories: vec!["jalan-rusak".parse().unwrap()],
        departments: vec!["pu".parse().unwrap()],
        ..before(minutes(90))
    };
    assert_eq!(town.complaints(elsewhere).await, all(&[]));
}

pub async fn a_changed_complaint_moves_between_lists(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([complaint_with(1, |facets| facets.point = Some(point(-6.2, 106.8)))]).await;
    let assigned = complaint_with(1, |facets| {
        facets.stage = StageKind::Assigned;
        facets.point = Some(point(-7.2, 107.8));
    });
    town.apply(put(assigned, 1)).await;
    let stage = |stage| Filter { stages: vec![stage], ..Filter::default() };
    assert_eq!(town.complaints(stage(StageKind::Submitted)).await, all(&[]));
    assert_eq!(town.complaints(stage(StageKind::Assigned)).await, all(&[1]));
    let near = |lat, lon| Filter { near: Some((point(lat, lon), 10.0)), ..Filter::default() };
    assert_eq!(town.complaints(near(-6.2, 106.8)).await, all(&[]));
    assert_eq!(town.complaints(near(-7.2, 107.8)).await, all(&[1]));
    let figures = town.storage().figures(minutes(0)).await.unwrap();
    assert_eq!(figures.complaints, [(StageKind::Assigned, 1)]);
}

pub async fn an_erased_complaint_is_in_no_list(medium: &dyn Medium) {
    let town = nine(medium).await;
    town.apply(erase(Key::Complaint(id(4)), 1)).await;
    assert_eq!(town.complaints(Filter::default()).await, all(&[9, 8, 7, 6, 5, 3, 2, 1]));
    let published = Filter { published: true, ..Filter::default() };
    assert_eq!(town.complaints(published).await, all(&[8, 6, 2]));
}

pub async fn a_complaint_is_listed_with_its_tally(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([complaint(1), complaint(2)]).await;
    town.write([join(id(1), Set::Supports, "ani"), join(id(1), Set::Follows, "ani")]).await;
    let items = town.list(Select::Complaints(Filter::default(), Order::Newest)).await;
    let tallies: Vec<_> = items
        .iter()
        .map(|item| match item {
            Item::Complaint(row, tally) => (row.version, row.value.clone(), *tally),
            other => panic!("no complaint: {other:?}"),
        })
        .collect();
    let one = Tally { supports: 1, follows: 1, ..Tally::default() };
    assert_eq!(tallies, [(1, complaint(2), Tally::default()), (1, complaint(1), one)]);
}

pub async fn complaints_as_records_are_the_newest_backwards(medium: &dyn Medium) {
    let town = nine(medium).await;
    let crowd = (20..26).map(|of| complaint_with(of, |facets| facets.filed_at = minutes(3)));
    town.insert(crowd).await;
    town.insert([Row { facets: None, ..complaint(30) }]).await;
    town.write([join(id(2), Set::Supports, "ani")]).await;
    let mut newest = town.list(Select::Complaints(Filter::default(), Order::Newest)).await;
    newest.reverse();
    assert_eq!(town.list(Select::Records(RecordKind::Complaint)).await, newest);
}

pub async fn records_of_a_kind_are_listed_by_id(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let kinds = RecordKind::ALL.into_iter();
    let others: Vec<_> =
        kinds.filter(|kind| !matches!(kind, RecordKind::Complaint | RecordKind::Queued)).collect();
    for (at, label) in ["ani", "budi", "citra"].into_iter().enumerate() {
        for kind in &others {
            let key = Key::new(*kind, *token(label).as_bytes());
            // Of some kinds a city has one.
            if at == 0 || key.id() != [0; 16] {
                let handle = handle(&format!("{}/{label}", kind.name()));
                town.insert([Row { names: vec![handle], ..record(key, label) }]).await;
            }
        }
    }
    let citizen = |label| Key::new(RecordKind::Citizen, *token(label).as_bytes());
    town.apply(put(record(citizen("ani"), "anew"), 1)).await;
    town.apply(erase(citizen("budi"), 1)).await;
    let mut seen = 0;
    for kind in others {
        let items = town.list(Select::Records(kind)).await;
        assert!(items.is_sorted_by_key(|item| match item {
            Item::Record(row) => row.value.key.id(),
            other => panic!("no record: {other:?}"),
        }));
        let mut bodies: Vec<_> = (items.iter())
            .map(|item| match item {
                Item::Record(row) => {
                    assert_eq!(row.value.key.kind(), kind);
                    String::from_utf8_lossy(&row.value.body).into_owned()
                }
                other => panic!("no record: {other:?}"),
            })
            .collect();
        bodies.sort_unstable();
        let expected: &[&str] = match kind {
            RecordKind::Citizen => &["anew", "citra"],
            RecordKind::Catalogue | RecordKind::Areas | RecordKind::Changes => &["ani"],
            _ => &["ani", "budi", "citra"],
        };
        assert_eq!(bodies, expected, "{}", kind.name());
        seen += items.len();
    }
    assert_eq!(seen, 20);
    // What waits in a queue is listed as waiting, and as nothing else.
    town.enqueue([queued("waits", "lane", now())]).await;
    assert_eq!(town.list(Select::Records(RecordKind::Queued)).await, []);
}
