//! Where the ground of maps comes from.

use axum::http::{Uri, uri::Scheme};

/// A server of map tiles, such as OpenStreetMap's. Without one a map shows points on plain ground,
/// and a browser asks nobody but us for anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiles {
    url: Box<str>,
    credit: Box<str>,
    link: Option<Box<str>>,
}

/// What is no server of tiles.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTiles {
    /// The address of tiles is none.
    #[error("tiles have an address like https://HOST/{{z}}/{{x}}/{{y}}.png")]
    Url,
    /// The address behind the credit is none.
    #[error("a credit leads to an address like https://HOST/copyright")]
    Link,
}

impl Tiles {
    /// Tiles at `url`, in which `{z}`, `{x}` and `{y}` stand for zoom, column and row, as nearly
    /// every server of tiles has them; `credit` is said on every map, and leads to `link`.
    ///
    /// ```
    /// use aduan_web::Tiles;
    /// let url = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
    /// let link = "https://www.openstreetmap.org/copyright";
    /// assert!(Tiles::new(url, "© OpenStreetMap", Some(link)).is_ok());
    /// assert!(Tiles::new("https://tile.openstreetmap.org/", "©", None).is_err());
    /// ```
    ///
    /// # Errors
    /// If an address is none, or of neither http nor https.
    pub fn new(url: &str, credit: &str, link: Option<&str>) -> Result<Self, InvalidTiles> {
        let whole = ["{z}", "{x}", "{y}"].iter().all(|part| url.contains(part));
        if !whole || host(url).is_none() {
            return Err(InvalidTiles::Url);
        }
        if link.is_some_and(|link| host(link).is_none()) {
            return Err(InvalidTiles::Link);
        }
        Ok(Self { url: url.into(), credit: credit.into(), link: link.map(Into::into) })
    }

    /// The address of a tile.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whom to thank for them.
    pub fn credit(&self) -> &str {
        &self.credit
    }

    /// Where more is said of that.
    pub fn link(&self) -> Option<&str> {
        self.link.as_deref()
    }

    /// The scheme and the host from which a browser may load pictures besides ours.
    pub(crate) fn host(&self) -> Option<String> {
        host(&self.url)
    }
}

/// The scheme and the host of an address.
fn host(url: &str) -> Option<String> {
    let uri: Uri = url.replace(['{', '}'], "").parse().ok()?;
    let scheme = uri.scheme().filter(|scheme| [&Scheme::HTTP, &Scheme::HTTPS].contains(scheme))?;
    let host = uri.authority().filter(|host| url.contains(host.as_str()))?;
    // What stands in a list of sources must not end it.
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    host.as_str().chars().all(plain).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_come_from_one_host() {
        for (url, host) in [
            ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "https://tile.openstreetmap.org"),
            ("http://127.0.0.1:8081/{z}/{x}/{y}", "http://127.0.0.1:8081"),
            ("https://peta.example/wmts?z={z}&x={x}&y={y}", "https://peta.example"),
        ] {
            assert_eq!(Tiles::new(url, "©", None).unwrap().host().unwrap(), host);
        }
        for url in [
            "",
            "tile.openstreetmap.org/{z}/{x}/{y}.png",
            "javascript:alert(1)//{z}{x}{y}",
            "https://{s}.tile.example/{z}/{x}/{y}.png",
            "https://tile.example;script-src/{z}/{x}/{y}.png",
            "https://tile.example/1/2/3.png",
        ] {
            assert_eq!(Tiles::new(url, "©", None), Err(InvalidTiles::Url), "{url}");
        }
        let url = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
        assert_eq!(Tiles::new(url, "©", Some("javascript:alert(1)")), Err(InvalidTiles::Link));
    }
}
