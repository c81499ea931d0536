//! A list is read page by page while it changes.

use aduan::{
    batch::{Guard, Set, Write},
    query::{Filter, Item, Order, Page, Query, Select},
    queue::{Queue, Queued},
    record::{Key, RecordKind, Row},
};
use chrono::TimeDelta;

use crate::{
    Medium,
    fixture::{
        Town, anyway, category, complaint, complaint_with, entry, erase, id, ids, join, minutes, now,
        officer, on_queued, put, queued, queued_id, record, token, words,
    },
};

fn newest() -> Select {
    Select::Complaints(Filter::default(), Order::Newest)
}

fn due() -> Select {
    Select::Complaints(Filter::default(), Order::Due)
}

fn supported() -> Select {
    Select::Complaints(Filter::default(), Order::Supported)
}

/// A complaint that shares its times with several others.
fn crowded(of: usize) -> Row {
    complaint_with(of, |facets| {
        facets.filed_at = minutes(i64::try_from(of / 5).unwrap());
        facets.due_at = [None, Some(minutes(1)), Some(minutes(2))][of % 3];
    })
}

/// A timer of one of three lanes.
fn timer(label: &str) -> Queued {
    let lane = ["one", "two", "three"][label.len() % 3];
    Queued { queue: Queue::Timers, ..queued(&format!("timer {label}"), lane, now()) }
}

/// Every kind of list, each of seventeen things.
async fn seventeen(town: &Town<'_>) -> Vec<Select> {
    for of in 0..17 {
        let label = of.to_string();
        let mut batch = put(crowded(of), 0);
        batch
            .put(record(officer(of), &label), 0)
            .put(record(Key::Conversation(token(&label)), &label), 0)
            .write(Write::Enqueue(timer(&label)))
            .guard(Guard::Once(token(&label), label.as_bytes().into()))
            .write(Write::Learn { category: category("lampu"), words: words(&[&label]), by: 1 })
            .write(join(id(0), Set::Comments, &label))
            .write(join(id(of), Set::Supports, "ani"))
            .write(join(id(of / 3), Set::Supports, &label))
            .write(Write::Enqueue(queued(&label, "lane", now())))
            .log(entry(Some(id(0)), of));
        town.apply(batch).await;
        let bury = Write::Bury(queued_id(&label), "why".into());
        town.apply(on_queued(bury, queued_id(&label), 1)).await;
    }
    vec![
        newest(),
        due(),
        supported(),
        Select::Members(id(0), Set::Comments),
        Select::Officers,
        Select::History(id(0)),
        Select::Buried(Queue::Outbox),
        Select::Waiting(Queue::Timers),
        Select::Records(RecordKind::Complaint),
        Select::Records(RecordKind::Conversation),
        Select::Receipts,
        Select::Learned,
    ]
}

pub async fn pages_put_together_are_the_list(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for select in seventeen(&town).await {
        let whole = town.list(select.clone()).await;
        assert_eq!(whole.len(), 17);
        for limit in [1, 2, 5, 16, 17, 18] {
            assert_eq!(town.walk(select.clone(), limit).await, whole, "{select:?} by {limit}");
        }
    }
}

pub async fn the_last_page_says_so(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for select in seventeen(&town).await {
        assert!(town.page(&Query::new(select.clone(), 17)).await.next.is_none(), "{select:?}");
        assert!(town.page(&Query::new(select.clone(), 16)).await.next.is_some(), "{select:?}");
    }
    let nothing = town.page(&Query::new(Select::History(id(3)), 5)).await;
    assert_eq!(nothing, Page::default());
}

pub async fn things_added_first_are_listed_first(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    seventeen(&town).await;
    town.apply(put(record(officer(3), "3"), 1)).await;
    let labels: Vec<_> = (0..17).map(|of| of.to_string().into_bytes()).collect();
    for _ in 0..2 {
        let bodies = |items: Vec<Item>| -> Vec<Vec<u8>> {
            let body = |item| match item {
                Item::Member(member) => member.body.into(),
                Item::Record(row) => row.value.body.into(),
                Item::Waiting(waiting) => waiting.row.body.into(),
                other => panic!("nothing with a body: {other:?}"),
            };
            items.into_iter().map(body).collect()
        };
        assert_eq!(bodies(town.list(Select::Members(id(0), Set::Comments)).await), labels);
        assert_eq!(bodies(town.list(Select::Officers).await), labels);
        assert_eq!(bodies(town.list(Select::Buried(Queue::Outbox)).await), labels);
        town.reopen().await;
    }
}

pub async fn a_page_is_never_longer_than_the_longest(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for hundred in 0..3 {
        let mut batch = anyway();
        for of in 0..100 {
            batch.write(join(id(1), Set::Supports, &format!("{hundred}/{of}")));
        }
        town.apply(batch).await;
    }
    let members = Select::Members(id(1), Set::Supports);
    let greedy = Query { limit: 100_000, ..Query::new(members.clone(), 1) };
    let page = town.page(&greedy).await;
    assert_eq!(page.items.len(), Query::LIMIT);
    let rest = town.page(&Query { after: page.next, ..greedy }).await;
    assert_eq!((rest.items.len(), rest.next), (100, None));
}

/// Reads a list in pages of three; between any two, one complaint is filed and one is erased.
async fn while_it_changes(medium: &dyn Medium, select: Select) {
    let town = Town::open(medium).await;
    town.insert((0..30).map(crowded)).await;
    let before = ids(&town.list(select.clone()).await);
    let mut query = Query::new(select, 3);
    let mut seen = Vec::new();
    let mut erased = Vec::new();
    for turn in 0..40 {
        let page = town.page(&query).await;
        seen.extend(ids(&page.items));
        if page.next.is_none() {
            break;
        }
        query.after = page.next;
        if turn < 6 {
            town.insert([crowded(40 + turn), crowded(turn * 5).at_once(60 + turn)]).await;
            let gone = (turn * 7 + 2) % 30;
            town.apply(erase(Key::Complaint(id(gone)), 1)).await;
            erased.push(id(gone));
        }
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), seen.len(), "a complaint stood on two pages");
    let stayed: Vec<_> = before.into_iter().filter(|of| !erased.contains(of)).collect();
    let shown: Vec<_> = seen.into_iter().filter(|of| stayed.contains(of)).collect();
    assert_eq!(shown, stayed, "a complaint that stayed was missed");
}

trait AtOnce {
    fn at_once(self, of: usize) -> Self;
}

impl AtOnce for Row {
    /// Another complaint with the times of this one.
    fn at_once(self, of: usize) -> Self {
        Self { key: Key::Complaint(id(of)), ..self }
    }
}

pub async fn pages_of_the_newest_are_stable(medium: &dyn Medium) {
    while_it_changes(medium, newest()).await;
}

pub async fn pages_of_the_due_are_stable(medium: &dyn Medium) {
    while_it_changes(medium, due()).await;
}

pub async fn pages_of_the_oldest_are_stable(medium: &dyn Medium) {
    while_it_changes(medium, Select::Records(RecordKind::Complaint)).await;
}

pub async fn pages_of_members_are_stable(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.write((0..12).map(|of| join(id(1), Set::Supports, &of.to_string()))).await;
    let mut query = Query::new(Select::Members(id(1), Set::Supports), 4);
    let first = town.page(&query).await;
    let gone = ["0", "3", "6"].map(|of| Write::Leave(id(1), Set::Supports, token(of)));
    town.write(gone).await;
    town.write([join(id(1), Set::Supports, "12")]).await;
    query.after = first.next;
    let second = town.page(&query).await;
    query.after = second.next.clone();
    let who: Vec<_> = [first.items, second.items, town.page(&query).await.items]
        .concat()
        .into_iter()
        .map(|item| match item {
            Item::Member(member) => member.who,
            other => panic!("no member: {other:?}"),
        })
        .collect();
    let expected = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12].map(|of: u8| token(&of.to_string()));
    assert_eq!(who, expected);
}

pub async fn a_place_in_a_list_survives_being_closed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    for select in seventeen(&town).await {
        let whole = town.list(select.clone()).await;
        let mut query = Query::new(select, 10);
        let first = town.page(&query).await;
        town.reopen().await;
        query.after = first.next;
        assert_eq!([first.items, town.page(&query).await.items].concat(), whole);
    }
}

pub async fn a_nanosecond_makes_an_order(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for of in 0..7 {
        let instant = now() + TimeDelta::nanoseconds(i64::try_from(of).unwrap());
        let row = complaint_with(of, |facets| {
            facets.filed_at = instant;
            facets.due_at = Some(instant);
        });
        town.insert([row]).await;
    }
    let mut expected: Vec<_> = (0..7).map(id).collect();
    assert_eq!(ids(&town.walk(due(), 2).await), expected);
    expected.reverse();
    assert_eq!(ids(&town.walk(newest(), 2).await), expected);
}

pub async fn a_place_nobody_made_is_no_panic(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.insert([complaint(1), complaint(2)]).await;
    for text in ["", "x", "0", "-1", "\0", "[]", "{}", "9999999999999999999999", "é/é/é", "a,b,c"] {
        for select in [
            newest(),
            due(),
            supported(),
            Select::Officers,
            Select::Records(RecordKind::Complaint),
            Select::History(id(1)),
            Select::Receipts,
            Select::Learned,
        ] {
            let after = Some(aduan::query::Cursor(text.into()));
            // An error or a page: both are answers.
            drop(town.storage().list(&Query { after, ..Query::new(select, 1) }).await);
        }
    }
    assert_eq!(town.list(newest()).await.len(), 2);
}
