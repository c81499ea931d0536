//! One-time codes.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

use super::Handle;
use crate::ports::Entropy;

/// Six digits that prove a handle.
///
/// It is never stored, never printed, and wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; 6]);

impl Code {
    /// Draws each of the million codes with the same chance.
    pub fn random(entropy: &dyn Entropy) -> Self {
        loop {
            let mut bytes = [0; 4];
            entropy.fill(&mut bytes);
            let drawn = u32::from_le_bytes(bytes);
            // The last 967,296 values would make small codes likelier.
            if drawn < 4_294_000_000 {
                return Self::from_number(drawn % 1_000_000);
            }
        }
    }

    fn from_number(mut number: u32) -> Self {
        let mut digits = [b'0'; 6];
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
        Self(digits)
    }

    /// Finds the code in what somebody typed: exactly one run of six digits, which may be split
    /// by spaces or a dash (`123 456`). Two different codes are no code.
    pub fn find(text: &str) -> Option<Self> {
        let mut found = None;
        let joined: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        for run in joined.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()) {
            let code = Self(run.as_bytes().try_into().ok()?);
            if found.as_ref().is_some_and(|other| *other != code) {
                return None;
            }
            found = Some(code);
        }
        found
    }

    /// The digits, for the one message that carries them.
    pub fn reveal(&self) -> String {
        self.0.iter().map(|&digit| char::from(digit)).collect()
    }

    /// The digits as bytes, for hashing.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(••••••)")
    }
}

/// What is kept of a code: a keyed hash, compared in constant time.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeHash(pub(crate) [u8; 32]);

impl CodeHash {
    /// Whether `other` is the same hash, in a time that does not depend on the answer.
    pub fn matches(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for CodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeHash(…)")
    }
}

/// What a code was asked for; a code for one purpose is good for no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To become a known person in this chat or session.
    Login,
    /// To add a handle to the person she is.
    Link,
    /// To have everything about her deleted.
    Erase,
}

impl Purpose {
    /// Every purpose there is.
    pub const ALL: [Self; 3] = [Self::Login, Self::Link, Self::Erase];

    /// The name used in keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Link => "link",
            Self::Erase => "erase",
        }
    }
}

/// A code that was sent and waits to be typed. Stored sealed, under a token of the chat or
/// session that asked for it and the purpose.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Challenge {
    /// What it proves.
    pub handle: Handle,
    /// The code, hashed.
    pub hash: CodeHash,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// How many codes this chat asked for in a row.
    pub sends: u8,
    /// Guesses left; none when it was used.
    pub attempts_left: u8,
    /// When the handle was proved without opening anything, since it is known as another person's;
    /// for as long as a code is good, she may say that she is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proved_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_among_words_and_with_spaces() {
        assert_eq!(Code::find("kodenya 123 456 ya").unwrap().reveal(), "123456");
        assert_eq!(Code::find("012-345").unwrap().reveal(), "012345");
        assert_eq!(Code::find("123456 eh 654321"), None);
        assert_eq!(Code::find("1234567"), None);
        assert_eq!(Code::find("belum"), None);
    }

    #[test]
    fn a_code_keeps_its_leading_zeros_and_its_silence() {
        let code = Code::from_number(42);
        assert_eq!(code.reveal(), "000042");
        assert_eq!(format!("{code:?}"), "Code(••••••)");
    }
}
