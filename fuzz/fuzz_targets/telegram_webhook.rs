//! Whatever is brought with the secret is answered with 200.
#![no_main]

use std::sync::{Arc, LazyLock};

use aduan::system::SystemClock;
use aduan_telegram::{Intake, Settings, Telegram};
use axum::Router;
use fuzz::{Deaf, SECRET, answer};
use libfuzzer_sys::fuzz_target;

static WEBHOOK: LazyLock<Router> = LazyLock::new(|| {
    let api_url = "http://127.0.0.1:1".parse().unwrap();
    let settings = Settings { token: "1:x".parse().unwrap(), api_url };
    let telegram = Telegram::new(&settings).unwrap();
    Intake::new(telegram, Arc::new(Deaf), Arc::new(SystemClock)).webhook(SECRET.parse().unwrap())
});

fuzz_target!(|update: &[u8]| {
    let header = ("x-telegram-bot-api-secret-token", SECRET.to_owned());
    assert_eq!(answer(&WEBHOOK, header, update), 200);
});
