//! What goes over the wire the same way, whoever is played: bringing a thing once, an answer that
//! ends in the middle, and waiting for news of it.

use std::{fmt, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::header,
    response::{IntoResponse as _, Response},
};
use tokio::{sync::Notify, time::Instant};

/// How long anything may take that a test waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What became of something that was brought once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The status it was answered with; none, if there was no answer.
    pub status: Option<u16>,
    /// How long that took.
    pub took: Duration,
}

/// A client that speaks HTTP, as the fakes bring things with; for tests that ask for things by themselves.
pub fn client() -> reqwest::Client {
    // Whoever was first has installed the same one.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::new()
}

/// Brings a body once, with those headers besides its type.
pub(crate) async fn bring(
    client: &reqwest::Client,
    url: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Delivery {
    let request =
        client.post(url).timeout(PATIENCE).header(header::CONTENT_TYPE, "application/json");
    let with = |request: reqwest::RequestBuilder, (name, value): &(&str, &str)| {
        request.header(*name, *value)
    };
    let request = headers.iter().fold(request, with).body(body);
    let began = Instant::now();
    let status = request.send().await.ok().map(|answer| answer.status().as_u16());
    Delivery { status, took: began.elapsed() }
}

/// An answer that ends in the middle.
pub(crate) fn cut() -> Response {
    let some = Ok(Bytes::from_static(b"{\"ok\":"));
    let broken = Err(std::io::Error::other("cut"));
    let body = Body::from_stream(futures::stream::iter([some, broken]));
    ([(header::CONTENT_LENGTH, "5000")], body).into_response()
}

/// Waits until something holds of `fake`, which is looked at whenever there is news.
///
/// # Panics
/// After so long in vain, with what was hoped for and how the fake stands.
pub(crate) async fn until<F: fmt::Debug, T>(
    fake: &F,
    news: &Notify,
    patience: Duration,
    hope: &str,
    mut holds: impl FnMut(&F) -> Option<T>,
) -> T {
    let waited = tokio::time::timeout(patience, async {
        loop {
            let news = news.notified();
            if let Some(found) = holds(fake) {
                return found;
            }
            // What changes elsewhere rings no bell of ours.
            tokio::time::timeout(Duration::from_millis(50), news).await.ok();
        }
    });
    let Ok(found) = waited.await else {
        #[expect(clippy::panic, reason = "a test says so by failing")]
        {
            panic!("waited in vain for {hope}; {fake:?}");
        }
    };
    found
}
