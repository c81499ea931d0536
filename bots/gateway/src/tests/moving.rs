//! A chat account gets another name or number: its person and its talk go along, and nothing is said.

use aduan::{
    domain::{Channel, Peer, Phone},
    stub::RecordingMessenger,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::{Gateway, Heard, Inbound};

/// A city with the real conversation on WhatsApp, which vouches for numbers.
struct OnWhatsApp {
    stage: Stage,
    gateway: Gateway,
    whatsapp: std::sync::Arc<RecordingMessenger>,
}

fn number(last: u8) -> Phone {
    Phone::parse(&format!("+62812345678{last:02}")).unwrap()
}

impl OnWhatsApp {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let whatsapp = std::sync::Arc::new(RecordingMessenger::new(Channel::WhatsApp));
        let desk = stage.gateway.desk().clone();
        let channels = vec![std::sync::Arc::clone(&whatsapp) as _];
        let gateway = Gateway::new(desk, channels, stage.settings.clone());
        Self { stage, gateway, whatsapp }
    }

    /// Something comes from an account with that number, and all that follows is done.
    async fn hears(&self, id: &str, phone: u8, input: Heard) -> Vec<String> {
        let before = self.whatsapp.sent().len();
        let provider_id = format!("{id} {}", self.gateway.desk().now());
        let message = Inbound {
            peer: Peer::new(Channel::WhatsApp, id),
            phone: Some(number(phone)),
            ..self.stage.inbound("", &provider_id, input)
        };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(TimeDelta::seconds(40));
        let sent = self.whatsapp.sent().split_off(before);
        sent.into_iter().map(|(_, message)| message.text.to_string()).collect()
    }

    async fn says(&self, id: &str, phone: u8, text: &str) -> String {
        let told = self.hears(id, phone, Heard::Said { text: text.into() }).await;
        told.last().cloned().unwrap_or_default()
    }

    /// She agrees, and logs in by a code to her address.
    async fn logs_in(&self, id: &str, phone: u8) {
        for text in ["halo", "setuju", "masuk", "sari@contoh.id"] {
            self.says(id, phone, text).await;
        }
        let code = self.whatsapp.codes().pop().unwrap().code.reveal();
        let told = self.says(id, phone, &code).await;
        assert!(told.starts_with("Berhasil masuk."), "{told}");
    }
}

fn moved(from: &str, phone: u8) -> Heard {
    let from = Peer::new(Channel::WhatsApp, from);
    Heard::Moved { from, phone: Some(number(phone)) }
}

#[tokio::test]
async fn she_writes_on_from_her_new_number() {
    let city = OnWhatsApp::new().await;
    city.logs_in("ID.1", 1).await;
    let account = city.says("ID.1", 1, "akun").await;
    assert!(account.contains("+62•••••••••01"), "the channel vouched for it: {account}");
    city.says("ID.1", 1, "lampu jalan depan SD 3 mati").await;

    let told = city.hears("ID.2", 2, moved("ID.1", 1)).await;
    assert_eq!(told, [""; 0], "nobody asked anything");
    let again = city.hears("ID.2", 2, moved("ID.1", 1)).await;
    assert_eq!(again, [""; 0]);
    let account = city.says("ID.2", 2, "akun").await;
    assert!(account.contains("+62•••••••••02") && !account.contains("01"), "{account}");
    let draft = city.says("ID.2", 2, "lanjut").await;
    assert!(draft.contains("Lampu"), "her draft came along: {draft}");

    // Whoever writes from the old number now is somebody else.
    let welcome = city.says("ID.1", 1, "halo").await;
    assert!(welcome.starts_with("Halo!"), "{welcome}");
}

#[tokio::test]
async fn whoever_has_her_number_now_is_not_she() {
    let city = OnWhatsApp::new().await;
    city.logs_in("ID.1", 1).await;
    city.says("ID.1", 1, "akun").await;
    // Without a word of the channel about a move, another account has the number.
    let welcome = city.says("ID.9", 1, "halo").await;
    assert!(welcome.starts_with("Halo!"), "{welcome}");
    let account = city.says("ID.1", 3, "akun").await;
    assert!(!account.contains("01"), "the number leads to her no more: {account}");
}
