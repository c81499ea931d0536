//! What the bot says of itself when it begins: who it is, and which commands it knows.

use std::time::Duration;

use aduan::domain::{City, Language};
use teloxide::{
    payloads::{
        SetChatMenuButtonSetters as _, SetMyCommandsSetters as _, SetMyDescriptionSetters as _,
        SetMyShortDescriptionSetters as _,
    },
    prelude::Requester as _,
    types::{AllowedUpdate, BotCommand, MenuButton},
};

use crate::{Intake, WebhookSecret, backoff::Backoff, trouble::Trouble, words};

/// What updates are wanted: those the conversation can do something with.
pub(crate) const ALLOWED: [AllowedUpdate; 4] = [
    AllowedUpdate::Message,
    AllowedUpdate::EditedMessage,
    AllowedUpdate::CallbackQuery,
    AllowedUpdate::MyChatMember,
];

/// How updates come to us.
pub(crate) enum Coming<'a> {
    /// Telegram brings them to an address, with a secret.
    Brought(&'a str, &'a WebhookSecret),
    /// We ask for them.
    Asked,
}

/// The commands in Indonesian and in English, and the key of what they are. Without the slash and
/// with spaces each is what a person would type: the conversation knows them all.
const COMMANDS: [(&str, &str, &str); 12] = [
    ("menu", "menu", "command-menu"),
    ("lapor", "report", "command-new"),
    ("laporan_saya", "my_reports", "command-mine"),
    ("status", "status", "command-status"),
    ("sekitar", "nearby", "command-nearby"),
    ("cari", "search", "command-search"),
    ("akun", "account", "command-account"),
    ("bahasa", "language", "command-language"),
    ("petugas", "staff", "command-staff"),
    ("bantuan", "help", "command-help"),
    ("batal", "cancel", "command-cancel"),
    ("berhenti", "stop", "command-stop"),
];

/// The pauses between two tries to reach Telegram.
const PAUSES: Backoff = Backoff::between(Duration::from_secs(2), Duration::from_mins(2));

impl Intake {
    /// Tries until Telegram has taken how updates come to us and what the bot says of itself.
    pub(crate) async fn until_introduced(&self, city: &City, coming: Coming<'_>) {
        let mut pauses = PAUSES;
        loop {
            let arranged = match coming {
                Coming::Brought(url, secret) => self.register(url, secret).await,
                Coming::Asked => self.unregister().await,
            };
            let introduced = match arranged {
                Ok(()) => self.introduce(city).await,
                trouble => trouble,
            };
            match introduced {
                Ok(()) => return tracing::info!("telegram.introduced"),
                Err(trouble) => {
                    // These calls carry nothing that people wrote.
                    let says = match &trouble {
                        Trouble::Ours { says, .. } => says.as_ref(),
                        _ => "",
                    };
                    tracing::warn!(%trouble, telegram.says = says, "telegram.not_introduced");
                    tokio::time::sleep(pauses.next(&trouble)).await;
                }
            }
        }
    }

    /// Says what the bot is, in both languages; Indonesian to whoever speaks neither.
    async fn introduce(&self, city: &City) -> Result<(), Trouble> {
        let (api, bot) = (self.telegram.api(), self.telegram.api().bot());
        for language in Language::ALL {
            let code = if language == Language::default() { "" } else { language.code() };
            let args = [
                ("city", city.name.as_ref().into()),
                ("emergency", city.emergency.as_ref().into()),
            ];
            let about = words::say(language, "about", &args);
            let short = words::say(language, "short", &args);
            api.call(&bot.set_my_commands(commands(language)).language_code(code)).await?;
            let request = bot.set_my_description().description(about).language_code(code);
            api.call(&request).await?;
            let request = bot.set_my_short_description().short_description(short);
            api.call(&request.language_code(code)).await?;
        }
        let menu = bot.set_chat_menu_button().menu_button(MenuButton::Commands);
        api.call(&menu).await.map(drop)
    }
}

fn commands(language: Language) -> Vec<BotCommand> {
    let command = |(indonesian, english, key): &(&str, &str, &str)| {
        let name = if language == Language::Indonesian { indonesian } else { english };
        BotCommand::new(*name, words::say(language, key, &[]))
    };
    COMMANDS.iter().map(command).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_words_keep_the_limits_of_telegram() {
        for language in Language::ALL {
            let all = commands(language);
            assert!(all.len() <= 100);
            for BotCommand { command, description } in all {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                assert!((1..=32).contains(&command.len()) && command.chars().all(plain));
                assert!((1..=256).contains(&description.chars().count()), "{description}");
                assert!(!description.starts_with("command-"), "{description} has no words");
            }
            let city = "Kabupaten Penukal Abab Lematang Ilir";
            let args = [("city", city.into()), ("emergency", "0711 1234567".into())];
            for (key, most) in [("about", 512), ("short", 120)] {
                let words = words::say(language, key, &args);
                assert!(words.encode_utf16().count() <= most, "{key}: {words}");
            }
        }
    }
}
