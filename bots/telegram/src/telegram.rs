//! The channel.

use std::{
    collections::HashSet,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aduan::{
    domain::{Channel, Handle, Peer},
    ports::{CodeLetter, DeliveryError, FetchError, Message, Messenger},
};
use async_trait::async_trait;
use teloxide::{
    payloads::{EditMessageReplyMarkupSetters as _, SendMessageSetters as _},
    prelude::Requester as _,
    types::{
        CallbackQueryId, ChatId, FileId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId,
        ParseMode,
    },
};

use crate::{
    InvalidSetting, Settings, Standing,
    api::{Api, NotBrought},
    heard::Tap,
    render::{Keyboard, Rendered, render},
    trouble::Trouble,
    words,
};

/// Telegram, to people. Cloning it is cheap.
#[derive(Clone)]
pub struct Telegram {
    inner: Arc<Inner>,
}

struct Inner {
    api: Api,
    /// The chats whose letters we took away for a keyboard of ours. Known to this process only:
    /// after a restart such a keyboard stays, folded, until something is said without buttons.
    covered: Mutex<HashSet<ChatId>>,
}

/// How many covered chats are remembered; more are forgotten all at once, at no harm.
const COVERED: usize = 10_000;

impl Telegram {
    /// The bot of that token, to which nothing is said yet.
    pub fn new(settings: &Settings) -> Result<Self, InvalidSetting> {
        let inner = Inner { api: Api::new(settings)?, covered: Mutex::default() };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// How we stand with it.
    pub fn standing(&self) -> Standing {
        self.api().standing()
    }

    /// The name of the bot, as links to it say it; none, if Telegram cannot be asked now.
    pub async fn name(&self) -> Option<Box<str>> {
        let request = self.api().bot().get_me();
        let me = self.api().call(&request).await.ok()?;
        me["username"].as_str().map(Into::into)
    }

    pub(crate) fn api(&self) -> &Api {
        &self.inner.api
    }

    fn covered(&self) -> MutexGuard<'_, HashSet<ChatId>> {
        self.inner.covered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn say(&self, chat: ChatId, message: &Message) -> Result<(), Trouble> {
        let Rendered { html, keyboard } = render(message);
        if matches!(keyboard, Keyboard::Inline(_)) && self.covered().contains(&chat) {
            // A message has buttons under it or takes the keyboard away, not both.
            self.uncover(chat, &words::say(message.language, "noted", &[])).await?;
        }
        let covers = matches!(keyboard, Keyboard::Shared(_));
        self.send_html(chat, html, keyboard).await?;
        let mut covered = self.covered();
        if !covers {
            covered.remove(&chat);
        } else if covered.len() < COVERED {
            covered.insert(chat);
        } else {
            *covered = HashSet::from([chat]);
        }
        Ok(())
    }

    async fn send_html(
        &self,
        chat: ChatId,
        html: String,
        keyboard: Keyboard,
    ) -> Result<serde_json::Value, Trouble> {
        let no_preview = LinkPreviewOptions {
            is_disabled: true,
            url: None,
            prefer_small_media: false,
            prefer_large_media: false,
            show_above_text: false,
        };
        let request = self.api().bot().send_message(chat, html).parse_mode(ParseMode::Html);
        let request = request.link_preview_options(no_preview).reply_markup(keyboard.markup());
        self.api().call(&request).await
    }

    /// Gives the letters back, by a message that is gone at once.
    async fn uncover(&self, chat: ChatId, noted: &str) -> Result<(), Trouble> {
        let sent = self.send_html(chat, noted.to_owned(), Keyboard::None).await?;
        if let Some(id) = sent["message_id"].as_i64().and_then(|id| i32::try_from(id).ok()) {
            let request = self.api().bot().delete_message(chat, MessageId(id));
            note("telegram.not_deleted", self.api().call(&request).await);
        }
        Ok(())
    }

    /// Ends the waiting of a tap, and takes the keyboard away that it was on: what it meant is
    /// remembered, and these are courtesies.
    pub(crate) async fn acknowledge(&self, tap: &Tap) {
        let request =
            self.api().bot().answer_callback_query(CallbackQueryId(tap.query.to_string()));
        note("telegram.tap_not_answered", self.api().call(&request).await);
        if let Some((chat, message)) = tap.on {
            let empty: [[_; 0]; 0] = [];
            let request = self
                .api()
                .bot()
                .edit_message_reply_markup(ChatId(chat), MessageId(message))
                .reply_markup(InlineKeyboardMarkup::new(empty));
            note("telegram.keyboard_not_removed", self.api().call(&request).await);
        }
    }

    async fn bring(&self, source: &str, limit: u64) -> Result<Box<[u8]>, NotBrought> {
        let request = self.api().bot().get_file(FileId(source.to_owned()));
        let found = self.api().call(&request).await.map_err(NotBrought::Trouble)?;
        let path = found["file_path"].as_str().ok_or(NotBrought::Trouble(Trouble::Away))?;
        if found["file_size"].as_u64().is_some_and(|bytes| bytes > limit) {
            return Err(NotBrought::TooLarge);
        }
        Ok(self.api().download(path, limit).await?.into())
    }
}

/// Takes note of a courtesy that failed, unless it was too late for it.
fn note(event: &'static str, called: Result<serde_json::Value, Trouble>) {
    match called {
        Ok(_) | Err(Trouble::Late) => {}
        Err(error) => tracing::debug!(%error, event, "telegram.courtesy_failed"),
    }
}

#[async_trait]
impl Messenger for Telegram {
    fn channel(&self) -> Channel {
        Channel::Telegram
    }

    async fn send(&self, to: &Peer, message: &Message) -> Result<(), DeliveryError> {
        let chat = to.address.parse().map_err(|_| DeliveryError::Unreachable)?;
        Ok(self.say(ChatId(chat), message).await?)
    }

    fn carries_codes_to(&self, _: &Handle) -> bool {
        false
    }

    async fn send_code(&self, _: &CodeLetter) -> Result<(), DeliveryError> {
        Err(DeliveryError::Unreachable)
    }

    async fn fetch(&self, source: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        self.bring(source, limit_bytes).await.map_err(|error| match error {
            NotBrought::TooLarge => FetchError::TooLarge,
            NotBrought::Trouble(trouble) => trouble.into(),
        })
    }
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Telegram({:?})", self.api())
    }
}
