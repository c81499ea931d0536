//! What came in, as it is remembered.

use std::fmt;

use aduan::domain::{Channel, Language, Peer, Phone, Point};
use aduan_dialogue::{Input, Unreadable, language_of};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// One message as a channel hands it in, after it verified where it came from.
#[derive(Clone)]
pub struct Inbound {
    /// Who wrote.
    pub peer: Peer,
    /// The provider's id of the message, unique on its channel.
    pub provider_id: Box<str>,
    /// When it was written, as the provider says.
    pub at: DateTime<Utc>,
    /// What came.
    pub input: Heard,
    /// What she replied to, if she did.
    pub quoted: Option<Quoted>,
    /// The number of the account, if the channel vouches for it with this very message.
    pub phone: Option<Phone>,
    /// The network it came from, such as an IPv4 /24, where there is one.
    pub network: Option<Box<str>>,
    /// The language the account is set to, if the channel tells and we speak it.
    pub language: Option<Language>,
}

impl fmt::Debug for Inbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Inbound({}: {:?})", self.peer.channel.name(), self.input)
    }
}

/// What somebody replied to, as her channel tells it. `Debug` shows no words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Quoted {
    /// What we said, as far as the channel shows it.
    Words(Box<str>),
    /// A message by the channel's name for it, be it ours or her own.
    Message {
        /// The name.
        id: Box<str>,
    },
}

impl From<Box<str>> for Quoted {
    fn from(words: Box<str>) -> Self {
        Self::Words(words)
    }
}

impl fmt::Debug for Quoted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Words(_) => "Words",
            Self::Message { .. } => "Message",
        })
    }
}

/// What came, in a form that can be stored. `Debug` shows no words.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "heard", rename_all = "snake_case")]
pub enum Heard {
    /// Words.
    Said {
        /// The words.
        text: Box<str>,
    },
    /// A tapped choice, with its payload as it came.
    Chose {
        /// The payload.
        payload: Box<str>,
    },
    /// A place; none, if the numbers are no point on the earth.
    SharedPlace {
        /// The point.
        point: Option<Point>,
    },
    /// A photo.
    SentMedia {
        /// Where the channel keeps it.
        source: Box<str>,
        /// What was written under it.
        caption: Option<Box<str>>,
        /// How long the channel knows that more may follow.
        settle_after: TimeDelta,
    },
    /// A contact: her own, as the channel vouches; none, if it is somebody else's.
    SharedContact {
        /// The number.
        phone: Option<Phone>,
    },
    /// A voice note.
    Voice,
    /// A sticker, an animation, a reaction.
    Sticker,
    /// A change of words that were heard before.
    Edited,
    /// Something else a conversation cannot read.
    Other,
    /// Nothing that she said: the channel tells that her account, which is the peer of the message
    /// from now on, was known under another name, or with another number. Its number now is the one
    /// that comes with the message.
    Moved {
        /// The account before.
        from: Peer,
        /// Its number before, if the channel tells.
        phone: Option<Phone>,
    },
    /// Nothing that she said: in the settings of her chat she switched the news off or on.
    SetNews {
        /// Whether she wants them.
        wanted: bool,
    },
    /// Nothing, for as long as the conversation asked to wait. Only the gateway says so.
    WentQuiet,
    /// Nothing: she let this chat in from another one. Only the gateway says so.
    LetIn,
}

impl Heard {
    fn name(&self) -> &'static str {
        match self {
            Self::Said { .. } => "said",
            Self::Chose { .. } => "chose",
            Self::SharedPlace { .. } => "shared_place",
            Self::SentMedia { .. } => "sent_media",
            Self::SharedContact { .. } => "shared_contact",
            Self::Voice => "voice",
            Self::Sticker => "sticker",
            Self::Edited => "edited",
            Self::Other => "other",
            Self::Moved { .. } => "moved",
            Self::SetNews { .. } => "set_news",
            Self::LetIn => "let_in",
            Self::WentQuiet => "went_quiet",
        }
    }

    /// The language of what was written, if it tells.
    pub(crate) fn language(&self) -> Option<Language> {
        match self {
            Self::Said { text } => language_of(text),
            Self::SentMedia { caption, .. } => language_of(caption.as_deref()?),
            _ => None,
        }
    }

    /// Whether a person did it, and waits for an answer.
    pub(crate) fn is_an_act(&self) -> bool {
        !matches!(self, Self::WentQuiet | Self::Moved { .. } | Self::SetNews { .. } | Self::LetIn)
    }

    /// What the conversation gets to see of it.
    fn into_input(self, channel: Channel) -> Input {
        match self {
            Self::Said { text } => Input::Said(text),
            Self::Chose { payload } => Input::Chose(payload),
            Self::SharedPlace { point } => Input::SharedPlace(point),
            Self::SentMedia { source, caption, settle_after } => {
                // Whoever fetches it has to know where.
                let source = format!("{}:{source}", channel.name()).into();
                Input::SentMedia { source, caption, settle_after }
            }
            Self::SharedContact { phone } => Input::SharedContact(phone),
            Self::Voice => Input::Unreadable(Unreadable::Voice),
            Self::Sticker => Input::Unreadable(Unreadable::Sticker),
            Self::Edited => Input::Unreadable(Unreadable::Edited),
            Self::Other => Input::Unreadable(Unreadable::Other),
            Self::LetIn => Input::LetIn,
            // A conversation hears nothing of a move, along which it goes, nor of settings.
            Self::WentQuiet | Self::Moved { .. } | Self::SetNews { .. } => Input::WentQuiet,
        }
    }
}

impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a row of the inbox, or of the timers of a conversation, holds; sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) peer: Peer,
    pub(crate) at: DateTime<Utc>,
    pub(crate) input: Heard,
    #[serde(default)]
    pub(crate) quoted: Option<Quoted>,
    #[serde(default)]
    pub(crate) phone: Option<Phone>,
    #[serde(default)]
    pub(crate) network: Option<Box<str>>,
    #[serde(default)]
    pub(crate) language: Option<Language>,
}

impl Told {
    /// What the gateway tells a conversation itself, at that time.
    pub(crate) fn of_ours(peer: Peer, input: Heard, at: DateTime<Utc>) -> Self {
        Self { peer, at, input, quoted: None, phone: None, network: None, language: None }
    }

    /// What the conversation gets to see, with what she replied to.
    pub(crate) fn to_input(&self, quoted: Option<Box<str>>) -> Input {
        let act = self.input.clone().into_input(self.peer.channel);
        match quoted {
            Some(quoted) => Input::Quoting { quoted, act: Box::new(act) },
            None => act,
        }
    }
}
