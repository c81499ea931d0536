//! While the machines are worked on nothing is lost, and each person is told once until when.

use aduan::domain::Language;
use chrono::TimeDelta;

use super::{stage::Stage, timers::photo};

/// The stage opens at nine in the morning, UTC; its city is seven hours ahead.
const UNTIL_HALF_PAST: &str = "2026-11-21T09:30:00Z";
const TOLD: &str = "Layanan sedang dirawat sampai 21 November 2026, pukul 16.30. Pesan Anda \
                    tersimpan dan akan diproses setelah itu.";

async fn worked_on(until: &str) -> Stage {
    let mut stage = Stage::new().await;
    stage.city.maintenance_until = until.parse().ok();
    stage.begin_again();
    stage
}

#[tokio::test]
async fn each_person_is_told_once_and_answered_afterwards_in_order() {
    let stage = worked_on(UNTIL_HALF_PAST).await;
    for (id, text) in [("1", "satu"), ("2", "dua"), ("3", "tiga")] {
        stage.gateway.receive(&[stage.said("sari", id, text)]).await.unwrap();
        stage.gateway.settle().await.unwrap();
        stage.clock.advance(TimeDelta::minutes(5));
    }
    let mut english = stage.said("tom", "4", "four");
    english.language = Some(Language::English);
    stage.gateway.receive(&[english]).await.unwrap();
    for _ in 0..14 {
        stage.gateway.settle().await.unwrap();
        stage.clock.advance(TimeDelta::minutes(1));
    }
    assert_eq!(stage.told("sari"), [TOLD]);
    let [told] = &*stage.told("tom") else { panic!("{:?}", stage.told("tom")) };
    assert!(told.starts_with("The service is under maintenance until 21 November 2026, 16:30."));

    stage.clock.advance(TimeDelta::minutes(1));
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.told("sari"), [TOLD, "satu", "dua", "tiga"]);
    assert_eq!(stage.told("tom").last().unwrap(), "four");
}

#[tokio::test]
async fn work_that_takes_longer_is_told_anew_and_work_done_early_ends_at_once() {
    let mut stage = worked_on(UNTIL_HALF_PAST).await;
    stage.gateway.receive(&[stage.said("sari", "1", "satu")]).await.unwrap();
    stage.play().await;
    assert_eq!(stage.told("sari"), [TOLD, "satu"]);

    for until in ["2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z"] {
        stage.city.maintenance_until = until.parse().ok();
        stage.begin_again();
        stage.gateway.receive(&[stage.said("sari", until, until)]).await.unwrap();
        stage.gateway.settle().await.unwrap();
        stage.clock.advance(TimeDelta::minutes(1));
        stage.gateway.settle().await.unwrap();
    }
    assert_eq!(stage.told("sari").len(), 4);

    stage.city.maintenance_until = None;
    stage.begin_again();
    stage.clock.advance(TimeDelta::minutes(1));
    stage.gateway.settle().await.unwrap();
    let told = stage.told("sari");
    assert_eq!(told[4..], ["2026-11-21T11:00:00Z", "2026-11-21T12:00:00Z"]);
}

#[tokio::test]
async fn who_says_nothing_is_told_nothing() {
    let mut stage = Stage::new().await;
    stage.gateway.receive(&[stage.inbound("sari", "1", photo(1))]).await.unwrap();
    stage.gateway.settle().await.unwrap();
    stage.city.maintenance_until = UNTIL_HALF_PAST.parse().ok();
    stage.begin_again();
    for _ in 0..30 {
        stage.gateway.settle().await.unwrap();
        stage.clock.advance(TimeDelta::minutes(1));
    }
    assert!(stage.told("sari").is_empty(), "that an album is complete is no message to answer");
    stage.gateway.settle().await.unwrap();
    assert_eq!(stage.told("sari"), ["foto diterima"]);
}
