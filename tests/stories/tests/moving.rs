//! A chat account gets another name or number: its person and its talk go along, and nothing is said.
//! Whoever has the old number then sees nothing of what was hers. Over every storage.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

use std::sync::Arc;

use aduan::{
    Desk,
    authority::Actor,
    domain::{Channel, City, Language, Login, Peer, Phone},
    memory::MemoryStorage,
    ports::{Clock as _, Storage},
    seal::KeyRing,
    stub::{RecordingMessenger, SeededEntropy, StoppedClock},
};
use aduan_gateway::{Gateway, Heard, Inbound, Settings};
use aduan_postgres::{Options, PostgresStorage};
use aduan_sqlite::SqliteStorage;
use chrono::TimeDelta;
use test_postgres::Server;

/// A city with the real conversation on WhatsApp, which vouches for numbers.
struct OnWhatsApp {
    gateway: Gateway,
    clock: Arc<StoppedClock>,
    whatsapp: Arc<RecordingMessenger>,
}

fn number(last: u8) -> Phone {
    Phone::parse(&format!("+62812345678{last:02}")).unwrap()
}

/// A city of that name, one for each story.
fn city(name: &str) -> City {
    City::new(name, "Kota Lestari", "LP").unwrap()
}

impl OnWhatsApp {
    async fn new(storage: Arc<dyn Storage>, mut city: City, how: Login) -> Self {
        city.login.insert(Channel::WhatsApp, how);
        let clock = Arc::new(StoppedClock::at("2026-11-21T02:10:00Z"));
        let entropy = Arc::new(SeededEntropy::new(7));
        let keys = KeyRing::generate(&*entropy);
        let desk = Desk::new(storage, Arc::clone(&clock) as _, entropy, keys, city);
        desk.set_catalogue(&Actor::System, stories::catalogue()).await.unwrap();
        let whatsapp = Arc::new(RecordingMessenger::new(Channel::WhatsApp));
        let gateway = Gateway::new(desk, vec![Arc::clone(&whatsapp) as _], Settings::default());
        Self { gateway, clock, whatsapp }
    }

    /// Something comes from an account with that number, and all that follows is done.
    async fn hears(&self, id: &str, phone: impl Into<Option<u8>>, input: Heard) -> Vec<String> {
        let before = self.whatsapp.sent().len();
        let now = self.clock.now();
        let message = Inbound {
            peer: Peer::new(Channel::WhatsApp, id),
            provider_id: format!("{id} {now}").into(),
            at: now,
            input,
            quoted: None,
            phone: phone.into().map(number),
            network: None,
            language: Some(Language::Indonesian),
        };
        self.gateway.receive(&[message]).await.unwrap();
        self.gateway.settle().await.unwrap();
        self.clock.advance(TimeDelta::seconds(40));
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

async fn she_writes_on_from_her_new_number(city: &OnWhatsApp) {
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

async fn without_a_new_id_her_number_is_another_and_her_chat_is_the_same(city: &OnWhatsApp) {
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

async fn where_only_numbers_are_told_the_old_one_leads_to_her_no_more(city: &OnWhatsApp) {
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

async fn whoever_has_her_number_now_is_not_she(city: &OnWhatsApp) {
    city.logs_in("ID.1", 1).await;
    for text in ["lampu jalan depan SD 3 mati", "lampu jalan", "lewati", "publik", "kirim"] {
        city.says("ID.1", 1, text).await;
    }
    let hers = city.says("ID.1", 1, "laporan saya").await;
    assert!(hers.starts_with("Anda punya 1 laporan"), "{hers}");
    // Without a word of the channel about a move, another account has the number.
    let welcome = city.says("ID.9", 1, "halo").await;
    assert!(welcome.starts_with("Halo!"), "{welcome}");
    for text in ["setuju", "laporan saya", "+6281234567801"] {
        city.says("ID.9", 1, text).await;
    }
    let code = city.whatsapp.codes().pop().unwrap().code.reveal();
    let told = city.says("ID.9", 1, &code).await;
    assert!(told.starts_with("Berhasil masuk."), "{told}");
    let theirs = city.says("ID.9", 1, "ya").await;
    assert!(theirs.starts_with("Belum ada laporan"), "{theirs}");
    let account = city.says("ID.9", 1, "akun").await;
    assert!(account.contains("01") && !account.contains("contoh.id"), "{account}");
    let account = city.says("ID.1", 3, "akun").await;
    assert!(!account.contains("01"), "the number leads to her no more: {account}");
}

async fn where_the_channel_is_trusted_a_known_number_is_asked_about_first(city: &OnWhatsApp) {
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

async fn a_code_to_a_known_number_opens_nothing_in_a_chat_that_has_the_number(city: &OnWhatsApp) {
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

/// Tells every story, each in a city of its own.
async fn tell(open: impl AsyncFn(&City) -> Arc<dyn Storage>) {
    let place = async |name, how| {
        let city = city(name);
        OnWhatsApp::new(open(&city).await, city, how).await
    };
    she_writes_on_from_her_new_number(&place("moved", Login::Otp).await).await;
    let same = place("same", Login::Otp).await;
    without_a_new_id_her_number_is_another_and_her_chat_is_the_same(&same).await;
    let numbers = place("numbers", Login::Otp).await;
    where_only_numbers_are_told_the_old_one_leads_to_her_no_more(&numbers).await;
    whoever_has_her_number_now_is_not_she(&place("recycled", Login::Otp).await).await;
    let trusting = place("trusting", Login::Channel).await;
    where_the_channel_is_trusted_a_known_number_is_asked_about_first(&trusting).await;
    let hidden = place("hidden", Login::Otp).await;
    a_code_to_a_known_number_opens_nothing_in_a_chat_that_has_the_number(&hidden).await;
}

#[tokio::test]
async fn in_memory() {
    tell(async |city: &City| Arc::new(MemoryStorage::new(&city.jurisdiction)) as _).await;
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    tell(async |city: &City| {
        let file = folder.path().join(format!("{}.db", city.jurisdiction));
        Arc::new(SqliteStorage::open(&file, &city.jurisdiction).unwrap()) as _
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgresql() {
    let server = Server::start("-c fsync=off");
    let url = server.url("postgres");
    tell(async |city: &City| {
        let storage = PostgresStorage::connect(&url, &city.jurisdiction, Options::default()).await;
        Arc::new(storage.unwrap()) as _
    })
    .await;
}
