//! What an operator's machinery asks: whether the process lives, and whether to send it people.

use std::time::Duration;

use aduan::{Desk, facts::Want, record::Key};
use axum::{Router, extract::State, http::StatusCode, routing::get};
use tokio::sync::watch;

/// How long the storage may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Watched {
    desk: Desk,
    stopping: watch::Receiver<bool>,
}

pub(super) fn routes(desk: Desk, stopping: watch::Receiver<bool>) -> Router {
    Router::new()
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(ready))
        .with_state(Watched { desk, stopping })
}

/// Ready while the storage answers and nobody told us to stop.
async fn ready(State(watched): State<Watched>) -> (StatusCode, &'static str) {
    if *watched.stopping.borrow() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    let wants = [Want::Record(Key::Catalogue)];
    let asked = watched.desk.storage().load(&wants);
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => (StatusCode::OK, "ready\n"),
        Ok(Err(_)) => (StatusCode::SERVICE_UNAVAILABLE, "the storage fails\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the storage does not answer\n"),
    }
}
