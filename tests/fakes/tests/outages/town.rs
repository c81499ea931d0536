//! A town with one channel besides the page, on a clock that is stepped.

use std::{sync::Arc, time::Duration};

use aduan::{
    memory::MemoryStorage,
    ports::Messenger,
    prelude::*,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};

pub(crate) struct Town {
    pub(crate) clock: Arc<StoppedClock>,
    pub(crate) gateway: Gateway,
    pub(crate) page: Arc<RecordingMessenger>,
}

pub(crate) fn clock() -> Arc<StoppedClock> {
    Arc::new(StoppedClock::at("2026-11-21T02:00:00Z"))
}

impl Town {
    pub(crate) async fn served_by(messenger: Arc<dyn Messenger>, clock: Arc<StoppedClock>) -> Self {
        let mut city = City::new("lestari", "Kota Lestari", "LP").unwrap();
        city.login.insert(messenger.channel(), Login::Channel);
        let entropy = SeededEntropy::new(7);
        let keys = KeyRing::generate(&entropy);
        let storage = Arc::new(MemoryStorage::new(&city.jurisdiction));
        let desk = Desk::new(storage, Arc::clone(&clock) as _, Arc::new(entropy), keys, city);
        let catalogue = include_str!("../../../../examples/embed/catalogue.json").parse().unwrap();
        desk.set_catalogue(&Actor::System, catalogue).await.unwrap();
        let page = Arc::new(RecordingMessenger::new(Channel::Webchat));
        let channels: Vec<Arc<dyn Messenger>> = vec![messenger, Arc::clone(&page) as _];
        // One that keeps silent is given up soon, since its silence lasts in real time.
        let settings = Settings { send_timeout: Duration::from_millis(300), ..Settings::default() };
        Self { clock, gateway: Gateway::new(desk, channels, settings), page }
    }

    pub(crate) async fn hears(&self, peer: Peer, nth: usize) {
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

    pub(crate) async fn step(&self, time: TimeDelta) {
        self.gateway.settle().await.unwrap();
        self.clock.advance(time);
    }
}
