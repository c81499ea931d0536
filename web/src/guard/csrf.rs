//! Nothing is changed for a request that does not say where it comes from.

use axum::{
    extract::Request,
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::layout::Trouble;

/// Refuses what changes something and carries neither `Sec-Fetch-Site` nor `Origin`. Every browser
/// sends one of them with a form (developer.mozilla.org, *Origin*), and whether it is ours is what
/// [`CsrfLayer`](tower_http::csrf::CsrfLayer) looks at next; that layer alone lets through what has
/// neither, for programs, which have no business here.
pub(crate) async fn ask_for_proof(request: Request, next: Next) -> Response {
    if says_from_where(&request) {
        next.run(request).await
    } else {
        Trouble::Elsewhere.into_response()
    }
}

fn says_from_where(request: &Request) -> bool {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let said = |name: &str| request.headers().get(name).is_some_and(|value| !value.is_empty());
    reads || said("sec-fetch-site") || said(header::ORIGIN.as_str())
}
