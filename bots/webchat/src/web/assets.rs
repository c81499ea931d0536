//! The page and its files, which are part of the binary. There is nothing to build.

use std::sync::LazyLock;

use axum::{
    Router,
    extract::{OriginalUri, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

use super::Webchat;

/// A file, and how it is served.
struct File {
    path: &'static str,
    kind: &'static str,
    text: &'static str,
    /// Whether another site may load it: what puts the chat into it.
    anywhere: bool,
}

const fn script(path: &'static str, text: &'static str) -> File {
    File { path, kind: "text/javascript; charset=utf-8", text, anywhere: false }
}

static FILES: [File; 9] = [
    File {
        path: "/chat.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("assets/chat.css"),
        anywhere: false,
    },
    script("/chat.js", include_str!("assets/chat.js")),
    script("/bubbles.js", include_str!("assets/bubbles.js")),
    script("/photos.js", include_str!("assets/photos.js")),
    script("/outbox.js", include_str!("assets/outbox.js")),
    script("/wire.js", include_str!("assets/wire.js")),
    script("/words.js", include_str!("assets/words.js")),
    File {
        path: "/icon.svg",
        kind: "image/svg+xml",
        text: include_str!("assets/icon.svg"),
        anywhere: false,
    },
    File { anywhere: true, ..script("/embed.js", include_str!("assets/embed.js")) },
];

const PAGE: &str = include_str!("assets/page.html");

pub(super) fn routes() -> Router<Webchat> {
    let routes = Router::new().route("/", get(page));
    FILES.iter().fold(routes, |routes, file| {
        routes.route(file.path, get(async move |headers: HeaderMap| file.serve(&headers)))
    })
}

/// The page, which knows the name of the city and where it is mounted.
async fn page(State(chat): State<Webchat>, OriginalUri(uri): OriginalUri) -> Html<String> {
    let city = escaped(&chat.pages().desk().city().name);
    let base = escaped(uri.path().trim_end_matches('/'));
    // Without a store for them, the page has no way to send photos.
    let photos = if chat.pages().uploads().is_some() { "" } else { "hidden" };
    let links = &chat.settings().links;
    let chats: Vec<String> = links.whatsapp("").into_iter().chain(links.telegram()).collect();
    let chats = escaped(&chats.join(" "));
    let filled = PAGE.replace("{{city}}", &city).replace("{{base}}", &base);
    let filled = filled.replace("{{chats}}", &chats);
    Html(filled.replace("{{photos}}", photos))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// What a browser names a file by, to learn whether it is still the same: a hash of all of them,
/// since they belong together.
static TAG: LazyLock<HeaderValue> = LazyLock::new(|| {
    let hash = FILES.iter().fold(Sha256::new(), |hash, file| hash.chain_update(file.text));
    let tag = URL_SAFE_NO_PAD.encode(&hash.finalize()[..9]);
    HeaderValue::from_str(&format!("\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
});

impl File {
    fn serve(&self, headers: &HeaderMap) -> Response {
        let policy = if self.anywhere { "cross-origin" } else { "same-origin" };
        let caching = [
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (header::ETAG, TAG.clone()),
            (
                header::HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static(policy),
            ),
        ];
        if headers.get(header::IF_NONE_MATCH) == Some(&*TAG) {
            return (StatusCode::NOT_MODIFIED, caching).into_response();
        }
        (caching, [(header::CONTENT_TYPE, self.kind)], self.text).into_response()
    }
}
