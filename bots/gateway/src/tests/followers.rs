//! Those who follow a complaint are told of it, each once, however many they are.

use std::collections::BTreeSet;

use aduan::{
    authority::Actor,
    batch::{Batch, Set, Write},
    domain::{Comment, Note, QueuedId},
    jobs::Tell,
    query::{Item, Query, Select},
    queue::Queue,
    record::Key,
    verbs::{Answer, Respond},
};
use futures::FutureExt;

use super::{
    stage::Stage,
    stumbling::{End, Stumbling},
};

impl Stage {
    /// How many rows of a queue wait, and how many are buried.
    pub(super) async fn waiting(&self, queue: Queue) -> (u64, u64) {
        let figures = self.storage.figures(self.gateway.desk().now()).await.unwrap();
        let of = figures.queues.iter().find(|(of, ..)| *of == queue).unwrap();
        (of.1, of.2)
    }

    /// The rows that wait to be delivered.
    async fn owed(&self) -> BTreeSet<QueuedId> {
        let mut query = Query::new(Select::Waiting(Queue::Outbox), Query::LIMIT);
        let mut rows = BTreeSet::new();
        loop {
            let page = self.storage.list(&query).await.unwrap();
            rows.extend(page.items.iter().filter_map(|item| match item {
                Item::Waiting(waiting) => Some(waiting.row.id),
                _ => None,
            }));
            match page.next {
                Some(next) => query.after = Some(next),
                None => return rows,
            }
        }
    }

    /// How often each of these people was told of that complaint.
    fn times_told(&self, people: &[String], number: &str) -> Vec<usize> {
        let told = |who: &String| self.told(who).iter().filter(|text| *text == number).count();
        people.iter().map(told).collect()
    }
}

#[tokio::test]
async fn five_hundred_followers_are_told_once_each_two_hundred_a_commit() {
    let stage = Stage::new().await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let number = stage.published(sari).await;
    let names: Vec<_> = (0..500).map(|n| format!("warga-{n}")).collect();
    let people = stage.crowd(&names).await;
    stage.follow(&number, &people).await;
    stage.gateway.settle().await.unwrap();

    stage.starts(&dewi, &number).await;
    assert_eq!(stage.waiting(Queue::Outbox).await.0, 1, "the deed itself tells the reporter only");
    for (commits, told) in [(1, 200), (2, 400), (3, 500)] {
        assert_eq!(stage.gateway.drain_jobs(8).await.unwrap().done, 1);
        assert!(stage.gateway.drain_jobs(8).await.unwrap().is_idle(), "the next page waits");
        stage.clock.advance(Tell::PAUSE);
        assert_eq!(stage.waiting(Queue::Outbox).await.0, told + 1, "after {commits}");
    }
    assert_eq!(stage.waiting(Queue::Jobs).await, (0, 0));
    stage.gateway.settle().await.unwrap();
    assert!(stage.times_told(&names, number.as_str()).iter().all(|times| *times == 1));
}

#[tokio::test]
async fn who_stopped_following_is_not_told_what_was_on_its_way() {
    let stage = Stage::new().await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let (budi, tini) = (stage.citizen("budi").await, stage.citizen("tini").await);
    let number = stage.published(sari).await;
    stage.follow(&number, &[budi, tini]).await;
    stage.starts(&dewi, &number).await;
    stage.gateway.drain_jobs(8).await.unwrap();

    let (complaint, room) = (stage.complaint(&number).await, stage.gateway.desk().room());
    let mut batch = Batch::new();
    batch.guard(aduan::batch::Guard::Version(Key::Catalogue, 1));
    batch.write(Write::Leave(complaint, Set::Follows, room.member(budi)));
    stage.gateway.desk().commit(batch).await.unwrap();
    stage.gateway.settle().await.unwrap();
    assert!(stage.told("budi").is_empty());
    assert_eq!(stage.told("tini"), [number.as_str()]);
}

#[tokio::test]
async fn what_is_no_longer_public_is_told_to_its_reporter_only() {
    let stage = Stage::new().await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let budi = stage.citizen("budi").await;
    let number = stage.published(sari).await;
    stage.follow(&number, &[budi]).await;
    stage.gateway.settle().await.unwrap();
    stage.starts(&dewi, &number).await;
    stage.gateway.drain_jobs(8).await.unwrap();

    let id = stage.complaint(&number).await;
    let want = aduan::facts::Want::Record(Key::Complaint(id));
    let facts = stage.storage.load(&[want]).await.unwrap();
    let mut complaint = aduan::book::complaint_at(&facts, id).unwrap();
    complaint.value.public = None;
    let mut batch = Batch::new();
    let room = stage.gateway.desk().room();
    room.put_complaint(&mut batch, &complaint.value, complaint.version).unwrap();
    stage.gateway.desk().commit(batch).await.unwrap();

    let before = stage.told("sari").len();
    stage.play().await;
    assert!(stage.told("budi").is_empty());
    assert_eq!(stage.told("sari").len(), before + 1);
}

#[tokio::test]
async fn a_public_answer_is_told_to_the_reporter_and_to_who_follows_each_once() {
    let stage = Stage::new().await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let budi = stage.citizen("budi").await;
    let number = stage.published(sari).await;
    stage.follow(&number, &[budi]).await;
    stage.play().await;
    let before = stage.told("sari").len();
    let words = Comment::parse("Kabelnya dipesan, dipasang hari Senin").unwrap();
    let respond = Respond { number: number.clone(), words };
    stage.gateway.desk().run(&dewi, &respond).await.unwrap();
    // It does not take the place of the stage, nor the stage its place.
    stage.starts(&dewi, &number).await;
    stage.play().await;
    let both = format!("{number} {number}");
    assert_eq!(stage.told("sari")[before..], [both.as_str()]);
    assert_eq!(stage.told("budi").join(" "), both);
}

#[tokio::test]
async fn a_question_and_its_answer_are_between_the_city_and_the_reporter() {
    let stage = Stage::new().await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let budi = stage.citizen("budi").await;
    let number = stage.published(sari).await;
    stage.follow(&number, &[budi]).await;
    stage.play().await;
    let told = |who: &str| stage.told(who).join(" ").split_whitespace().count();
    // That somebody began is told to whoever follows, also if a question comes before it goes out.
    stage.starts(&dewi, &number).await;
    stage.asks(&dewi, &number).await;
    stage.play().await;
    assert_eq!((told("sari"), told("budi")), (2, 1), "she was told of the department before");

    let answer = Answer { number: number.clone(), answer: Note::parse("Nomor 14").unwrap() };
    stage.gateway.desk().run(&Actor::Citizen(sari), &answer).await.unwrap();
    stage.play().await;
    assert_eq!((told("sari"), told("budi")), (2, 1), "both know as much as before");
    stage.resolves(&dewi, &number).await;
    stage.play().await;
    assert_eq!((told("sari"), told("budi")), (3, 2));
}

#[tokio::test]
async fn a_crash_between_any_two_calls_leaves_nobody_out_and_owes_nobody_twice() {
    const FOLLOWERS: usize = 210; // a page and a few more
    for end in [End::Before, End::After, End::Fails] {
        for at in 1.. {
            let mut stage = Stage::new().await;
            let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
            let number = stage.published(sari).await;
            stage.gateway.settle().await.unwrap();
            let names: Vec<_> = (0..FOLLOWERS).map(|n| n.to_string()).collect();
            let people = stage.crowd(&names).await;
            stage.follow(&number, &people).await;
            stage.starts(&dewi, &number).await;

            let stumbling = Stumbling::over(&stage.storage, at, end);
            stage.reopen(&stumbling);
            let mut whole = true;
            for _ in 0..3 {
                let drained = stage.gateway.drain_jobs(8).now_or_never();
                whole &= matches!(drained, Some(Ok(_)));
                stage.clock.advance(Tell::PAUSE);
            }
            let before = stage.owed().await;
            stage.begin_again();
            stage.clock.advance(chrono::TimeDelta::seconds(70));
            while stage.waiting(Queue::Jobs).await != (0, 0) {
                stage.gateway.drain_jobs(8).await.unwrap();
                stage.clock.advance(Tell::PAUSE);
            }

            let after = stage.owed().await;
            assert_eq!(after.len(), FOLLOWERS + 1, "{end:?} at {at}");
            // Whoever is owed news twice has her row replaced.
            assert!(after.is_superset(&before), "{end:?} at {at}");
            if whole {
                assert!(at > 8, "the job is longer than {at} calls");
                break;
            }
        }
    }
}
