//! Whatever is brought with Meta's signature is answered with 200.
#![no_main]

use std::sync::{Arc, LazyLock};

use aduan::system::SystemClock;
use aduan_whatsapp::{Intake, MediaHost, Settings, Templates, WhatsApp};
use axum::Router;
use fuzz::{Deaf, SECRET, answer};
use hmac::{Hmac, KeyInit as _, Mac as _};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;

static WEBHOOK: LazyLock<Router> = LazyLock::new(|| {
    let settings = Settings {
        access_token: "x".parse().unwrap(),
        phone_number_id: "1".parse().unwrap(),
        api_url: "http://127.0.0.1:1".parse().unwrap(),
        api_version: "v26.0".parse().unwrap(),
        templates: Templates::default(),
        media_hosts: MediaHost::usual(),
    };
    let whatsapp = WhatsApp::new(&settings).unwrap();
    Intake::new(whatsapp, Arc::new(Deaf), Arc::new(SystemClock))
        .webhook(SECRET.parse().unwrap(), SECRET.parse().unwrap())
});

fuzz_target!(|body: &[u8]| {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body);
    let digits: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
    let header = ("x-hub-signature-256", format!("sha256={digits}"));
    assert_eq!(answer(&WEBHOOK, header, body), 200);
});
