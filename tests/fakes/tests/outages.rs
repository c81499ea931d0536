//! A minute of each fault of Telegram, on a clock that is stepped: nothing is lost, nobody on another
//! channel waits, and it recovers by itself.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::{sync::Arc, time::Duration};

use aduan::{
    memory::MemoryStorage,
    ports::Messenger,
    prelude::*,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};
use aduan_telegram::{Standing, Telegram};
use fakes::telegram::{FakeTelegram, Fault, Person};

struct Town {
    clock: Arc<StoppedClock>,
    gateway: Gateway,
    telegram: Telegram,
    page: Arc<RecordingMessenger>,
}

impl Town {
    async fn served_by(fake: &FakeTelegram) -> Self {
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.login.insert(Channel::Telegram, Login::Channel);
        let clock = Arc::new(StoppedClock::at("2026-11-21T02:00:00Z"));
        let entropy = SeededEntropy::new(7);
        let keys = KeyRing::generate(&entropy);
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let desk = Desk::new(storage, Arc::clone(&clock) as _, Arc::new(entropy), keys, city);
        let catalogue = include_str!("../../../examples/embed/catalogue.json").parse().unwrap();
        desk.set_catalogue(&Actor::System, catalogue).await.unwrap();
        let settings = aduan_telegram::Settings {
            token: fake.token().parse().unwrap(),
            api_url: fake.url().parse().unwrap(),
        };
        let telegram = Telegram::new(&settings).unwrap();
        let page = Arc::new(RecordingMessenger::new(Channel::Webchat));
        let channels: Vec<Arc<dyn Messenger>> =
            vec![Arc::new(telegram.clone()), Arc::clone(&page) as _];
        // One that keeps silent is given up soon, since its silence lasts in real time.
        let settings = Settings { send_timeout: Duration::from_millis(300), ..Settings::default() };
        Self { clock, gateway: Gateway::new(desk, channels, settings), telegram, page }
    }

    async fn hears(&self, peer: Peer, nth: usize) {
        let message = Inbound {
            provider_id: format!("{}/{nth}", peer.address).into(),
            peer,
            at: self.gateway.desk().now(),
            input: Heard::Said { text: "halo".into() },
            quoted: None,
            phone: None,
            network: None,
            language: Some(Language::Indonesian),
        };
        self.gateway.receive(&[message]).await.unwrap();
    }

    async fn step(&self, time: TimeDelta) {
        self.gateway.settle().await.unwrap();
        self.clock.advance(time);
    }
}

async fn a_minute_of(fault: Fault, standing: Standing) {
    let fake = FakeTelegram::start().await;
    let town = Town::served_by(&fake).await;
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
    assert_eq!(town.telegram.standing(), standing, "{fault:?}");

    fake.behave();
    for _ in 0..80 {
        town.step(TimeDelta::seconds(5)).await;
    }
    for person in &people {
        assert_eq!(person.heard().len(), 12, "{fault:?}: {fake:?}");
    }
    assert_eq!(town.telegram.standing(), Standing::Fine, "{fault:?}");
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
    let town = Town::served_by(&fake).await;
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
