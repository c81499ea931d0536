//! Codes that link one chat to another.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{CitizenId, InvalidNumber, Peer, number};
use crate::ports::Entropy;

/// A code that is shown in one chat and typed in another: eight symbols of Crockford's base32, the
/// last a check symbol, as `7K3M-9QXT`. It has to be looked up by itself, so it is longer than the
/// six digits of a code that is bound to the chat which asked for it.
///
/// It is never printed.
///
/// ```
/// use aduan::{domain::LinkCode, stub::SeededEntropy};
/// let code = LinkCode::random(&SeededEntropy::new(7));
/// let typed = code.reveal().to_lowercase().replace('-', " ");
/// assert_eq!(typed.parse::<LinkCode>(), Ok(code));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LinkCode([u8; 7]);

impl LinkCode {
    /// Draws one.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 7];
        entropy.fill(&mut bytes);
        Self(bytes.map(|byte| byte & 31))
    }

    /// The symbols, for the one message that carries them and for the key it is found by.
    pub fn reveal(&self) -> String {
        number::symbols(self.0)
    }
}

impl FromStr for LinkCode {
    type Err = InvalidNumber;

    /// Reads a code however it is typed: in small letters, without its dash, with `O` for `0`.
    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        let plain = text.bytes().filter(|byte| !matches!(byte, b'-' | b' ' | b'*' | b'.'));
        let plain: Vec<u8> = plain.map(|byte| byte.to_ascii_uppercase()).take(9).collect();
        number::body(&plain).map(Self)
    }
}

impl TryFrom<String> for LinkCode {
    type Error = InvalidNumber;

    fn try_from(text: String) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

impl From<LinkCode> for String {
    fn from(code: LinkCode) -> Self {
        code.reveal()
    }
}

impl fmt::Debug for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(••••-••••)")
    }
}

/// That a person may link another chat to the account she uses in this one, or this chat to the
/// account she uses in another. Stored sealed, under a token of the chat in which the code was
/// shown, and found by a token of the code while that is good.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkOffer {
    /// Whose account; none, if the chat that shows the code wants to be let in where it is typed.
    pub citizen: Option<CitizenId>,
    /// The chat in which the code was shown.
    pub chat: Peer,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How many codes this chat asked for in a row.
    pub sends: u8,
}
