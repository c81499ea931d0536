//! Meta brings what happened to us.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use crate::{AppSecret, Intake, VerifyToken, signature::is_signed};

/// The largest body that Meta brings (Graph API, "Webhooks": up to 3 MB).
const MOST_BYTES: usize = 3 * 1024 * 1024;

#[derive(Clone)]
struct Webhook {
    intake: Intake,
    secret: Arc<AppSecret>,
    verify: Arc<VerifyToken>,
}

/// What Meta asks when it is told of the webhook.
#[derive(Deserialize)]
struct Handshake {
    #[serde(rename = "hub.mode")]
    mode: Option<String>,
    #[serde(rename = "hub.challenge")]
    challenge: Option<String>,
    #[serde(rename = "hub.verify_token")]
    token: Option<String>,
}

impl Intake {
    /// The route by which Meta brings what happened, at `/`. It answers a handshake that knows the
    /// token. It says 200 to what is signed with the secret, once that is durable, or if it is
    /// nothing to us; 401 without the signature; 503 if it cannot be kept now.
    pub fn webhook(&self, secret: AppSecret, verify: VerifyToken) -> Router {
        let (secret, verify) = (Arc::new(secret), Arc::new(verify));
        let webhook = Webhook { intake: self.clone(), secret, verify };
        Router::new()
            .route("/", get(shake).post(receive))
            .layer(DefaultBodyLimit::max(MOST_BYTES))
            .with_state(webhook)
    }
}

/// Says the challenge back, and nothing else, to whoever knows the token.
async fn shake(
    State(webhook): State<Webhook>,
    asked: Result<Query<Handshake>, QueryRejection>,
) -> Response {
    let Ok(Query(Handshake { mode, challenge: Some(challenge), token })) = asked else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let token = token.unwrap_or_default();
    let known: bool = token.as_bytes().ct_eq(webhook.verify.reveal().as_bytes()).into();
    if !known || mode.as_deref() != Some("subscribe") {
        tracing::warn!("whatsapp.wrong_handshake");
        return StatusCode::FORBIDDEN.into_response();
    }
    // Plain text by itself.
    challenge.into_response()
}

async fn receive(State(webhook): State<Webhook>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_signed(&headers, &body, &webhook.secret) {
        tracing::warn!("whatsapp.wrong_signature");
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match webhook.intake.take(&body).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]).into_response(),
    }
}
