//! What has to be known of a number that speaks for a city.

use std::{fmt, str::FromStr};

use serde::Deserialize;

use crate::Templates;

/// Which number speaks, and where the Graph API is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The token of a system user who may send for the number.
    pub access_token: AccessToken,
    /// The number, as the Graph API names it.
    pub phone_number_id: PhoneNumberId,
    /// The Graph API: that of Meta, or one that plays it.
    pub api_url: ApiUrl,
    /// Its version.
    pub api_version: ApiVersion,
    /// The names of the texts that Meta approved.
    pub templates: Templates,
    /// The hosts, besides that of the API, from which photos are fetched with the token.
    pub media_hosts: Vec<MediaHost>,
}

/// A setting that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSetting {
    /// Not a token.
    #[error("an access token is the text that Meta shows once, without spaces")]
    Token,
    /// Not a secret.
    #[error(
        "an app secret is what Meta shows under App settings, Basic: 16 to 256 of A-Z, a-z, 0-9"
    )]
    AppSecret,
    /// Not a token to verify with.
    #[error("a verify token is 16 to 256 of A-Z, a-z, 0-9, _ and -, of your own")]
    VerifyToken,
    /// Not an id.
    #[error(
        "an id is the number under which Meta lists it: digits, and not a phone number with its +"
    )]
    Id,
    /// Not an address.
    #[error("an address of the Graph API is https://HOST, or http://HOST of one's own machine")]
    Url,
    /// Not a version.
    #[error("a version of the Graph API is v26.0 or the like")]
    Version,
    /// Not the name of a template.
    #[error("a template is named with a-z, 0-9 and _")]
    Template,
    /// The HTTP client did not start.
    #[error("the HTTP client did not start")]
    Client,
}

/// What stands in configuration. In the environment a text of digits reads as a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Number(u64),
    Text(String),
}

/// Declares settings that are texts of a shape, each read from configuration.
macro_rules! texts {
    ($($(#[$doc:meta])* $type:ident, $wrong:ident, $fits:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Deserialize)]
        #[serde(try_from = "Scalar")]
        pub struct $type(Box<str>);

        impl $type {
            pub(crate) fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $type {
            type Err = InvalidSetting;
            fn from_str(text: &str) -> Result<Self, InvalidSetting> {
                let (text, fits): (_, fn(&str) -> bool) = (text.trim(), $fits);
                fits(text).then(|| Self(text.into())).ok_or(InvalidSetting::$wrong)
            }
        }

        impl TryFrom<Scalar> for $type {
            type Error = InvalidSetting;
            fn try_from(scalar: Scalar) -> Result<Self, InvalidSetting> {
                match scalar {
                    Scalar::Text(text) => text.parse(),
                    Scalar::Number(number) => number.to_string().parse(),
                }
            }
        }

        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($type), "(…)"))
            }
        }
    )*};
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn is_number(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

texts! {
    /// The token of a system user. Whoever has it is the city, so `Debug` does not show it.
    AccessToken, Token, |text| {
        (1..=1024).contains(&text.len()) && text.chars().all(|c| c.is_ascii_graphic())
    };
    /// What Meta signs with; nothing else tells that it is Meta.
    AppSecret, AppSecret, |text| (16..=256).contains(&text.len()) && is_plain(text);
    /// What Meta says when it is told of the webhook, so that nobody else can claim it. A short
    /// one could be guessed.
    VerifyToken, VerifyToken, |text| (16..=256).contains(&text.len()) && is_plain(text);
    /// The account that the number and its templates belong to, as the Graph API names it.
    BusinessAccountId, Id, is_number;
    /// A number of ours, as the Graph API names it.
    PhoneNumberId, Id, is_number;
    /// Where a Graph API is.
    ApiUrl, Url, |text| {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        host.is_some_and(|host| !host.is_empty() && !host.contains(['?', '#', '@', ' ']))
    };
    /// A host from which photos come.
    MediaHost, Url, |text| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        text.contains('.') && text.chars().all(plain)
    };
    /// The name of a template.
    TemplateName, Template, |text| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        (1..=512).contains(&text.len()) && text.chars().all(plain)
    };
    /// A version of the Graph API. Each lives for about two years.
    ApiVersion, Version, |text| {
        let numbers = text.strip_prefix('v').and_then(|rest| rest.split_once('.'));
        numbers.is_some_and(|(major, minor)| {
            let number = |part: &str| part.parse::<u8>().is_ok();
            number(major) && number(minor)
        })
    };
}

impl MediaHost {
    /// Where Meta keeps what people send (Cloud API, "Media").
    pub fn usual() -> Vec<Self> {
        vec![Self("lookaside.fbsbx.com".into())]
    }
}

impl Default for Templates {
    fn default() -> Self {
        let name = |name: &str| TemplateName(name.into());
        Self {
            code: name("otp_login"),
            status: name("laporan_status"),
            question: name("laporan_info"),
            mended: name("laporan_selesai"),
            news: name("kabar_lain"),
        }
    }
}

impl Default for ApiUrl {
    fn default() -> Self {
        Self("https://graph.facebook.com".into())
    }
}

impl Default for ApiVersion {
    /// The newest of November 2026, which is to live until the middle of 2028.
    fn default() -> Self {
        Self("v26.0".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_secret_is_read_and_never_shown() {
        let token: AccessToken = "EAAJB".parse().unwrap();
        assert_eq!(format!("{token:?}"), "AccessToken(…)");
        let secret: AppSecret = "0123456789abcdef\n".parse().unwrap();
        assert_eq!(
            (secret.reveal(), format!("{secret:?}").as_str()),
            ("0123456789abcdef", "AppSecret(…)")
        );
        for wrong in ["", "short", "0123456789 abcdef", &"x".repeat(257)] {
            assert_eq!(wrong.parse::<AppSecret>().unwrap_err(), InvalidSetting::AppSecret);
            assert_eq!(wrong.parse::<VerifyToken>().unwrap_err(), InvalidSetting::VerifyToken);
        }
        for wrong in ["", "EAA JB", "EAAJB\u{e9}"] {
            assert_eq!(wrong.parse::<AccessToken>().unwrap_err(), InvalidSetting::Token);
        }
    }

    #[test]
    fn a_number_is_named_by_its_id_and_an_api_by_address_and_version() {
        assert!("106540352242922".parse::<PhoneNumberId>().is_ok());
        assert_eq!("+6281100".parse::<PhoneNumberId>().unwrap_err(), InvalidSetting::Id);
        assert!("http://127.0.0.1:8081".parse::<ApiUrl>().is_ok());
        for wrong in ["graph.facebook.com", "https://", "ftp://x", "https://a@b"] {
            assert_eq!(wrong.parse::<ApiUrl>().unwrap_err(), InvalidSetting::Url, "{wrong}");
        }
        assert!("v26.0".parse::<ApiVersion>().is_ok());
        for wrong in ["26.0", "v26", "vx.0", "v26.0/../v1"] {
            assert_eq!(
                wrong.parse::<ApiVersion>().unwrap_err(),
                InvalidSetting::Version,
                "{wrong}"
            );
        }
    }
}
