//! Keyed tokens.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::domain::InvalidId;

/// What a token stands for; tokens of one value in two scopes have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A handle, by which a person is found.
    Handle,
    /// A chat account, by which a conversation is found.
    Conversation,
    /// A chat or session and a purpose, by which a code is found.
    Challenge,
    /// The secret of a session in a browser, from which the address of its account is made.
    Session,
    /// A secret of an officer: an invitation, a way in, a session, a recovery code.
    Officer,
    /// A chat account, by which the page of what was said in it is found.
    Page,
    /// A person, by whom the list of her hidden reports is found.
    Drawer,
    /// A person, by whom her known reports are listed.
    Reporter,
    /// A person as one of the supporters, followers or commenters of complaints.
    Member,
    /// A provider's id of an inbound message.
    Inbound,
    /// Something done at most once, such as an idempotency key.
    Once,
    /// Something counted.
    Quota,
    /// The lane of a queue.
    Lane,
    /// A word of a search index or of the category suggestion.
    Word,
}

impl Scope {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Handle => "handle",
            Self::Conversation => "conversation",
            Self::Challenge => "challenge",
            Self::Session => "session",
            Self::Officer => "officer",
            Self::Page => "page",
            Self::Drawer => "drawer",
            Self::Reporter => "reporter",
            Self::Member => "member",
            Self::Inbound => "inbound",
            Self::Once => "once",
            Self::Quota => "quota",
            Self::Lane => "lane",
            Self::Word => "word",
        }
    }
}

/// A keyed hash (HMAC-SHA-256, cut to 128 bits) under which something is found again. Without the
/// key nobody can try all phone numbers to see whose it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Token([u8; 16]);

impl Token {
    /// A token out of its sixteen bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The sixteen bytes.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The first 64 bits as text, enough to tell the words of a search index apart.
    pub fn short(&self) -> String {
        self.to_string()[..16].to_owned()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({self})")
    }
}

impl FromStr for Token {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        uuid::Uuid::try_parse(text).map(|id| Self(id.into_bytes())).map_err(|_| InvalidId)
    }
}

impl TryFrom<String> for Token {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<Token> for String {
    fn from(token: Token) -> String {
        token.to_string()
    }
}
