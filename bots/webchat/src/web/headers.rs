//! What every answer carries: a browser does nothing here that we did not write, and only the
//! sites that configuration names may show the page in a frame.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use tower_http::{csrf::CsrfLayer, set_header::SetResponseHeaderLayer};

use super::{Settings, Webchat};

/// Puts the headers on all routes, and refuses what another site makes a browser send: that is
/// seen by `Sec-Fetch-Site`, and by `Origin` where a browser sends none.
pub(super) fn on(routes: Router<Webchat>, settings: &Settings) -> Router<Webchat> {
    let policy = policy(&settings.framed_by);
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), "geolocation=(self), camera=(self)"),
    ];
    let mut routes = routes.layer(CsrfLayer::new());
    for (name, value) in fixed {
        let value = HeaderValue::from_static(value);
        routes = routes.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    // A site in configuration that is no header value is left out of it, and so may not frame us.
    let policy = HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    routes.layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy)).layer(
        SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ),
    )
}

fn policy(framed_by: &[Box<str>]) -> String {
    let frames = if framed_by.is_empty() { "'none'".to_owned() } else { framed_by.join(" ") };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {frames}"
    )
}
