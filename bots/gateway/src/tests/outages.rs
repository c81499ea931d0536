//! A provider that fails for a minute: nothing is lost, order is kept, and nobody else waits.

use std::{sync::Arc, time::Duration};

use aduan::{
    domain::{Channel, Peer},
    queue::Queue,
};
use chrono::TimeDelta;

use super::{
    provider::{Mood, Provider},
    stage::Stage,
};
use crate::{Inbound, Pace};

impl Stage {
    /// One second after another: something happens, and all is done that is due.
    async fn seconds(&self, count: usize, each: impl AsyncFnMut(usize)) {
        self.steps(TimeDelta::seconds(1), count, each).await;
    }

    async fn steps(&self, length: TimeDelta, count: usize, mut each: impl AsyncFnMut(usize)) {
        for step in 0..count {
            each(step).await;
            self.gateway.settle().await.unwrap();
            self.clock.advance(length);
        }
    }

    async fn hears(&self, who: &str, text: &str) {
        let message = self.said(who, &format!("{who}/{text}"), text);
        self.gateway.receive(&[message]).await.unwrap();
    }

    async fn hears_on(&self, channel: Channel, who: &str, text: &str) {
        let message = self.said(who, &format!("{who}/{text}"), text);
        let peer = Peer::new(channel, who);
        self.gateway.receive(&[Inbound { peer, ..message }]).await.unwrap();
    }
}

const PEOPLE: [&str; 5] = ["sari", "budi", "tini", "agus", "wati"];

/// Everybody keeps writing while the provider is in that mood for sixty seconds, and news happen.
async fn a_minute_of(mood: Mood) -> (Stage, Vec<Arc<Provider>>, usize) {
    let channels = [Channel::Telegram, Channel::WhatsApp];
    let (stage, all) = Stage::served_by(&channels).await;
    let (rudi, dewi) = (stage.citizen("rudi").await, stage.officer().await);
    let lamp = stage.published(rudi).await;
    stage.play().await;
    all[0].is(mood);
    let before = all[0].tried();
    let during = |second: usize| {
        let (stage, lamp, dewi) = (&stage, &lamp, &dewi);
        async move {
            if second.is_multiple_of(5) {
                for who in PEOPLE {
                    stage.hears(who, &(second / 5).to_string()).await;
                }
                stage.hears_on(Channel::WhatsApp, "hana", &(second / 5).to_string()).await;
            }
            if second == 30 {
                stage.starts(dewi, lamp).await;
            }
        }
    };
    stage.seconds(60, during).await;
    let tried = all[0].tried() - before;
    assert_eq!(all[0].out().len(), 1, "nothing came through: {mood:?}");
    let others: Vec<_> = (0..12).map(|n| n.to_string()).collect();
    assert_eq!(all[1].told("hana"), others, "nobody on another channel waits: {mood:?}");

    all[0].is(Mood::Fine);
    stage.seconds(300, async |_| ()).await;
    for who in PEOPLE {
        assert_eq!(all[0].told(who), others, "all of it, in order: {who}, {mood:?}");
    }
    assert_eq!(all[0].told("rudi"), [lamp.as_str(), lamp.as_str()], "the news: {mood:?}");
    assert_eq!(stage.waiting(Queue::Outbox).await, (0, 0));
    (stage, all, tried)
}

#[tokio::test]
async fn a_minute_of_failures_loses_nothing_and_is_not_answered_with_a_storm() {
    let (stage, _, tried) = a_minute_of(Mood::Failing).await;
    // Five failures open the breaker; it probes after rests of 10 and 20 seconds.
    assert!((5..=8).contains(&tried), "tried {tried} times");
    let health = stage.gateway.health();
    assert_eq!(health[0].rests_until, None);
    assert_eq!(usize::try_from(health[0].failed).unwrap(), tried);
}

#[tokio::test]
async fn a_minute_of_too_many_requests_loses_nothing_and_the_wait_is_honoured() {
    let (_, _, tried) = a_minute_of(Mood::Busy(Duration::from_secs(30))).await;
    // Each of six lanes at most once in thirty seconds.
    assert!(tried <= 6 * 2, "tried {tried} times");
}

#[tokio::test(start_paused = true)]
async fn a_minute_of_silence_loses_nothing_and_nobody_hangs() {
    let (_, _, tried) = a_minute_of(Mood::Silent).await;
    assert!(tried <= 8, "tried {tried} times");
}

#[tokio::test]
async fn the_health_of_a_channel_can_be_seen() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    all[0].is(Mood::Failing);
    for who in PEOPLE {
        stage.hears(who, "halo").await;
    }
    stage.gateway.settle().await.unwrap();
    let health = &stage.gateway.health()[0];
    assert_eq!((health.channel, health.sent, health.failed), (Channel::Telegram, 0, 5));
    assert_eq!(health.rests_until, Some(stage.gateway.desk().now() + TimeDelta::seconds(10)));
}

#[tokio::test]
async fn after_eleven_minutes_prompts_are_stale_and_news_are_not() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let (sari, dewi) = (stage.citizen("sari").await, stage.officer().await);
    let lamp = stage.published(sari).await;
    stage.play().await;
    all[0].is(Mood::Failing);
    stage.hears("sari", "halo").await;
    stage.starts(&dewi, &lamp).await;
    stage.seconds(11 * 60, async |_| ()).await;
    all[0].is(Mood::Fine);
    stage.hears("sari", "masih di sini").await;
    stage.seconds(15 * 60, async |_| ()).await;
    let mut told = all[0].told("sari");
    told.sort();
    assert_eq!(told, [lamp.as_str(), lamp.as_str(), "masih di sini"]);
}

#[tokio::test]
async fn codes_overtake_what_waits_and_replies_overtake_news() {
    let (mut stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let pace = Pace { a_second: 10, chat_gap: TimeDelta::seconds(1), chat_burst: 3 };
    stage.settings.paces.insert(Channel::Telegram, pace);
    stage.begin_again();
    let (rudi, dewi) = (stage.citizen("rudi").await, stage.officer().await);
    let lamp = stage.published(rudi).await;
    stage.play().await;
    let names: Vec<_> = (0..300).map(|n| format!("warga-{n}")).collect();
    let people = stage.crowd(&names).await;
    stage.follow(&lamp, &people).await;
    stage.starts(&dewi, &lamp).await;

    let began = stage.gateway.desk().now();
    let during = |step: usize| {
        let stage = &stage;
        async move {
            if step == 15 {
                stage.hears("budi", "halo").await;
                stage.hears("sari", "kode sari@contoh.id").await;
            }
        }
    };
    stage.steps(TimeDelta::milliseconds(200), 300, during).await;
    let out: Vec<_> = all[0].out().into_iter().filter(|out| out.at >= began).collect();
    let second = |who: &str, what: &str| {
        let found = out.iter().find(|out| out.who == who && out.what.starts_with(what)).unwrap();
        (found.at - began).num_seconds()
    };
    assert_eq!(second("whoever asked", "a code"), 3, "at once");
    assert_eq!(second("budi", "halo"), 3, "at once");
    let last = (out.last().unwrap().at - began).num_seconds();
    assert!((28..=36).contains(&last), "three hundred at ten a second took {last} s");
    for at in 0..60 {
        let within = at..at + 1;
        let sent = out.iter().filter(|out| within.contains(&(out.at - began).num_seconds()));
        // What may be sent at once, and what a second adds to that.
        assert!(sent.count() <= 20, "in second {at}");
    }
    for name in &names {
        assert_eq!(all[0].told(name), [lamp.as_str()]);
    }
}

#[tokio::test]
async fn a_code_is_tried_on_a_channel_that_rests() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    all[0].is(Mood::Failing);
    for who in PEOPLE {
        stage.hears(who, "halo").await;
    }
    stage.gateway.settle().await.unwrap();
    assert!(stage.gateway.health()[0].rests_until.is_some());

    all[0].is(Mood::Fine);
    stage.hears("hana", "kode hana@contoh.id").await;
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("whoever asked"), ["a code"], "it is worth nothing later");
}

#[tokio::test]
async fn a_code_goes_at_once_where_replies_wait_and_makes_them_wait_the_longer() {
    const FIVE: Pace = Pace { a_second: 5, chat_gap: TimeDelta::zero(), chat_burst: 1 };
    /// After how many seconds ten who said hello in the chat are all answered, if the first of
    /// these channels carries ten codes meanwhile.
    async fn answered(channels: &[Channel]) -> i64 {
        let (mut stage, all) = Stage::served_by(channels).await;
        stage.settings.paces.insert(Channel::Telegram, FIVE);
        stage.begin_again();
        for n in 0..10 {
            stage.hears(&format!("warga-{n}"), "halo").await;
        }
        stage.gateway.settle().await.unwrap();
        let (began, chat) = (stage.gateway.desk().now(), all.last().unwrap());
        assert_eq!(chat.out().len(), 5, "a second's worth");

        for n in 0..10 {
            stage.hears(&format!("baru-{n}"), &format!("kode baru-{n}@contoh.id")).await;
        }
        stage.gateway.settle().await.unwrap();
        assert_eq!(all[0].told("whoever asked").len(), 10, "in the same second");

        stage.steps(TimeDelta::milliseconds(200), 100, async |_| ()).await;
        let hellos = chat.out().into_iter().filter(|out| out.what == "halo");
        (hellos.map(|out| out.at).max().unwrap() - began).num_seconds()
    }
    let beside = answered(&[Channel::Email, Channel::Telegram]).await;
    let before = answered(&[Channel::Telegram]).await;
    assert!(before >= beside + 2, "ten codes are two seconds' worth: {beside} s, {before} s");
}

#[tokio::test]
async fn who_asks_to_wait_or_says_no_is_alive() {
    let moods = [Mood::Busy(Duration::from_secs(30)), Mood::Refusing, Mood::Unreachable];
    for mood in moods {
        let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
        all[0].is(mood);
        for who in PEOPLE {
            stage.hears(who, "halo").await;
        }
        stage.gateway.settle().await.unwrap();
        let health = &stage.gateway.health()[0];
        assert_eq!((health.failed, health.rests_until), (5, None), "{mood:?}");

        all[0].is(Mood::Fine);
        stage.hears("hana", "halo").await;
        stage.gateway.settle().await.unwrap();
        assert_eq!(all[0].told("hana"), ["halo"], "at once: {mood:?}");
    }
}

#[tokio::test]
async fn what_is_too_much_for_one_person_waits_ever_longer_and_nobody_else_waits() {
    let (stage, all) = Stage::served_by(&[Channel::Telegram]).await;
    let sari = stage.citizen("sari").await;
    let lamp = stage.published(sari).await;
    all[0].is(Mood::TooMuchFor("sari"));
    // The news of her report wait in another lane than what she is answered.
    let messages = [stage.said("sari", "1", "halo"), stage.said("budi", "2", "hai")];
    stage.gateway.receive(&messages).await.unwrap();
    stage.gateway.settle().await.unwrap();
    assert_eq!(all[0].told("budi"), ["hai"]);
    assert_eq!(all[0].tried(), 2, "once to each");
    for rung in 0..4 {
        let (before, wait) = (all[0].tried(), TimeDelta::seconds(4_i64.pow(rung)));
        stage.clock.advance(wait - TimeDelta::milliseconds(1));
        stage.gateway.settle().await.unwrap();
        assert_eq!(all[0].tried(), before, "{rung}: not yet");
        stage.clock.advance(TimeDelta::seconds(1));
        stage.gateway.settle().await.unwrap();
        assert_eq!(all[0].tried(), before + 1, "{rung}: once more");
    }
    all[0].is(Mood::Fine);
    stage.clock.advance(TimeDelta::minutes(5));
    stage.gateway.settle().await.unwrap();
    let told = all[0].told("sari");
    assert!(told.contains(&"halo".to_owned()) && told.contains(&lamp.to_string()), "{told:?}");
}
