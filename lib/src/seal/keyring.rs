//! The keys of a city.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{Key, XChaCha20Poly1305, aead::KeyInit};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Scope, Token};
use crate::{
    domain::{Code, CodeHash},
    ports::Entropy,
};

/// The keys that seal people: one index key, from which lookup tokens are made, and sealing keys
/// by number, of which the last seals and all of them open.
///
/// Written as text, a ring is one line a key, `index BASE64` and `seal NUMBER BASE64`, each key
/// 32 random bytes. Losing it loses every address; a new sealing key is added as a further line
/// and old records are opened with the key they name.
///
/// ```
/// use aduan::{seal::KeyRing, stub::SeededEntropy};
/// let ring = KeyRing::generate(&SeededEntropy::new(7));
/// let again = KeyRing::parse(&ring.to_text())?;
/// assert_eq!(ring.to_text(), again.to_text());
/// assert_eq!(format!("{ring:?}"), "KeyRing(1 sealing key)");
/// # Ok::<(), aduan::seal::InvalidKeys>(())
/// ```
#[derive(Clone)]
pub struct KeyRing {
    index: Zeroizing<[u8; 32]>,
    sealing: Vec<(u32, Zeroizing<[u8; 32]>)>,
}

/// A text that is no ring of keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKeys {
    /// A line is not `index BASE64` or `seal NUMBER BASE64` with 32 bytes.
    #[error("line {0} of the key file is not a key")]
    Line(usize),
    /// There is no index key, or more than one.
    #[error("the key file needs exactly one index key")]
    Index,
    /// There is no sealing key.
    #[error("the key file has no sealing key")]
    Seal,
    /// Two sealing keys have the same number.
    #[error("sealing key {0} stands twice in the key file")]
    Twice(u32),
}

fn draw(entropy: &dyn Entropy) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    entropy.fill(&mut *key);
    key
}

fn read_key(text: &str, line: usize) -> Result<Zeroizing<[u8; 32]>, InvalidKeys> {
    let bytes = Zeroizing::new(STANDARD_NO_PAD.decode(text).map_err(|_| InvalidKeys::Line(line))?);
    let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| InvalidKeys::Line(line))?;
    Ok(Zeroizing::new(key))
}

impl KeyRing {
    /// Draws a new ring with one sealing key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self { index: draw(entropy), sealing: vec![(1, draw(entropy))] }
    }

    /// Adds a sealing key, which seals from now on.
    pub fn rotate(&mut self, entropy: &dyn Entropy) {
        let next = self.sealing.iter().map(|(number, _)| number + 1).max().unwrap_or(1);
        self.sealing.push((next, draw(entropy)));
    }

    /// Reads a ring from its text.
    pub fn parse(text: &str) -> Result<Self, InvalidKeys> {
        let (mut index, mut sealing) = (None, Vec::<(u32, Zeroizing<[u8; 32]>)>::new());
        for (at, line) in text.lines().enumerate() {
            let wrong = InvalidKeys::Line(at + 1);
            match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                [] => {}
                [comment, ..] if comment.starts_with('#') => {}
                ["index", key] => {
                    if index.replace(read_key(key, at + 1)?).is_some() {
                        return Err(InvalidKeys::Index);
                    }
                }
                ["seal", number, key] => {
                    let number = number.parse().map_err(|_| wrong)?;
                    if sealing.iter().any(|(other, _)| *other == number) {
                        return Err(InvalidKeys::Twice(number));
                    }
                    sealing.push((number, read_key(key, at + 1)?));
                }
                _ => return Err(wrong),
            }
        }
        sealing.sort_by_key(|(number, _)| *number);
        if sealing.is_empty() {
            return Err(InvalidKeys::Seal);
        }
        Ok(Self { index: index.ok_or(InvalidKeys::Index)?, sealing })
    }

    /// Writes the ring as text. Whoever reads it reads everything.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(format!("index {}\n", STANDARD_NO_PAD.encode(*self.index)));
        for (number, key) in &self.sealing {
            text.extend(["seal ", &number.to_string(), " ", &STANDARD_NO_PAD.encode(**key), "\n"]);
        }
        text
    }

    /// The keyed token under which `value` is found again.
    pub fn token(&self, scope: Scope, value: &[u8]) -> Token {
        let mut digest = [0; 16];
        digest.copy_from_slice(&self.mac(scope.name(), value)[..16]);
        Token::from_bytes(digest)
    }

    /// The keyed hash of a code, bound to what it was asked for.
    pub(crate) fn hash_code(&self, bound_to: &str, code: &Code) -> CodeHash {
        let mut value = Zeroizing::new(bound_to.as_bytes().to_vec());
        value.push(0);
        value.extend_from_slice(code.as_bytes());
        CodeHash(self.mac("code", &value))
    }

    pub(super) fn newest(&self) -> Option<(u32, XChaCha20Poly1305)> {
        self.sealing.last().map(|(number, key)| (*number, cipher(key)))
    }

    pub(super) fn numbered(&self, number: u32) -> Option<XChaCha20Poly1305> {
        self.sealing.iter().find(|(n, _)| *n == number).map(|(_, key)| cipher(key))
    }

    fn mac(&self, scope: &str, value: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length, so this cannot fail; an empty key would be the answer.
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.index)
            .unwrap_or_else(|_| Hmac::<Sha256>::new(&hmac::digest::array::Array::default()));
        mac.update(scope.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        mac.finalize().into_bytes().into()
    }
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.sealing.len();
        write!(f, "KeyRing({count} sealing key{})", if count == 1 { "" } else { "s" })
    }
}
