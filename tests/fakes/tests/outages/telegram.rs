//! Telegram.

use std::{sync::Arc, time::Duration};

use aduan::prelude::*;
use aduan_telegram::{Standing, Telegram};
use fakes::telegram::{FakeTelegram, Fault, Person};

use super::town::{Town, clock};

async fn served_by(fake: &FakeTelegram) -> (Town, Telegram) {
    let settings = aduan_telegram::Settings {
        token: fake.token().parse().unwrap(),
        api_url: fake.url().parse().unwrap(),
    };
    let telegram = Telegram::new(&settings).unwrap();
    (Town::served_by(Arc::new(telegram.clone()), clock()).await, telegram)
}

async fn a_minute_of(fault: Fault, standing: Standing) {
    let fake = FakeTelegram::start().await;
    let (town, telegram) = served_by(&fake).await;
    let people: Vec<Person> = (1..=3).map(|id| fake.person(id, "Sari", "id")).collect();
    fake.misbehave(Some("sendMessage"), fault.clone(), usize::MAX);
    for second in 0..60 {
        if second % 5 == 0 {
            for person in &people {
                town.hears(Peer::new(Channel::Telegram, person.id().to_string()), second).await;
            }
            town.hears(Peer::new(Channel::Webchat, "hana"), second).await;
        }
        town.step(TimeDelta::seconds(1)).await;
    }
    assert!(people.iter().all(|person| person.heard().is_empty()), "{fault:?}: {fake:?}");
    assert_eq!(town.page.sent().len(), 12, "{fault:?}: the page waits for nobody");
    assert_eq!(telegram.standing(), standing, "{fault:?}");

    fake.behave();
    for _ in 0..80 {
        town.step(TimeDelta::seconds(5)).await;
    }
    for person in &people {
        assert_eq!(person.heard().len(), 12, "{fault:?}: {fake:?}");
    }
    assert_eq!(telegram.standing(), Standing::Fine, "{fault:?}");
    assert_eq!(fake.mistakes(), [""; 0]);
}

#[tokio::test]
async fn too_many_requests() {
    a_minute_of(Fault::TooMany(Some(7)), Standing::Fine).await;
    a_minute_of(Fault::TooMany(None), Standing::Away).await;
}

#[tokio::test]
async fn a_server_that_fails() {
    a_minute_of(Fault::Error(500, "Internal Server Error"), Standing::Away).await;
    a_minute_of(Fault::BadGateway, Standing::Away).await;
}

#[tokio::test]
async fn a_wire_that_breaks_or_keeps_silent() {
    a_minute_of(Fault::Cut, Standing::Away).await;
    a_minute_of(Fault::Hang(Duration::from_secs(2)), Standing::Fine).await;
}

#[tokio::test]
async fn a_token_that_is_no_more() {
    a_minute_of(Fault::Error(401, "Unauthorized"), Standing::Revoked).await;
}

#[tokio::test]
async fn who_blocked_the_bot_is_not_tried_again_and_nobody_waits_for_her() {
    let fake = FakeTelegram::start().await;
    let (town, _) = served_by(&fake).await;
    let (sari, budi) = (fake.person(1, "Sari", "id"), fake.person(2, "Budi", "id"));
    sari.blocks(true);
    for (nth, person) in [&sari, &budi, &sari, &budi].into_iter().enumerate() {
        town.hears(Peer::new(Channel::Telegram, person.id().to_string()), nth).await;
    }
    for _ in 0..10 {
        town.step(TimeDelta::seconds(5)).await;
    }
    assert_eq!((sari.heard().len(), budi.heard().len()), (0, 2));
    let tries = fake.calls().len();
    town.step(TimeDelta::minutes(5)).await;
    town.step(TimeDelta::minutes(5)).await;
    assert_eq!(fake.calls().len(), tries, "she is left in peace");
}
