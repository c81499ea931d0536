//! One account in two chats, through the real conversation on two channels.

use std::sync::Arc;

use aduan::{
    domain::{Channel, Peer},
    stub::RecordingMessenger,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::{Gateway, Inbound};

struct TwoChats {
    stage: Stage,
    whatsapp: Arc<RecordingMessenger>,
    gateway: Gateway,
}

impl TwoChats {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let whatsapp = Arc::new(RecordingMessenger::new(Channel::WhatsApp));
        let channels = vec![Arc::clone(&stage.telegram) as _, Arc::clone(&whatsapp) as _];
        let desk = stage.gateway.desk().clone();
        let chats =
            Self { gateway: Gateway::new(desk, channels, stage.settings.clone()), stage, whatsapp };
        for channel in [Channel::Telegram, Channel::WhatsApp] {
            chats.says(channel, "halo").await;
            chats.says(channel, "setuju").await;
        }
        chats
    }

    /// She writes on a channel, and hears an answer.
    async fn says(&self, channel: Channel, text: &str) -> String {
        let id = format!("{text} {}", self.gateway.desk().now());
        let peer = Peer::new(channel, "sari");
        let message = Inbound { peer, ..self.stage.said("sari", &id, text) };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(TimeDelta::seconds(1));
        self.heard(channel).pop().unwrap()
    }

    fn heard(&self, channel: Channel) -> Vec<String> {
        let on = if channel == Channel::WhatsApp { &self.whatsapp } else { &self.stage.telegram };
        on.sent().into_iter().map(|(_, message)| message.text.to_string()).collect()
    }
}

#[tokio::test]
async fn a_code_shown_in_one_chat_is_typed_in_the_other_which_confirms() {
    let chats = TwoChats::new().await;
    chats.says(Channel::Telegram, "masuk").await;
    let shown = chats.says(Channel::Telegram, "hubungkan chat").await;
    let code = shown.split('*').nth(1).unwrap();

    let asked = chats.says(Channel::WhatsApp, code).await;
    assert!(asked.starts_with("Hubungkan akun *Telegram* dengan chat ini?"), "{asked}");
    let done = chats.says(Channel::WhatsApp, "ya").await;
    assert!(done.starts_with("Terhubung."), "{done}");
    let told = chats.heard(Channel::Telegram).pop().unwrap();
    assert!(told.contains("dihubungkan dengan chat lain (WhatsApp)"), "{told}");

    let account = chats.says(Channel::WhatsApp, "akun").await;
    assert!(account.contains("Terhubung: Telegram, WhatsApp"), "{account}");
    let again = chats.says(Channel::WhatsApp, code).await;
    assert!(again.starts_with("Kode itu tidak berlaku."), "{again}");
}
