//! Links that open a chat with the city.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Channel, LinkCode};

/// What stands in a link as it is (RFC 3986 §2.3); everything else is escaped.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// By what name the city is found on other channels; a link opens a chat with it there.
///
/// ```
/// use aduan::domain::ChatLinks;
/// let links = ChatLinks { whatsapp: Some("6281100000000".into()), telegram: None };
/// let link = links.whatsapp("dukung LP-7K3M-9QXT");
/// assert_eq!(link.as_deref(), Some("https://wa.me/6281100000000?text=dukung%20LP-7K3M-9QXT"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatLinks {
    /// Its number in WhatsApp, in digits with the country's code.
    pub whatsapp: Option<Box<str>>,
    /// The name of its bot in Telegram, without `@`.
    pub telegram: Option<Box<str>>,
}

impl ChatLinks {
    /// No link.
    pub const NONE: &'static Self = &Self { whatsapp: None, telegram: None };

    /// The link that opens WhatsApp with what is to be said there, still to be sent: *click to chat*
    /// (faq.whatsapp.com/5913398998672934).
    pub fn whatsapp(&self, say: &str) -> Option<String> {
        let chat = format!("https://wa.me/{}", self.whatsapp.as_ref()?);
        let text = utf8_percent_encode(say, ESCAPED);
        Some(if say.is_empty() { chat } else { format!("{chat}?text={text}") })
    }

    /// The link that opens the bot in Telegram.
    pub fn telegram(&self) -> Option<String> {
        Some(format!("https://t.me/{}", self.telegram.as_ref()?))
    }

    /// The channels that a link opens.
    pub fn channels(&self) -> impl Iterator<Item = Channel> {
        let whatsapp = self.whatsapp.as_ref().map(|_| Channel::WhatsApp);
        whatsapp.into_iter().chain(self.telegram.as_ref().map(|_| Channel::Telegram))
    }

    /// The link that opens a chat on a channel, where `code` is typed after that verb by one tap.
    /// Telegram takes the code by itself (Bot API, *Deep linking*: at most 64 of A-Z, a-z, 0-9, _
    /// and -).
    pub fn with_code(&self, channel: Channel, verb: &str, code: &LinkCode) -> Option<String> {
        let code = code.reveal();
        match channel {
            Channel::WhatsApp => self.whatsapp(&format!("{verb} {code}")),
            Channel::Telegram => Some(format!("{}?start=l_{code}", self.telegram()?)),
            _ => None,
        }
    }
}
