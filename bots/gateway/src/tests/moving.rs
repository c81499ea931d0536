//! A chat account gets another name or number: its person and its talk go along, and nothing is said.

use std::sync::Arc;

use aduan::{
    domain::{Channel, Login, Peer, Phone},
    stub::RecordingMessenger,
};
use chrono::TimeDelta;

use super::stage::Stage;
use crate::{Gateway, Heard, Inbound};

/// A city with the real conversation on WhatsApp, which vouches for numbers.
struct OnWhatsApp {
    stage: Stage,
    gateway: Gateway,
    whatsapp: Arc<RecordingMessenger>,
}

fn number(last: u8) -> Phone {
    Phone::parse(&format!("+62812345678{last:02}")).unwrap()
}

impl OnWhatsApp {
    async fn new() -> Self {
        Self::where_people_log_in(Login::Otp).await
    }

    async fn where_people_log_in(how: Login) -> Self {
        let mut stage = Stage::new().await;
        stage.city.login.insert(Channel::WhatsApp, how);
        stage.begin_again();
        let whatsapp = Arc::new(RecordingMessenger::new(Channel::WhatsApp));
        let desk = stage.gateway.desk().clone();
        let channels = vec![Arc::clone(&whatsapp) as _];
        let gateway = Gateway::new(desk, channels, stage.settings.clone());
        Self { stage, gateway, whatsapp }
    }

    /// Something comes from an account with that number, and all that follows is done.
    async fn hears(&self, id: &str, phone: impl Into<Option<u8>>, input: Heard) -> Vec<String> {
        let before = self.whatsapp.sent().len();
        let provider_id = format!("{id} {}", self.gateway.desk().now());
        let message = Inbound {
            peer: Peer::new(Channel::WhatsApp, id),
            phone: phone.into().map(number),
            ..self.stage.inbound("", &provider_id, input)
        };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.stage.clock.advance(TimeDelta::seconds(40));
        let sent = self.whatsapp.sent().split_off(before).into_iter();
        let hers = sent.filter(|(peer, _)| &*peer.address == id);
        hers.map(|(_, message)| message.text.to_string()).collect()
    }

    async fn says(&self, id: &str, phone: u8, text: &str) -> String {
        let told = self.hears(id, phone, Heard::Said { text: text.into() }).await;
        told.last().cloned().unwrap_or_default()
    }

    /// She writes from an account that does not show its number.
    async fn says_hiding(&self, id: &str, text: &str) -> String {
        let told = self.hears(id, None, Heard::Said { text: text.into() }).await;
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
async fn without_a_new_id_her_number_is_another_and_her_chat_is_the_same() {
    let city = OnWhatsApp::new().await;
    city.logs_in("ID.1", 1).await;
    city.says("ID.1", 1, "lampu jalan depan SD 3 mati").await;
    let told = city.hears("ID.1", 2, moved("ID.1", 1)).await;
    assert_eq!(told, [""; 0], "nobody asked anything");
    let account = city.says("ID.1", 2, "akun").await;
    assert!(account.contains("+62•••••••••02") && !account.contains("01"), "{account}");
    let draft = city.says("ID.1", 2, "lanjut").await;
    assert!(draft.contains("Lampu"), "her draft stayed: {draft}");

    // If her id was another as well, and nobody said so, whoever comes with the number is unknown.
    let welcome = city.says("ID.2", 2, "halo").await;
    assert!(welcome.starts_with("Halo!"), "{welcome}");
}

#[tokio::test]
async fn where_only_numbers_are_told_the_old_one_leads_to_her_no_more() {
    let city = OnWhatsApp::new().await;
    city.logs_in("ID.1", 1).await;
    city.says("ID.1", 1, "akun").await;
    let told = city.hears("+6281234567802", 2, moved("+6281234567801", 1)).await;
    assert_eq!(told, [""; 0]);
    let account = city.says_hiding("ID.1", "akun").await;
    assert!(account.contains("@contoh.id") && !account.contains("+62"), "{account}");
    // Her next message brings the new one, if her id is the same.
    let account = city.says("ID.1", 2, "akun").await;
    assert!(account.contains("+62•••••••••02"), "{account}");
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

#[tokio::test]
async fn where_the_channel_is_trusted_a_known_number_is_asked_about_first() {
    let city = OnWhatsApp::where_people_log_in(Login::Channel).await;
    for (id, number) in [("ID.1", 1), ("ID.2", 2)] {
        for text in ["halo", "setuju"] {
            city.says(id, number, text).await;
        }
    }
    assert!(city.says("ID.2", 2, "masuk").await.starts_with("Berhasil masuk."));
    // A number that nobody proved is no reason to ask. This one she proves by a code.
    city.says("ID.2", 2, "hubungkan email").await;
    city.says("ID.2", 2, "+6281234567801").await;
    let code = city.whatsapp.codes().pop().unwrap().code.reveal();
    assert!(city.says("ID.2", 2, &code).await.starts_with("Terhubung."));

    let asked = city.says("ID.1", 1, "masuk").await;
    assert!(asked.starts_with("Nomor ini pernah dipakai"), "{asked}");
    assert!(city.says("ID.1", 1, "pengguna baru").await.starts_with("Berhasil masuk."));
    let account = city.says("ID.1", 1, "akun").await;
    assert!(account.contains("+62•••••••••01"), "{account}");
}

#[tokio::test]
async fn a_code_to_a_known_number_opens_nothing_in_a_chat_that_has_the_number() {
    let city = OnWhatsApp::new().await;
    // In a chat whose account shows no number, she proves one.
    for text in ["halo", "setuju", "masuk", "+62812345678 01"] {
        city.says_hiding("ID.1", text).await;
    }
    let code = city.whatsapp.codes().pop().unwrap().code.reveal();
    assert!(city.says_hiding("ID.1", &code).await.starts_with("Berhasil masuk."));
    city.says_hiding("ID.1", "nama saya Sari").await;

    for text in ["halo", "setuju", "masuk", "+6281234567801"] {
        city.says_hiding("ID.2", text).await;
    }
    let code = city.whatsapp.codes().pop().unwrap().code.reveal();
    let told = city.says_hiding("ID.2", &code).await;
    assert!(told.starts_with("Nomor ini pernah dipakai"), "{told}");
    let told = city.says_hiding("ID.2", "pengguna baru").await;
    assert!(told.starts_with("Berhasil masuk."), "{told}");
    let account = city.says_hiding("ID.2", "akun").await;
    assert!(account.contains("+62•••••••••01"), "{account}");
    let account = city.says_hiding("ID.1", "akun").await;
    assert!(!account.contains("01"), "it is hers no longer: {account}");
}
