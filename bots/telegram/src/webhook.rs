//! Telegram brings updates to us.

use std::sync::Arc;

use aduan::domain::City;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::post,
};
use subtle::ConstantTimeEq as _;
use teloxide::{payloads::SetWebhookSetters as _, prelude::Requester as _};

use crate::{
    Intake, WebhookSecret,
    introduce::{ALLOWED, Coming},
    trouble::Trouble,
};

/// The header that carries the secret (Bot API, `setWebhook`).
const SECRET: &str = "x-telegram-bot-api-secret-token";
/// The largest update that is read; Telegram's have some kilobytes.
const MOST_BYTES: usize = 3 * 1024 * 1024;
/// How many updates Telegram brings at once: each waits for one commit, and those share a flush.
const CONNECTIONS: u8 = 40;

#[derive(Clone)]
struct Webhook {
    intake: Intake,
    secret: Arc<WebhookSecret>,
}

impl Intake {
    /// The route by which Telegram brings updates, at `/`. It says 200 once they are durable, or
    /// if they are nothing to us; 401 without the secret; 503 if they cannot be kept now.
    pub fn webhook(&self, secret: WebhookSecret) -> Router {
        let webhook = Webhook { intake: self.clone(), secret: Arc::new(secret) };
        Router::new()
            .route("/", post(receive))
            .layer(DefaultBodyLimit::max(MOST_BYTES))
            .with_state(webhook)
    }

    /// Says who we are, and that updates are to be brought to `url`; again and again until
    /// Telegram has it.
    pub async fn be_brought(&self, url: &str, secret: &WebhookSecret, city: &City) {
        self.until_introduced(city, Coming::Brought(url, secret)).await;
    }

    pub(crate) async fn register(&self, url: &str, secret: &WebhookSecret) -> Result<(), Trouble> {
        let wrong = |_| Trouble::Ours { code: 0, says: "the address is none".into() };
        let url = url.parse().map_err(wrong)?;
        let request = self.telegram.api().bot().set_webhook(url);
        let request = request.secret_token(secret.reveal()).max_connections(CONNECTIONS);
        self.telegram.api().call(&request.allowed_updates(ALLOWED)).await.map(drop)
    }
}

async fn receive(State(webhook): State<Webhook>, headers: HeaderMap, body: Bytes) -> Response {
    let said = headers.get(SECRET).map_or(&[][..], |said| said.as_bytes());
    if !bool::from(said.ct_eq(webhook.secret.reveal().as_bytes())) {
        tracing::warn!("telegram.wrong_secret");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(update) = serde_json::from_slice(&body) else {
        // It is Telegram's, and would only come again.
        tracing::warn!("telegram.update_unreadable");
        return StatusCode::OK.into_response();
    };
    match webhook.intake.take(vec![update]).await {
        Ok(()) => StatusCode::OK.into_response(),
        // Telegram keeps to it (telegram-bot-api, `WebhookActor.cpp`).
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]).into_response(),
    }
}
