//! Whatever is brought with the secret is answered with 200.
#![no_main]

use std::sync::{Arc, LazyLock};

use aduan::system::SystemClock;
use aduan_gateway::{GatewayError, Inbound, Listener};
use aduan_telegram::{ApiUrl, Intake, Settings, Telegram};
use axum::{Router, body::Body, http::Request};
use libfuzzer_sys::fuzz_target;
use tower::ServiceExt as _;

#[derive(Debug)]
struct Deaf;

#[async_trait::async_trait]
impl Listener for Deaf {
    async fn hear(&self, _: &[Inbound]) -> Result<(), GatewayError> {
        Ok(())
    }
}

const SECRET: &str = "0123456789abcdef";

static ROUTE: LazyLock<Router> = LazyLock::new(|| {
    let api_url: ApiUrl = "http://127.0.0.1:1".parse().unwrap();
    let settings = Settings { token: "1:x".parse().unwrap(), api_url };
    let telegram = Telegram::new(&settings).unwrap();
    Intake::new(telegram, Arc::new(Deaf), Arc::new(SystemClock)).webhook(SECRET.parse().unwrap())
});

fuzz_target!(|update: &[u8]| {
    let request = Request::post("/").header("x-telegram-bot-api-secret-token", SECRET);
    let request = request.body(Body::from(update.to_vec())).unwrap();
    // A tap is acknowledged by a task of its own, for which there has to be a runtime.
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap());
    let answer = RUNTIME.block_on(ROUTE.clone().oneshot(request)).unwrap();
    assert_eq!(answer.status(), 200);
});
