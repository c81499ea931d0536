//! What the page asks of the server, one file an endpoint. Bodies and answers are JSON.

mod open;
mod photo;
mod say;
mod stream;
mod talk;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use super::Webchat;

/// A message is at most 4,096 characters, which JSON may write as six bytes each.
const MESSAGE: usize = 32 * 1024;

pub(super) fn routes() -> Router<Webchat> {
    Router::new()
        .route("/api/session", post(open::open))
        .route("/api/talk", get(talk::talk))
        .route("/api/stream", get(stream::stream))
        .route("/api/photos", post(photo::photo))
        .route("/api/messages", post(say::say).layer(DefaultBodyLimit::max(MESSAGE)))
}
