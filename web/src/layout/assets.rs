//! The stylesheet, which is part of the binary and is named by what is in it.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

const STYLES: &str = include_str!("../../assets/aduan.css");

/// Where the stylesheet is below the panel.
pub(crate) fn stylesheet() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| {
        let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(STYLES)[..9]);
        format!("/assets/aduan.{hash}.css")
    });
    &PATH
}

/// The stylesheet. Under its name it never changes, so a browser asks for it once.
pub(crate) async fn serve() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, STYLES).into_response()
}
