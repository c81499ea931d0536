//! A WhatsApp for a test that is not written in Rust: says where it is, and is gone when whoever asked
//! for it ends it. `GET /keys` is what a city needs in its environment to be on it, `POST /subscribe`
//! tells where its webhook is, and `POST /says`, `POST /taps` and `GET /heard` are Sari's telephone.

use std::{collections::BTreeMap, io, sync::Arc};

use aduan::system::SystemClock;
use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use fakes::whatsapp::{FakeWhatsApp, Line, Person};
use tokio::net::TcpListener;

#[derive(Clone)]
struct Phone {
    whatsapp: FakeWhatsApp,
    sari: Person,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let whatsapp = FakeWhatsApp::start(Arc::new(SystemClock)).await;
    // Nobody plays as slowly as people type.
    whatsapp.is_unhurried();
    let sari = whatsapp.person(1, "Sari");
    let routes = Router::new()
        .route("/keys", get(keys))
        .route("/subscribe", post(subscribe))
        .route("/says", post(says))
        .route("/taps", post(taps))
        .route("/heard", get(heard))
        .with_state(Phone { whatsapp, sari });
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("Listening on {}", listener.local_addr()?);
    axum::serve(listener, routes).await
}

async fn keys(State(Phone { whatsapp, .. }): State<Phone>) -> Json<BTreeMap<String, String>> {
    let keys = [
        ("ADUAN_WEB__WHATSAPP", whatsapp.phone()),
        ("ADUAN_WHATSAPP__ACCESS_TOKEN", whatsapp.token()),
        ("ADUAN_WHATSAPP__PHONE_NUMBER_ID", whatsapp.phone_number_id()),
        ("ADUAN_WHATSAPP__APP_SECRET", whatsapp.app_secret()),
        ("ADUAN_WHATSAPP__VERIFY_TOKEN", whatsapp.verify_token()),
        ("ADUAN_WHATSAPP__API_URL", whatsapp.url()),
    ];
    Json(keys.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
}

async fn subscribe(State(Phone { whatsapp, .. }): State<Phone>, url: String) {
    whatsapp.subscribes(&url).await;
}

async fn says(State(Phone { sari, .. }): State<Phone>, text: String) {
    sari.says(&text);
}

async fn taps(State(Phone { sari, .. }): State<Phone>, label: String) {
    sari.taps(&label);
}

async fn heard(State(Phone { sari, .. }): State<Phone>) -> Json<Vec<String>> {
    Json(sari.heard().iter().filter_map(Line::words).map(str::to_owned).collect())
}
