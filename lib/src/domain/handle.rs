//! How a person can be reached and recognised.

use std::fmt;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{Email, Phone};

/// A way by which messages travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WhatsApp Cloud API.
    WhatsApp,
    /// Telegram Bot API.
    Telegram,
    /// The chat page of our own.
    Webchat,
    /// The chat in a terminal.
    Terminal,
    /// E-mail: codes and notices only.
    Email,
}

impl Channel {
    /// Whether a message on it makes a phone ring, wherever its owner is.
    pub fn rings(self) -> bool {
        matches!(self, Self::WhatsApp | Self::Telegram)
    }

    /// Whether it remembers under which id each thing was owed that it took, and takes it once.
    pub fn remembers(self) -> bool {
        self == Self::Webchat
    }

    /// Whether it tells later what became of a message that it took.
    pub fn tells_later(self) -> bool {
        self == Self::WhatsApp
    }

    /// Whether it says of a contact that somebody shares whether it is her own.
    pub fn vouches_for_contacts(self) -> bool {
        matches!(self, Self::WhatsApp | Self::Telegram)
    }

    /// For how long after a person wrote it takes words of our own to her; for ever, if it does not
    /// say. After that it takes what was approved beforehand (Cloud API, "Customer service windows").
    pub fn window(self) -> Option<TimeDelta> {
        match self {
            Self::WhatsApp => Some(TimeDelta::hours(24)),
            Self::Telegram | Self::Webchat | Self::Terminal | Self::Email => None,
        }
    }

    /// Whether codes to phone numbers travel on it, to the account that has the number: in a chat of
    /// such a channel a code to a number proves no more than the chat itself.
    pub fn carries_codes_to_phones(self) -> bool {
        self == Self::WhatsApp
    }

    /// The name used in logs, keys and configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Telegram => "telegram",
            Self::Webchat => "webchat",
            Self::Terminal => "terminal",
            Self::Email => "email",
        }
    }
}

/// One chat account on one channel: where a message came from and where its answer goes.
///
/// `Debug` shows the channel only.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Peer {
    /// The channel.
    pub channel: Channel,
    /// The account as the channel names it, verbatim: a Telegram user id, a business-scoped
    /// WhatsApp id, a webchat session.
    pub address: Box<str>,
}

impl Peer {
    /// Names an account on a channel.
    pub fn new(channel: Channel, address: impl Into<Box<str>>) -> Self {
        Self { channel, address: address.into() }
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Peer({}:…)", self.channel.name())
    }
}

/// What a person proved to be hers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Handle {
    /// A phone number.
    Phone(Phone),
    /// An e-mail address.
    Email(Email),
    /// A chat account.
    Chat(Peer),
}

impl Handle {
    /// The text whose keyed token finds the handle again; kinds never collide.
    pub fn canonical(&self) -> String {
        match self {
            Self::Phone(phone) => format!("phone:{}", phone.as_str()),
            Self::Email(email) => format!("email:{}", email.folded()),
            Self::Chat(peer) => format!("{}:{}", peer.channel.name(), peer.address),
        }
    }

    /// The handle as its owner may be shown it.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(phone) => phone.masked(),
            Self::Email(email) => email.masked(),
            Self::Chat(peer) => peer.channel.name().to_owned(),
        }
    }
}
