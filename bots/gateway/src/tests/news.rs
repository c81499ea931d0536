//! News: to whom, where, when, and how many at once.

use std::sync::Arc;

use aduan::{
    authority::Actor,
    batch::Batch,
    domain::{Channel, CitizenId, Handle, Note, Peer, StageKind, TrackingNumber},
    facts::Want,
    log::{Audience, Entry, Event},
    owed::Undelivered,
    query::{Item, Query, Select},
    queue::Queue,
    record::Key,
    verbs::{Ask, Resolve},
};
use chrono::TimeDelta;

use super::{
    provider::{Mood, Provider},
    stage::Stage,
};

impl Stage {
    /// A stage with a provider on each of these channels.
    pub(super) async fn served_by(channels: &[Channel]) -> (Self, Vec<Arc<Provider>>) {
        let mut stage = Self::new().await;
        let providers: Vec<_> =
            channels.iter().map(|channel| Provider::new(*channel, &stage.clock)).collect();
        stage.channels = providers.iter().map(|one| Arc::clone(one) as _).collect();
        stage.begin_again();
        (stage, providers)
    }

    /// Changes what is known of a person.
    async fn change(&self, who: CitizenId, change: impl Fn(&mut aduan::domain::Citizen)) {
        let want = Want::Record(Key::Citizen(who));
        let facts = self.storage.load(&[want]).await.unwrap();
        let room = self.gateway.desk().room();
        let mut citizen = room.citizen(&facts, who).unwrap();
        change(&mut citizen.value);
        let mut batch = Batch::new();
        room.put_citizen(&mut batch, &citizen.value, citizen.version);
        self.gateway.desk().commit(batch).await.unwrap();
    }

    pub(super) async fn resolves(&self, officer: &Actor, number: &TrackingNumber) {
        let remark = Note::parse("Lampu sudah diganti").unwrap();
        let resolve = Resolve { number: number.clone(), remark, after: None };
        self.gateway.desk().run(officer, &resolve).await.unwrap();
    }

    pub(super) async fn asks(&self, officer: &Actor, number: &TrackingNumber) {
        let question = Note::parse("Tiang nomor berapa?").unwrap();
        let ask = Ask { number: number.clone(), question };
        self.gateway.desk().run(officer, &ask).await.unwrap();
    }

    /// What the history of a complaint says of its news.
    pub(super) async fn notes(&self, number: &TrackingNumber) -> Vec<Event> {
        let select = Select::History(self.complaint(number).await);
        let page = self.storage.list(&Query::new(select, 100)).await.unwrap();
        let entries = page.items.iter().filter_map(|item| match item {
            Item::Entry(entry) => Entry::from_bytes(&entry.body),
            _ => None,
        });
        entries
            .map(|entry| entry.what)
            .filter(|what| matches!(what, Event::Told { .. } | Event::NotTold { .. }))
            .collect()
    }
}

const TOLD: Event = Event::Told { to: Audience::Reporter };

fn not_told(because: Undelivered) -> Event {
    Event::NotTold { to: Audience::Reporter, because, after_all: false }
}

#[tokio::test]
async fn the_first_news_go_at_once_and_those_of_the_next_ten_minutes_together() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let lamp = stage.published(sari).await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari"), [lamp.as_str()], "at once");

    stage.starts(&dewi, &lamp).await;
    let road = stage.published(sari).await; // five minutes later
    stage.starts(&dewi, &road).await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari").len(), 1, "not again within ten minutes");
    stage.clock.advance(TimeDelta::minutes(6));
    stage.gateway.settle().await.unwrap();
    // Of each the newest only, in one message, in the order in which they happened.
    assert_eq!(all[0].told("sari")[1..], [format!("{lamp} {road}")]);
    assert_eq!(stage.notes(&lamp).await, [TOLD, TOLD]);
    assert_eq!(stage.notes(&road).await, [TOLD]);
}

#[tokio::test]
async fn what_asks_something_ends_a_message_and_more_than_five_news_are_two() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let mut numbers = Vec::new();
    for _ in 0..8 {
        numbers.push(stage.published(sari).await);
    }
    stage.starts(&dewi, &numbers[1]).await;
    stage.resolves(&dewi, &numbers[1]).await;
    stage.gateway.settle().await.unwrap();
    let told = all[0].told("sari");
    let count: Vec<_> = told.iter().map(|text| text.split(' ').count()).collect();
    assert_eq!(count, [5, 3], "{told:?}");
    assert!(told[1].ends_with(numbers[1].as_str()), "the newest news stand last: {told:?}");
}

#[tokio::test]
async fn what_is_no_longer_so_is_not_told() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let lamp = stage.published(sari).await;
    stage.starts(&dewi, &lamp).await;
    stage.asks(&dewi, &lamp).await;
    stage.play().await;
    assert_eq!(all[0].told("sari").len(), 1, "the question, and nothing that was so before it");
    assert_eq!(stage.notes(&lamp).await, [not_told(Undelivered::Superseded), TOLD]);
}

#[tokio::test]
async fn a_question_waits_for_nothing() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let lamp = stage.published(sari).await;
    stage.starts(&dewi, &lamp).await;
    stage.gateway.settle().await.unwrap();
    stage.asks(&dewi, &lamp).await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari").len(), 2);
}

#[tokio::test]
async fn who_switched_a_channel_off_is_told_on_another_or_not_at_all() {
    let channels = [Channel::Telegram, Channel::WhatsApp];
    let (stage, all) = Stage::served_by(&channels).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    stage
        .change(sari, |citizen| {
            citizen.opt_outs.insert(Channel::Telegram);
        })
        .await;
    let lamp = stage.published(sari).await;
    stage.play().await;
    assert!(all[0].out().is_empty());
    assert_eq!(stage.notes(&lamp).await, [not_told(Undelivered::OptedOut)]);
    assert_eq!(stage.waiting(Queue::Outbox).await, (0, 0), "nothing an operator could mend");

    stage
        .change(sari, |citizen| {
            let chat = Peer::new(Channel::WhatsApp, "sari di whatsapp");
            citizen.handles.insert(0, Handle::Chat(chat));
        })
        .await;
    stage.starts(&dewi, &lamp).await;
    stage.play().await;
    assert!(all[0].out().is_empty());
    assert_eq!(all[1].told("sari di whatsapp"), [lamp.as_str()]);

    // Her complaint would be closed without an answer: a question reaches her all the same.
    stage.asks(&dewi, &lamp).await;
    stage.play().await;
    assert_eq!(all[0].told("sari"), [lamp.as_str()]);
    // And she is answered.
    stage.gateway.receive(&[stage.said("sari", "1", "halo")]).await.unwrap();
    stage.play().await;
    assert_eq!(all[0].told("sari").last().unwrap(), "halo");
}

#[tokio::test]
async fn at_night_no_phone_rings_for_news() {
    let (mut stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    stage.city.quiet = Some("21:00-07:00".parse().unwrap());
    stage.begin_again();
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    // It is 16.05 in Lestari; the complaint is published then.
    let lamp = stage.published(sari).await;
    stage.clock.advance(TimeDelta::hours(6));
    stage.gateway.receive(&[stage.said("sari", "1", "halo")]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari"), ["halo"], "an answer is no news");
    stage.clock.advance(TimeDelta::minutes(8 * 60 + 40));
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari").len(), 1, "a quarter to seven");
    stage.clock.advance(TimeDelta::minutes(15));
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari")[1..], [lamp.as_str()]);

    stage.starts(&dewi, &lamp).await;
    stage.clock.advance(TimeDelta::hours(15));
    stage.asks(&dewi, &lamp).await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("sari").len(), 3, "a question does not wait for the morning");
}

#[tokio::test]
async fn the_history_says_why_its_reporter_was_not_told() {
    let reasons = [
        (Mood::Unreachable, Undelivered::Unreachable),
        (Mood::Refusing, Undelivered::Refused),
        (Mood::Failing, Undelivered::GaveUp),
    ];
    for (mood, because) in reasons {
        let (mut stage, all) = Stage::served_by(&[Channel::Telegram]).await;
        stage.settings.deliveries = 3;
        stage.begin_again();
        let sari = stage.citizen("sari").await;
        all[0].is(mood);
        let lamp = stage.published(sari).await;
        stage.play().await;
        assert_eq!(stage.notes(&lamp).await, [not_told(because)]);
        // It is kept, with the reason by name, for an operator to read and to send again.
        let select = Select::Buried(Queue::Outbox);
        let page = stage.storage.list(&Query::new(select, 10)).await.unwrap();
        let [Item::Waiting(buried)] = page.items.as_slice() else { panic!("one is buried") };
        assert_eq!(buried.buried.as_deref(), Some(because.name()));
    }
}

#[tokio::test]
async fn a_follower_who_left_the_channel_leaves_nothing_behind() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let budi = stage.citizen("budi").await;
    let lamp = stage.published(sari).await;
    stage.play().await;
    stage.follow(&lamp, &[budi]).await;
    stage.starts(&dewi, &lamp).await;
    stage.gateway.drain_jobs(8).await.unwrap();
    stage.change(sari, |citizen| citizen.handles.clear()).await;
    all[0].is(Mood::Unreachable);
    stage.play().await;
    assert_eq!(stage.notes(&lamp).await, [TOLD, not_told(Undelivered::NoChat)]);
    assert_eq!(stage.waiting(Queue::Outbox).await, (0, 1), "the reporter's only");
    let kind = stage.gateway.desk().track(&Actor::Visitor, lamp).await.unwrap().stage;
    assert_eq!(kind, StageKind::InProgress);
}
