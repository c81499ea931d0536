//! Files that are part of the binary: a browser asks for each once, since each is named by what is
//! in it.

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asset {
    /// Its name, as pages ask for it.
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
    /// Where it is below the panel.
    pub(crate) path: &'static str,
}

/// A file of `web/assets`, and what it is.
macro_rules! file {
    ($name:literal, $kind:literal) => {
        ($name, $kind, include_bytes!(concat!("../../assets/", $name)) as &[u8])
    };
}

/// What is in `leaflet` is version 1.9.4 of the package of that name at npmjs.com, untouched.
const FILES: [(&str, &str, &[u8]); 7] = [
    file!("aduan.css", "text/css; charset=utf-8"),
    file!("icons.svg", "image/svg+xml"),
    file!("queue.js", "text/javascript; charset=utf-8"),
    file!("locate.js", "text/javascript; charset=utf-8"),
    file!("map.js", "text/javascript; charset=utf-8"),
    file!("leaflet/leaflet.js", "text/javascript; charset=utf-8"),
    file!("leaflet/leaflet.css", "text/css; charset=utf-8"),
];

/// Every file there is.
pub(crate) fn all() -> &'static [Asset] {
    static ALL: LazyLock<Vec<Asset>> = LazyLock::new(|| {
        let named = FILES.into_iter().map(|(name, kind, bytes)| {
            let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest(bytes)[..9]);
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            // A few short names, made once, for as long as the program runs.
            let path = String::leak(format!("/assets/{stem}.{hash}.{end}"));
            Asset { name, kind, bytes, path }
        });
        named.collect()
    });
    &ALL
}

/// Where the file of that name is below the panel; nowhere if there is none.
pub(crate) fn path(name: &str) -> &'static str {
    all().iter().find(|asset| asset.name == name).map_or("", |asset| asset.path)
}

impl Asset {
    /// The file as an answer.
    pub(crate) fn answer(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, self.kind),
            // Under its name it never changes.
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        ];
        (headers, self.bytes).into_response()
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::layout::words::tests::sources;

    /// What is asked for in that way.
    fn asked<'t>(text: &'t str, how: &str) -> Vec<&'t str> {
        text.split(how).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_file_and_every_icon_a_page_asks_for_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        sources(&root.join("src"), &mut text);
        sources(&root.join("templates"), &mut text);
        for name in asked(&text, concat!(".asset", "(\"")) {
            assert_ne!(path(name), "", "{name}");
        }
        let sprite = fs::read_to_string(root.join("assets/icons.svg")).unwrap();
        for name in asked(&text, concat!("icon", "(\"")) {
            assert!(sprite.contains(&format!("<symbol id=\"{name}\"")), "{name}");
        }
    }
}
