//! A row of a queue is tried, buried, replaced and finished.

use aduan::{
    batch::{Committed, Write},
    query::{Item, Select},
    queue::{Queue, Queued, Waiting},
};

use crate::{
    Medium,
    fixture::{Town, anyway, labels, minutes, now, on_queued, queued, queued_id, token},
};

fn finish(label: &str, seen: u64) -> aduan::batch::Batch {
    on_queued(Write::Finish(queued_id(label)), queued_id(label), seen)
}

fn retry(label: &str, seen: u64) -> aduan::batch::Batch {
    on_queued(Write::Retry(queued_id(label)), queued_id(label), seen)
}

fn bury(label: &str, seen: u64, why: &str) -> aduan::batch::Batch {
    on_queued(Write::Bury(queued_id(label), why.into()), queued_id(label), seen)
}

fn replacing(label: &str, lane: &str, key: &str) -> Queued {
    Queued { replaces: Some(token(key)), ..queued(label, lane, now()) }
}

impl Town<'_> {
    async fn buried(&self, queue: Queue) -> Vec<Waiting> {
        let waiting = |item| match item {
            Item::Waiting(waiting) => waiting,
            other => panic!("nothing that waits: {other:?}"),
        };
        self.list(Select::Buried(queue)).await.into_iter().map(waiting).collect()
    }

    /// The labels of what waits in the outbox.
    async fn waits(&self) -> Vec<Vec<String>> {
        let leased = self.claim(Queue::Outbox, minutes(60)).await;
        let mut batch = anyway();
        for lane in &leased {
            batch.write(Write::Release(Queue::Outbox, lane.lane, now()));
        }
        self.apply(batch).await;
        labels(&leased)
    }
}

pub async fn a_finished_row_is_gone(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.enqueue(["a", "b"].map(|label| queued(label, "lane", now()))).await;
    town.apply(finish("a", 1)).await;
    for _ in 0..2 {
        assert_eq!(town.waiting(queued_id("a")).await, None);
        assert_eq!(town.waits().await, [["b"]]);
        town.reopen().await;
    }
    assert_eq!(town.commit(finish("a", 1)).await, Committed::Conflict);
}

pub async fn a_row_can_be_looked_at(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let row = replacing("a", "lane", "notice");
    town.enqueue([row.clone()]).await;
    town.reopen().await;
    let expected = Waiting { row, version: 1, buried: None };
    assert_eq!(town.waiting(queued_id("a")).await, Some(expected));
    assert_eq!(town.waiting(queued_id("b")).await, None);
}

pub async fn tries_are_counted_in_the_version(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.enqueue([queued("a", "lane", now())]).await;
    for version in 1..=4 {
        assert_eq!(town.waiting(queued_id("a")).await.unwrap().version, version);
        town.apply(retry("a", version)).await;
        assert_eq!(town.commit(retry("a", version)).await, Committed::Conflict);
        town.reopen().await;
    }
    let leased = town.claim(Queue::Outbox, now()).await;
    assert_eq!(leased[0].rows[0].version, 5);
    assert_eq!(town.commit(finish("a", 4)).await, Committed::Conflict);
    town.apply(finish("a", 5)).await;
}

pub async fn of_many_who_finish_a_row_one_did(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for round in 0..10 {
        let label = round.to_string();
        town.enqueue([queued(&label, "lane", now())]).await;
        let said = town.together(4, async |town, thread| {
            let batch = if thread % 2 == 0 { finish(&label, 1) } else { retry(&label, 1) };
            town.commit(batch).await
        });
        let applied = said.into_iter().filter(|said| *said == Committed::Applied).count();
        assert_eq!(applied, 1);
    }
}

pub async fn a_buried_row_is_out_of_its_lane_and_listed(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    town.enqueue(["a", "b", "c"].map(|label| queued(label, "lane", now()))).await;
    town.apply(retry("a", 1)).await;
    town.apply(bury("a", 2, "no such chat \u{1f6a7}")).await;
    town.apply(bury("b", 1, "")).await;
    for _ in 0..2 {
        assert_eq!(town.waits().await, [["c"]]);
        let buried = town.buried(Queue::Outbox).await;
        let a = queued("a", "lane", now());
        assert_eq!(
            buried[0],
            Waiting { row: a, version: 2, buried: Some("no such chat \u{1f6a7}".into()) }
        );
        assert_eq!(buried[1].buried.as_deref(), Some(""));
        assert_eq!(buried.len(), 2);
        assert_eq!(town.waiting(queued_id("a")).await.as_ref(), Some(&buried[0]));
        assert_eq!(town.buried(Queue::Inbox).await, []);
        town.reopen().await;
    }
}

pub async fn a_buried_row_can_be_replayed(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([queued("a", "lane", now())]).await;
    town.apply(bury("a", 1, "why")).await;
    let mut replay = finish("a", 1);
    replay.write(Write::Enqueue(queued("again", "lane", now())));
    town.apply(replay).await;
    assert_eq!(town.buried(Queue::Outbox).await, []);
    assert_eq!(town.waits().await, [["again"]]);
}

pub async fn a_newer_row_replaces_an_older(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([replacing("old", "lane", "notice"), queued("other", "lane", now())]).await;
    town.enqueue([replacing("new", "lane", "notice")]).await;
    assert_eq!(town.waits().await, [["other", "new"]], "at the end of the lane");
    assert_eq!(town.waiting(queued_id("old")).await, None);
    assert_eq!(town.commit(finish("old", 1)).await, Committed::Conflict);
    let mut twice = anyway();
    twice.write(Write::Enqueue(replacing("newer", "lane", "notice")));
    twice.write(Write::Enqueue(replacing("newest", "lane", "notice")));
    town.apply(twice).await;
    assert_eq!(town.waits().await, [["other", "newest"]]);
}

pub async fn only_the_same_key_of_the_same_lane_is_replaced(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    let timer = Queued { queue: Queue::Timers, ..replacing("timer", "ani", "notice") };
    town.enqueue([timer, replacing("a", "ani", "notice"), replacing("b", "budi", "notice")]).await;
    town.enqueue([replacing("c", "ani", "other"), queued("d", "ani", now())]).await;
    town.enqueue([queued("e", "ani", now()), replacing("f", "ani", "notice")]).await;
    for (label, there) in
        [("timer", true), ("a", false), ("b", true), ("c", true), ("d", true), ("e", true)]
    {
        assert_eq!(town.waiting(queued_id(label)).await.is_some(), there, "{label}");
    }
}

pub async fn a_buried_row_is_not_replaced(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    town.enqueue([replacing("old", "lane", "notice")]).await;
    town.apply(bury("old", 1, "why")).await;
    town.enqueue([replacing("new", "lane", "notice")]).await;
    assert_eq!(town.buried(Queue::Outbox).await.len(), 1);
    assert_eq!(town.waits().await, [["new"]]);
}

pub async fn figures_tell_what_waits(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for (label, due) in [("a", 30), ("b", 2), ("c", 3), ("d", 1)] {
        town.enqueue([queued(label, label, minutes(due))]).await;
    }
    town.apply(bury("d", 1, "why")).await;
    let outbox = async |now| {
        let figures = town.storage().figures(now).await.unwrap();
        let found = figures.queues.into_iter().find(|(queue, ..)| *queue == Queue::Outbox);
        found.map(|(_, waiting, buried, oldest)| (waiting, buried, oldest))
    };
    assert_eq!(outbox(minutes(1)).await, Some((3, 1, None)));
    assert_eq!(outbox(minutes(5)).await, Some((3, 1, Some(minutes(2)))));
}

pub async fn what_waits_is_listed_lane_by_lane(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let timer = Queued { queue: Queue::Timers, ..queued("timer", "lane", now()) };
    let lanes = ["lane", "other"];
    town.write((0..8).map(|of: usize| {
        Write::Enqueue(queued(&of.to_string(), lanes[of % 2], minutes(90)))
    }))
    .await;
    town.write([Write::Enqueue(timer)]).await;
    town.apply(retry("2", 1)).await;
    town.apply(bury("5", 1, "why")).await;
    town.apply(finish("0", 1)).await;
    let waiting = |of: usize| {
        let row = queued(&of.to_string(), lanes[of % 2], minutes(90));
        Item::Waiting(Waiting { row, version: if of == 2 { 2 } else { 1 }, buried: None })
    };
    let mut expected = [vec![2, 4, 6], vec![1, 3, 7]];
    if token(lanes[1]) < token(lanes[0]) {
        expected.reverse();
    }
    let expected: Vec<_> = expected.concat().into_iter().map(waiting).collect();
    for _ in 0..2 {
        assert_eq!(town.list(Select::Waiting(Queue::Outbox)).await, expected);
        assert_eq!(town.list(Select::Waiting(Queue::Timers)).await.len(), 1);
        assert_eq!(town.list(Select::Waiting(Queue::Jobs)).await, []);
        town.reopen().await;
    }
}
