//! What the targets share: a gateway that hears nothing, and a webhook that is asked once.

use std::sync::LazyLock;

use aduan_gateway::{GatewayError, Inbound, Listener};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use tower::ServiceExt as _;

/// The secret of every webhook here.
pub const SECRET: &str = "0123456789abcdef";

/// Takes whatever it hears.
#[derive(Debug)]
pub struct Deaf;

#[async_trait::async_trait]
impl Listener for Deaf {
    async fn hear(&self, _: &[Inbound]) -> Result<(), GatewayError> {
        Ok(())
    }
}

/// What `webhook` answers to `body`, which comes with `header`.
pub fn answer(webhook: &Router, header: (&str, String), body: &[u8]) -> StatusCode {
    // What is told back to the provider is said by a task of its own, for which there has to be a
    // runtime.
    static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
    });
    let request = Request::post("/").header(header.0, header.1);
    let request = request.body(Body::from(body.to_vec())).unwrap();
    RUNTIME.block_on(webhook.clone().oneshot(request)).unwrap().status()
}
