//! A chat page is let in from a chat that proves whose it is, by a link that it shows.

use std::sync::Arc;

use aduan::{
    domain::{Channel, ChatLinks, Peer},
    stub::RecordingMessenger,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::{Gateway, Inbound};

struct PageAndPhone {
    stage: Stage,
    gateway: Gateway,
    page: Arc<RecordingMessenger>,
    phone: Arc<RecordingMessenger>,
}

impl PageAndPhone {
    async fn new() -> Self {
        let mut stage = Stage::new().await;
        stage.city.links = ChatLinks { whatsapp: Some("6281100000000".into()), telegram: None };
        stage.begin_again();
        let [page, phone] = [Channel::Webchat, Channel::WhatsApp]
            .map(|channel| Arc::new(RecordingMessenger::new(channel)));
        let channels = vec![Arc::clone(&page) as _, Arc::clone(&phone) as _];
        let desk = stage.gateway.desk().clone();
        let gateway = Gateway::new(desk, channels, stage.settings.clone());
        let chats = Self { stage, gateway, page, phone };
        for channel in [Channel::Webchat, Channel::WhatsApp] {
            chats.says(channel, "halo").await;
            chats.says(channel, "setuju").await;
        }
        chats
    }

    /// She writes, and this is the last that she hears there.
    async fn says(&self, channel: Channel, text: &str) -> String {
        let id = format!("{text} {}", self.gateway.desk().now());
        let message =
            Inbound { peer: Peer::new(channel, "sari"), ..self.stage.said("", &id, text) };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(TimeDelta::seconds(1));
        self.heard(channel)
    }

    fn heard(&self, channel: Channel) -> String {
        let on = if channel == Channel::WhatsApp { &self.phone } else { &self.page };
        on.sent().pop().map_or_else(String::new, |(_, message)| message.text.to_string())
    }

    /// She asks for the link, and this is what it would have her send.
    async fn follows_the_link(&self) -> String {
        let shown = self.says(Channel::Webchat, "lewat whatsapp").await;
        let (_, text) = shown.split_once("?text=").unwrap();
        text.split_whitespace().next().unwrap().replace("%20", " ")
    }
}

#[tokio::test]
async fn the_page_goes_on_with_what_she_wanted_as_soon_as_it_is_let_in() {
    let chats = PageAndPhone::new().await;
    let asked = chats.says(Channel::Webchat, "laporan saya").await;
    assert!(asked.contains("tanpa kode"), "{asked}");
    let text = chats.follows_the_link().await;
    let asked = chats.says(Channel::WhatsApp, &text).await;
    assert!(asked.starts_with("Izinkan chat web"), "{asked}");
    let page = chats.heard(Channel::Webchat);
    assert!(page.starts_with("Buka tautan ini"), "nothing before she agrees: {page}");

    let done = chats.says(Channel::WhatsApp, "ya").await;
    assert!(done.starts_with("Anda sudah masuk di chat web."), "{done}");
    let page = chats.heard(Channel::Webchat);
    assert!(page.starts_with("Berhasil masuk."), "{page}");
    assert!(page.contains("Tampilkan laporan Anda sekarang?"), "{page}");
    // One person, known in both.
    let account = chats.says(Channel::Webchat, "akun").await;
    assert!(account.contains("Terhubung: WhatsApp, chat web"), "{account}");
    let account = chats.says(Channel::WhatsApp, "akun").await;
    assert!(account.contains("Terhubung: WhatsApp, chat web"), "{account}");
    // And once only.
    let again = chats.says(Channel::WhatsApp, &text).await;
    assert!(again.starts_with("Kode itu tidak berlaku."), "{again}");
}

#[tokio::test]
async fn a_page_is_not_let_in_by_a_code_that_is_too_old_or_by_a_tap_on_cancel() {
    let chats = PageAndPhone::new().await;
    chats.says(Channel::Webchat, "masuk").await;
    let text = chats.follows_the_link().await;
    chats.says(Channel::WhatsApp, &text).await;
    let left = chats.says(Channel::WhatsApp, "batal").await;
    assert!(!left.contains("masuk di chat web"), "{left}");
    assert!(chats.heard(Channel::Webchat).starts_with("Buka tautan ini"));

    chats.stage.clock.advance(TimeDelta::minutes(10));
    let late = chats.says(Channel::WhatsApp, &text).await;
    assert!(late.starts_with("Kode itu tidak berlaku."), "{late}");
}
