//! Where mail goes, as configuration says it.

use std::{fmt, path::PathBuf, str::FromStr};

/// Where mail goes: `smtp://HOST:PORT`, `smtps://HOST`, or `file:DIR` for development.
///
/// A user and a password may stand before the host. With `smtp://`, STARTTLS is used when the
/// server offers it; when a password would travel to another machine it must be offered. Adding
/// `?tls=required` asks for it always. `Debug` shows no password.
///
/// ```
/// use aduan_email::MailUrl;
/// let url: MailUrl = "smtp://budi:rahasia@mail.kota.example:587".parse()?;
/// assert_eq!(format!("{url:?}"), "MailUrl(smtp://…@mail.kota.example:587)");
/// assert!("mail.kota.example".parse::<MailUrl>().is_err());
/// # Ok::<(), aduan_email::InvalidSetting>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum MailUrl {
    /// A mail server.
    Server(Box<str>),
    /// A folder.
    Folder(PathBuf),
}

/// A setting that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a form of address that is known.
    #[error("mail goes to smtp://HOST:PORT, smtps://HOST or file:DIR")]
    Url,
    /// The address of the server was not understood.
    #[error("the mail server's address cannot be used: {0}")]
    Server(Box<str>),
    /// Not an address to send from.
    #[error("mail is sent from an address such as aduan@kota.example or Kota <aduan@kota.example>")]
    From,
    /// The folder cannot be made.
    #[error("the mail folder cannot be made: {0}")]
    Folder(Box<str>),
}

impl FromStr for MailUrl {
    type Err = InvalidSetting;

    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        if let Some(folder) = text.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            if folder.is_empty() {
                return Err(InvalidSetting::Url);
            }
            return Ok(Self::Folder(folder.into()));
        }
        let Some((scheme @ ("smtp" | "smtps"), rest)) = text.split_once("://") else {
            return Err(InvalidSetting::Url);
        };
        let (login, host) = split(rest);
        if host.is_empty() {
            return Err(InvalidSetting::Url);
        }
        let here = ["localhost", "127.", "[::1]"].iter().any(|near| host.starts_with(near));
        let tls = match (scheme, login.is_some(), here) {
            _ if rest.contains("tls=") => "",
            ("smtps", ..) | (_, _, true) => "",
            (_, true, false) => "tls=required",
            (_, false, false) => "tls=opportunistic",
        };
        let joint = match (tls, rest.contains('?')) {
            ("", _) => "",
            (_, true) => "&",
            (_, false) => "?",
        };
        Ok(Self::Server(format!("{text}{joint}{tls}").into()))
    }
}

/// The login and the host of what follows `://`.
fn split(rest: &str) -> (Option<&str>, &str) {
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    match rest[..end].rsplit_once('@') {
        Some((login, host)) => (Some(login), host),
        None => (None, &rest[..end]),
    }
}

impl fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "MailUrl(file:{})", folder.display()),
            Self::Server(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or_default();
                let (login, host) = split(rest);
                let hidden = if login.is_some() { "…@" } else { "" };
                write!(f, "MailUrl({scheme}://{hidden}{host})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_does_not_travel_in_the_clear_unless_told_to() {
        let server = |text: &str| match text.parse::<MailUrl>().unwrap() {
            MailUrl::Server(url) => url.to_string(),
            MailUrl::Folder(_) => panic!("a folder"),
        };
        assert_eq!(server("smtp://a:b@x.example"), "smtp://a:b@x.example?tls=required");
        assert_eq!(server("smtp://x.example"), "smtp://x.example?tls=opportunistic");
        assert_eq!(server("smtp://127.0.0.1:1025"), "smtp://127.0.0.1:1025");
        assert_eq!(server("smtps://a:b@x.example"), "smtps://a:b@x.example");
        let said = "smtp://a:b@x.example?tls=opportunistic";
        assert_eq!(server(said), said);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["", "file:", "smtp://", "http://x.example", "x.example:25"] {
            assert_eq!(wrong.parse::<MailUrl>(), Err(InvalidSetting::Url), "{wrong}");
        }
    }
}
