//! Somebody without a phone number, as far as we are told: she hides it on WhatsApp. Her e-mail address
//! does for everything.

use std::sync::Arc;

use aduan::{
    domain::{Channel, Peer, TrackingNumber},
    stub::RecordingMessenger,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::{Gateway, Inbound};

struct Nameless {
    stage: Stage,
    gateway: Gateway,
    whatsapp: Arc<RecordingMessenger>,
    page: Arc<RecordingMessenger>,
}

impl Nameless {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let [whatsapp, page] = [Channel::WhatsApp, Channel::Webchat]
            .map(|channel| Arc::new(RecordingMessenger::new(channel)));
        let channels = vec![Arc::clone(&whatsapp) as _, Arc::clone(&page) as _];
        let desk = stage.gateway.desk().clone();
        let gateway = Gateway::new(desk, channels, stage.settings.clone());
        Self { stage, gateway, whatsapp, page }
    }

    async fn says(&self, channel: Channel, text: &str) -> String {
        let id = format!("{text} {}", self.gateway.desk().now());
        let peer = Peer::new(channel, "ID.1");
        let message = Inbound { peer, phone: None, ..self.stage.said("", &id, text) };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(TimeDelta::seconds(40));
        self.heard(channel)
    }

    fn heard(&self, channel: Channel) -> String {
        let on = if channel == Channel::WhatsApp { &self.whatsapp } else { &self.page };
        on.sent().pop().map_or_else(String::new, |(_, message)| message.text.to_string())
    }

    /// Types her address, and the code that comes there.
    async fn proves_her_address(&self, channel: Channel) -> String {
        self.says(channel, "sari@contoh.id").await;
        // Whichever channel carries codes to addresses: here it is the first.
        let code = self.whatsapp.codes().pop().unwrap().code.reveal();
        self.says(channel, &code).await
    }
}

#[tokio::test]
async fn she_reports_follows_supports_is_told_and_comes_back_by_e_mail() {
    let city = Nameless::new().await;
    let theirs = city.stage.citizen("budi").await;
    let other = city.stage.published(theirs).await;
    let officer = city.stage.officer().await;

    for text in ["halo", "setuju", "lampu taman kota padam semua", "lampu", "lewati", "publik"] {
        city.says(Channel::WhatsApp, text).await;
    }
    let asked = city.says(Channel::WhatsApp, "kirim").await;
    assert!(asked.contains("kenalkan diri dulu"), "{asked}");
    city.proves_her_address(Channel::WhatsApp).await;
    let receipt = city.says(Channel::WhatsApp, "kirim").await;
    let number = receipt.split('*').find_map(|word| word.parse::<TrackingNumber>().ok());
    let number = number.unwrap_or_else(|| panic!("{receipt}"));

    let supported = city.says(Channel::WhatsApp, &format!("dukung {other}")).await;
    assert!(supported.contains(other.as_str()), "{supported}");
    city.stage.clock.advance(TimeDelta::minutes(10));
    let to = "pu".parse().unwrap();
    let assigned = city.gateway.desk().assign(&aduan::authority::Actor::System, number.clone(), to);
    assigned.await.unwrap();
    city.stage.starts(&officer, &number).await;
    city.stage.clock.advance(TimeDelta::minutes(10));
    city.gateway.settle().await.unwrap();
    let told = city.heard(Channel::WhatsApp);
    assert!(told.contains(number.as_str()), "she is told without a number of hers: {told}");
    let status = city.says(Channel::WhatsApp, &format!("status {number}")).await;
    assert!(status.contains(number.as_str()), "{status}");

    // The same address makes her the same person in a browser.
    for text in ["halo", "setuju", "masuk"] {
        city.says(Channel::Webchat, text).await;
    }
    city.proves_her_address(Channel::Webchat).await;
    let status = city.says(Channel::Webchat, &format!("status {number}")).await;
    assert!(status.contains(number.as_str()), "{status}");
    let account = city.says(Channel::Webchat, "akun").await;
    assert!(account.contains("s•••@contoh.id, WhatsApp, chat web"), "{account}");
    assert!(!account.contains("+62"), "nobody ever knew a number: {account}");
}
