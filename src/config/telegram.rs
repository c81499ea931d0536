//! The section of the bot on Telegram.

use aduan::domain::Login;
use aduan_telegram::{ApiUrl, Settings, Token, WebhookSecret};
use serde::Deserialize;

use super::web::WebSection;

/// A bot on Telegram.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TelegramSection {
    token: Token,
    #[serde(default)]
    api_url: ApiUrl,
    #[serde(default)]
    mode: Mode,
    webhook_secret: Option<WebhookSecret>,
    #[serde(default)]
    pub(super) login: Login,
    /// The accounts that are told when something is wrong.
    #[serde(default)]
    pub(crate) admins: Vec<i64>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Webhook,
    #[default]
    Polling,
}

/// How updates come to us.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    /// We ask for them.
    Polling,
    /// They are brought to an address, with a secret.
    Webhook(Box<str>, WebhookSecret),
}

impl TelegramSection {
    /// Which bot it is.
    pub(crate) fn settings(&self) -> Settings {
        Settings { token: self.token.clone(), api_url: self.api_url.clone() }
    }

    /// How updates come to us.
    pub(crate) fn way(&self, web: &WebSection) -> anyhow::Result<Way> {
        match (self.mode, &self.webhook_secret) {
            (Mode::Polling, _) => Ok(Way::Polling),
            (Mode::Webhook, None) => anyhow::bail!(
                "telegram.webhook_secret: a webhook needs one, or anybody could speak for Telegram"
            ),
            (Mode::Webhook, Some(_)) if !web.public_url.is_secure() => anyhow::bail!(
                "telegram.mode: Telegram brings updates to https only, and web.public_url is {}; \
                 mode = \"polling\" works from anywhere",
                web.public_url
            ),
            (Mode::Webhook, Some(secret)) => {
                let url = format!("{}/webhooks/telegram", web.public_url);
                Ok(Way::Webhook(url.into(), secret.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    fn way(section: &str, public_url: &str) -> Result<Way, String> {
        let section = format!("token = \"123456:AAF7\"\n{section}");
        let section: TelegramSection =
            Figment::from(Toml::string(&section)).extract().map_err(|error| error.to_string())?;
        let web = format!("public_url = \"{public_url}\"");
        let web: WebSection = Figment::from(Toml::string(&web)).extract().unwrap();
        section.way(&web).map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_is_enough_to_poll() {
        assert!(matches!(way("", "http://127.0.0.1:8080"), Ok(Way::Polling)));
    }

    #[test]
    fn a_webhook_needs_a_secret_and_an_address_that_telegram_goes_to() {
        let secret = "mode = \"webhook\"\nwebhook_secret = \"0123456789abcdef\"";
        let Ok(Way::Webhook(url, _)) = way(secret, "https://lapor.example") else {
            panic!("a webhook");
        };
        assert_eq!(&*url, "https://lapor.example/webhooks/telegram");
        assert!(way(secret, "http://lapor.example").unwrap_err().contains("web.public_url"));
        let none = way("mode = \"webhook\"", "https://lapor.example").unwrap_err();
        assert!(none.contains("telegram.webhook_secret"), "{none}");
        let short = way("webhook_secret = \"short\"", "https://lapor.example").unwrap_err();
        assert!(short.contains("webhook_secret"), "{short}");
    }
}
