//! The sections of what browsers reach.

use std::{fmt, net::SocketAddr, num::NonZeroU16};

use aduan::domain::{ChatLinks, Login};
use aduan_web::{InvalidTiles, Settings as Pages, Tiles, Ways};
use aduan_webchat::web;
use axum::http::{Uri, uri::Scheme};
use serde::Deserialize;

use super::blobs::BlobsUrl;

/// The one listener.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebSection {
    /// Where to listen.
    #[serde(default = "nearby")]
    pub(crate) listen: SocketAddr,
    /// How people reach it.
    #[serde(default)]
    pub(crate) public_url: Origin,
    /// Whether a proxy says in `X-Forwarded-For` who came.
    #[serde(default)]
    behind_proxy: bool,
    /// The most connections at once.
    #[serde(default = "many")]
    pub(crate) connections: usize,
    /// Where else to listen for who measures; unless it is said, `listen` answers who is on this
    /// machine.
    pub(crate) metrics: Option<SocketAddr>,
    /// The number of the city in WhatsApp.
    whatsapp: Option<WhatsappNumber>,
    /// The name of its bot in Telegram.
    telegram: Option<BotName>,
    /// Where the ground of maps comes from.
    #[serde(default)]
    tiles: Option<MapTiles>,
}

/// Digits, of which the first are the country's code (ITU-T E.164).
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Digits")]
struct WhatsappNumber(Box<str>);

/// What stands in configuration. In the environment a text of digits reads as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Digits {
    Number(u64),
    Text(String),
}

impl TryFrom<Digits> for WhatsappNumber {
    type Error = &'static str;
    fn try_from(digits: Digits) -> Result<Self, &'static str> {
        let text = match digits {
            Digits::Number(number) => number.to_string(),
            Digits::Text(text) => text,
        };
        let fits = (8..=15).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let wrong = "a number is the country's code and the rest in digits: 6281100000000";
        if fits { Ok(Self(text.into())) } else { Err(wrong) }
    }
}

/// The name of a bot, without `@` (core.telegram.org/bots/features, *Generating an authentication
/// token*).
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct BotName(Box<str>);

impl TryFrom<String> for BotName {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        let fits = (5..=32).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if fits {
            Ok(Self(text.into()))
        } else {
            Err("a bot is 5 to 32 of a-z, 0-9 and _, without @")
        }
    }
}

/// A server of map tiles.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "TilesSection")]
struct MapTiles(Tiles);

/// What is written of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TilesSection {
    url: Box<str>,
    credit: Box<str>,
    link: Option<Box<str>>,
}

impl TryFrom<TilesSection> for MapTiles {
    type Error = InvalidTiles;
    fn try_from(written: TilesSection) -> Result<Self, InvalidTiles> {
        let TilesSection { url, credit, link } = written;
        Tiles::new(&url, &credit, link.as_deref()).map(Self)
    }
}

/// The chat page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebchatSection {
    #[serde(default)]
    pub(crate) login: Login,
    #[serde(default)]
    framed_by: Vec<Origin>,
    /// Where sent photos wait.
    #[serde(default = "waiting")]
    pub(super) uploads: BlobsUrl,
}

fn waiting() -> BlobsUrl {
    BlobsUrl::Folder("uploads".into())
}

impl Default for WebchatSection {
    fn default() -> Self {
        Self { login: Login::default(), framed_by: Vec::new(), uploads: waiting() }
    }
}

/// The panel of the departments.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PanelSection {
    /// How many days an officer stays signed in; the library's own number if it is not said.
    pub(super) session_days: Option<NonZeroU16>,
    /// How many hours of them without being seen; the library's own number if it is not said.
    pub(super) idle_hours: Option<NonZeroU16>,
}

impl Default for WebSection {
    fn default() -> Self {
        Self {
            listen: nearby(),
            public_url: Origin::default(),
            behind_proxy: false,
            connections: many(),
            metrics: None,
            whatsapp: None,
            telegram: None,
            tiles: None,
        }
    }
}

/// This machine only, until somebody decides otherwise.
fn nearby() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

/// An open page holds one connection. About 40 kB each, so 160 MB at the most.
fn many() -> usize {
    4_096
}

/// A scheme, a host and perhaps a port, without a path: `https://lapor.lestari.go.id`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Origin {
    text: Box<str>,
    secure: bool,
}

impl Default for Origin {
    fn default() -> Self {
        Self { text: format!("http://{}", nearby()).into(), secure: false }
    }
}

impl TryFrom<String> for Origin {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        let wrong = "an address is https://HOST or http://HOST:PORT, without a path";
        let uri: Uri = text.parse().map_err(|_| wrong)?;
        let secure = uri.scheme() == Some(&Scheme::HTTPS);
        let plain = secure || uri.scheme() == Some(&Scheme::HTTP);
        match uri.authority() {
            Some(host) if plain && uri.path() == "/" && uri.query().is_none() => {
                let scheme = if secure { "https" } else { "http" };
                Ok(Self { text: format!("{scheme}://{host}").into(), secure })
            }
            _ => Err(wrong),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Origin {
    /// Whether it is reached by https.
    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }
}

/// How the panel is served.
pub(super) fn panel(web: &WebSection) -> Pages {
    pages(web, "/panel")
}

/// How the public pages are served.
pub(super) fn site(web: &WebSection) -> Pages {
    pages(web, "")
}

fn pages(web: &WebSection, base: &str) -> Pages {
    Pages {
        secure: web.public_url.is_secure(),
        behind_proxy: web.behind_proxy,
        tiles: web.tiles.as_ref().map(|tiles| tiles.0.clone()),
        ..Pages::under(base)
    }
}

/// How people reach the public pages, and the chats named there.
pub(super) fn ways(web: &WebSection) -> Ways {
    Ways { origin: web.public_url.text.clone(), chat: Some("/chat".into()), links: links(web) }
}

/// The chats of other channels, as links open them.
pub(super) fn links(web: &WebSection) -> ChatLinks {
    ChatLinks {
        whatsapp: web.whatsapp.as_ref().map(|number| number.0.clone()),
        telegram: web.telegram.as_ref().map(|name| name.0.clone()),
    }
}

/// How the chat page is served.
pub(super) fn chat(web: &WebSection, chat: &WebchatSection) -> web::Settings {
    web::Settings {
        secure: web.public_url.is_secure(),
        framed_by: chat.framed_by.iter().map(|site| site.text.clone()).collect(),
        behind_proxy: web.behind_proxy,
        links: links(web),
        ..web::Settings::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_scheme_and_a_host() {
        let read = |text: &str| Origin::try_from(text.to_owned());
        assert!(read("https://lapor.lestari.go.id").unwrap().is_secure());
        assert_eq!(read("http://127.0.0.1:8080/").unwrap().to_string(), "http://127.0.0.1:8080");
        for wrong in ["lapor.go.id", "https://", "ftp://x", "https://x/y", "https://x/?y", "'self'"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
