//! What every answer carries, errors too: a browser does nothing here that we did not write, and
//! nobody shows the panel in a frame.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{Served, Settings, Tiles};

/// `Referrer-Policy: same-origin` and not `no-referrer`: with that, browsers say `Origin: null`
/// even of our own forms (Fetch standard, *serializing a request origin*).
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(self), camera=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Puts the headers on all routes. What may be kept by a browser says so itself.
pub(crate) fn on<S: Served>(routes: Router<S>, settings: &Settings) -> Router<S> {
    let mut routes = routes.layer(SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    ));
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        routes = routes.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    // A host of which no header can be made gives no pictures.
    let policy = HeaderValue::from_str(&policy(settings))
        .unwrap_or(HeaderValue::from_static("default-src 'none'"));
    // What is no page, such as a photo, says itself that it may do still less.
    routes.layer(SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, policy))
}

/// What a browser may load: what is ours, and the tiles of maps.
fn policy(settings: &Settings) -> String {
    let tiles = settings.tiles.as_ref().and_then(Tiles::host);
    let tiles = tiles.map(|host| format!(" {host}")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'{tiles}; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
