//! How people begin a talk.

use askama::filters::urlencode_strict;

/// Where the pages are reached, and in which chats people can report.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The scheme and host under which everybody reaches the pages: `https://lapor.lestari.go.id`.
    pub origin: Box<str>,
    /// The path of the chat page, such as `/chat`.
    pub chat: Option<Box<str>>,
    /// The number of the city in WhatsApp, in digits with the country's code.
    pub whatsapp: Option<Box<str>>,
    /// The name of the city's bot in Telegram.
    pub telegram: Option<Box<str>>,
}

impl Ways {
    /// Reached there, with no chat yet.
    pub fn at(origin: &str) -> Self {
        Self { origin: origin.into(), chat: None, whatsapp: None, telegram: None }
    }

    /// The link that opens WhatsApp with what is to be said there, which WhatsApp calls *click to
    /// chat* (faq.whatsapp.com/5913398998672934).
    pub(super) fn whatsapp(&self, say: &str) -> Option<String> {
        let number = self.whatsapp.as_ref()?;
        Some(match say {
            "" => format!("https://wa.me/{number}"),
            say => format!("https://wa.me/{number}?text={}", encoded(say)),
        })
    }

    /// The link that opens Telegram at the bot.
    pub(super) fn telegram(&self) -> Option<String> {
        Some(format!("https://t.me/{}", self.telegram.as_ref()?))
    }

    /// The link that opens the chat page with what is to be said there, still to be sent.
    pub(super) fn chat(&self, say: &str) -> Option<String> {
        let path = self.chat.as_ref()?;
        Some(match say {
            "" => path.to_string(),
            say => format!("{path}?say={}", encoded(say)),
        })
    }
}

/// Text as a part of a query.
pub(super) fn encoded(text: &str) -> String {
    match urlencode_strict(text) {
        Ok(encoded) => encoded.to_string(),
    }
}
