//! `POST api/session`: opens a session. The page asks for one when a person says her first words,
//! so that who only looks leaves no trace and gets no cookie.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    response::IntoResponse,
};
use serde::Deserialize;

use crate::web::{PageError, Webchat, session::Secret, trouble::Trouble, visitor::Network};

/// Nothing; but it has to be JSON, which a form of another site cannot send.
#[derive(Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn open(
    State(chat): State<Webchat>,
    Network(network): Network,
    headers: HeaderMap,
    Json(Nothing {}): Json<Nothing>,
) -> Result<impl IntoResponse, Trouble> {
    let (pages, settings) = (chat.pages(), chat.settings());
    let now = pages.desk().now();
    if let Some(secret) = Secret::of(&headers, settings) {
        match pages.read(&pages.account(secret.as_bytes())).await {
            // Another tab was quicker.
            Ok(_) => return Ok((StatusCode::OK, [(SET_COOKIE, secret.to_cookie(settings))])),
            Err(PageError::NoSession) => {}
            Err(error) => return Err(Trouble::with_page(error, now)),
        }
    }
    let secret = Secret::random(pages.desk().room().entropy);
    let account = pages.account(secret.as_bytes());
    let opened = pages.open(&account, network.as_deref().unwrap_or_default()).await;
    opened.map_err(|error| Trouble::with_page(error, now))?;
    Ok((StatusCode::CREATED, [(SET_COOKIE, secret.to_cookie(settings))]))
}
