//! Whatever is brought with Meta's signature is answered with 200.
#![no_main]

use std::sync::{Arc, LazyLock};

use aduan::system::SystemClock;
use aduan_gateway::{GatewayError, Inbound, Listener};
use aduan_whatsapp::{Intake, MediaHost, Settings, Templates, WhatsApp};
use axum::{Router, body::Body, http::Request};
use hmac::{Hmac, KeyInit as _, Mac as _};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;
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
    let request = Request::post("/").header("x-hub-signature-256", format!("sha256={digits}"));
    let request = request.body(Body::from(body.to_vec())).unwrap();
    // A message is shown as read by a task of its own, for which there has to be a runtime.
    static RUNTIME: LazyLock<tokio::runtime::Runtime> =
        LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap());
    let answer = RUNTIME.block_on(ROUTE.clone().oneshot(request)).unwrap();
    assert_eq!(answer.status(), 200);
});
