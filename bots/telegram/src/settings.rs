//! What has to be known of a bot.

use std::{fmt, str::FromStr};

use serde::Deserialize;

/// Which bot speaks, and where the Bot API is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The token that `@BotFather` gave.
    pub token: Token,
    /// The Bot API server: that of Telegram, or one of one's own.
    pub api_url: ApiUrl,
}

/// A setting that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a token.
    #[error("a token is a number, a colon and what @BotFather wrote after it")]
    Token,
    /// Not a secret.
    #[error("a secret is 16 to 256 of A-Z, a-z, 0-9, _ and -")]
    Secret,
    /// Not an address.
    #[error("an address of a Bot API server is https://HOST, or http://HOST of one's own machine")]
    Url,
    /// The HTTP client did not start.
    #[error("the HTTP client did not start")]
    Client,
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// The token of a bot. Whoever has it is the bot, so `Debug` does not show it.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Token(Box<str>);

impl Token {
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = InvalidSetting;
    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        let text = text.trim();
        let (id, rest) = text.split_once(':').ok_or(InvalidSetting::Token)?;
        let number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
        let fits = number && !rest.is_empty() && text.len() <= 256 && rest.chars().all(is_plain);
        fits.then(|| Self(text.into())).ok_or(InvalidSetting::Token)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What Telegram says with each update that it brings; nothing else tells that it is Telegram. A
/// short one could be guessed, so sixteen characters are asked for where Telegram takes one.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct WebhookSecret(Box<str>);

impl WebhookSecret {
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebhookSecret {
    type Err = InvalidSetting;
    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        let text = text.trim();
        let fits = (16..=256).contains(&text.len()) && text.chars().all(is_plain);
        fits.then(|| Self(text.into())).ok_or(InvalidSetting::Secret)
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// Where a Bot API server is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ApiUrl(Box<str>);

impl ApiUrl {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ApiUrl {
    fn default() -> Self {
        Self(teloxide::net::TELEGRAM_API_URL.into())
    }
}

impl FromStr for ApiUrl {
    type Err = InvalidSetting;
    fn from_str(text: &str) -> Result<Self, InvalidSetting> {
        let text = text.trim_end_matches('/');
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = host.filter(|host| !host.is_empty() && !host.contains(['?', '#', '@', ' ']));
        host.map(|_| Self(text.into())).ok_or(InvalidSetting::Url)
    }
}

/// Settings are read from text wherever they stand.
macro_rules! from_string {
    ($($type:ident)*) => {
        $(
            impl TryFrom<String> for $type {
                type Error = InvalidSetting;
                fn try_from(text: String) -> Result<Self, InvalidSetting> {
                    text.parse()
                }
            }
        )*
    };
}

from_string!(Token WebhookSecret ApiUrl);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_read_and_never_shown() {
        let token: Token = "123456:AAF7-g0gYncWnm5_x\n".parse().unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
        for wrong in ["", "123456", "bot:abc", "123456:", "123456:a/b"] {
            assert_eq!(wrong.parse::<Token>().unwrap_err(), InvalidSetting::Token, "{wrong}");
        }
        let secret: WebhookSecret = "0123456789abcdef".parse().unwrap();
        assert_eq!(format!("{secret:?}"), "WebhookSecret(…)");
        for wrong in ["", "short", "0123456789 abcdef", &"x".repeat(257)] {
            assert_eq!(wrong.parse::<WebhookSecret>().unwrap_err(), InvalidSetting::Secret);
        }
    }

    #[test]
    fn an_address_is_one_of_the_web() {
        assert_eq!(ApiUrl::default().as_str(), "https://api.telegram.org");
        let own: ApiUrl = "http://127.0.0.1:8081/".parse().unwrap();
        assert_eq!(own.as_str(), "http://127.0.0.1:8081");
        for wrong in ["api.telegram.org", "https://", "ftp://x", "https://a@b"] {
            assert_eq!(wrong.parse::<ApiUrl>().unwrap_err(), InvalidSetting::Url, "{wrong}");
        }
    }
}
