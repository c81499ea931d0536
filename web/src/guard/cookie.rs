//! The cookies of the panel: a session, half a way in, and a language.

use aduan::domain::Secret;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;

use crate::Settings;

/// A cookie of the panel. All of them go to this site only, even from a link elsewhere
/// (`SameSite=Strict`), and no script reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The secret of a session.
    Session,
    /// The secret between the first proof and the second.
    Doorstep,
    /// The language that was chosen.
    Language,
}

impl Cookie {
    /// Its name. `__Host-` makes a browser refuse it from anywhere but this host by https
    /// (RFC 6265bis §4.1.3.2); over http no browser would keep one named so.
    fn name(self, settings: &Settings) -> &'static str {
        match (self, settings.secure) {
            (Self::Session, true) => "__Host-aduan_panel",
            (Self::Session, false) => "aduan_panel",
            (Self::Doorstep, true) => "__Host-aduan_doorstep",
            (Self::Doorstep, false) => "aduan_doorstep",
            (Self::Language, true) => "__Host-aduan_language",
            (Self::Language, false) => "aduan_language",
        }
    }

    /// Its value in a request.
    pub(crate) fn read<'a>(self, headers: &'a HeaderMap, settings: &Settings) -> Option<&'a str> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|p| p.split_once('='));
        let (_, value) = pairs.find(|(name, _)| name.trim() == self.name(settings))?;
        Some(value.trim())
    }

    /// The secret in it.
    pub(crate) fn secret(self, headers: &HeaderMap, settings: &Settings) -> Option<Secret> {
        Secret::parse(self.read(headers, settings)?)
    }

    /// Has a browser keep a value for so long.
    pub(crate) fn keep(
        self,
        headers: &mut HeaderMap,
        value: &str,
        age: TimeDelta,
        settings: &Settings,
    ) {
        let (name, age) = (self.name(settings), age.num_seconds());
        let secure = if settings.secure { "; Secure" } else { "" };
        let line =
            format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}");
        // Values are symbols of our own, of which every one may stand in a header.
        if let Ok(line) = HeaderValue::from_str(&line) {
            headers.append(header::SET_COOKIE, line);
        }
    }

    /// Has a browser forget it.
    pub(crate) fn forget(self, headers: &mut HeaderMap, settings: &Settings) {
        self.keep(headers, "", TimeDelta::zero(), settings);
    }
}
