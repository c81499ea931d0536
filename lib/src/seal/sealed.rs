//! Sealed values.

use std::{fmt, marker::PhantomData};

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{
    XNonce,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::KeyRing;
use crate::ports::Entropy;

/// A `T` that can be read with the key only (XChaCha20-Poly1305, RFC 8439 with the extended nonce
/// of draft-irtf-cfrg-xchacha), bound to the thing it belongs to: moved elsewhere, it does not
/// open.
///
/// Its bytes are the number of the key (four, big-endian), the nonce (24), and the ciphertext.
/// As JSON it is one base64 string.
///
/// ```
/// use aduan::{domain::Email, seal::{KeyRing, Sealed}, stub::SeededEntropy};
/// let entropy = SeededEntropy::new(7);
/// let keys = KeyRing::generate(&entropy);
/// let email = Email::parse("sari@contoh.id").unwrap();
/// let sealed = Sealed::seal(&keys, &entropy, "officer/1", &email);
/// assert_eq!(sealed.open(&keys, "officer/1").unwrap(), email);
/// assert!(sealed.open(&keys, "officer/2").is_err());
/// ```
pub struct Sealed<T> {
    bytes: Box<[u8]>,
    holds: PhantomData<fn() -> T>,
}

/// A sealed value that does not open: another key, another place, or damage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The ring does not have the key it was sealed with.
    #[error("sealed with key {0}, which is not in the key file")]
    NoKey(u32),
    /// It was changed, cut, or moved from the thing it belongs to.
    #[error("a sealed value does not open")]
    Damaged,
}

const NONCE: usize = 24;

impl<T> Sealed<T> {
    /// The sealed bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A sealed value out of its bytes; whether they are whole shows when it is opened.
    pub fn from_bytes(bytes: impl Into<Box<[u8]>>) -> Self {
        Self { bytes: bytes.into(), holds: PhantomData }
    }
}

impl<T: Serialize> Sealed<T> {
    /// Seals `value` with the newest key, as a part of `belongs_to`.
    pub fn seal(keys: &KeyRing, entropy: &dyn Entropy, belongs_to: &str, value: &T) -> Self {
        // Plain data always serialises; nothing in its place would not open again.
        let plain = Zeroizing::new(serde_json::to_vec(value).unwrap_or_default());
        Self::from_bytes(seal_bytes(keys, entropy, belongs_to, &plain))
    }
}

impl<T: DeserializeOwned> Sealed<T> {
    /// Opens it as a part of `belongs_to`.
    ///
    /// # Errors
    /// [`Broken`], if the key is missing or it is not what was sealed there.
    pub fn open(&self, keys: &KeyRing, belongs_to: &str) -> Result<T, Broken> {
        let plain = open_bytes(keys, belongs_to, &self.bytes)?;
        serde_json::from_slice(&plain).map_err(|_| Broken::Damaged)
    }
}

/// Seals `plain` with the newest key, as a part of `belongs_to`: the number of the key, the nonce,
/// the ciphertext.
pub(super) fn seal_bytes(
    keys: &KeyRing,
    entropy: &dyn Entropy,
    belongs_to: &str,
    plain: &[u8],
) -> Vec<u8> {
    // A ring always has a key, and encryption fails only beyond 256 GB: what stands for either
    // below cannot happen, and would give bytes that do not open rather than some in clear.
    let mut bytes = Vec::with_capacity(4 + NONCE + plain.len() + 16);
    if let Some((number, cipher)) = keys.newest() {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        bytes.extend_from_slice(&number.to_be_bytes());
        bytes.extend_from_slice(&nonce);
        let payload = Payload { msg: plain, aad: belongs_to.as_bytes() };
        bytes.extend(cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
    }
    bytes
}

/// Opens what [`seal_bytes`] made.
pub(super) fn open_bytes(
    keys: &KeyRing,
    belongs_to: &str,
    bytes: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Broken> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or(Broken::Damaged)?;
    let (nonce, cipher_text) = rest.split_first_chunk::<NONCE>().ok_or(Broken::Damaged)?;
    let number = u32::from_be_bytes(*number);
    let cipher = keys.numbered(number).ok_or(Broken::NoKey(number))?;
    let payload = Payload { msg: cipher_text, aad: belongs_to.as_bytes() };
    cipher.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Broken::Damaged)
}

impl<T> Clone for Sealed<T> {
    fn clone(&self) -> Self {
        Self::from_bytes(self.bytes.clone())
    }
}

impl<T> PartialEq for Sealed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<T> Eq for Sealed<T> {}

impl<T> fmt::Debug for Sealed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

impl<T> Serialize for Sealed<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD_NO_PAD.encode(&self.bytes))
    }
}

impl<'de, T> Deserialize<'de> for Sealed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let bytes = STANDARD_NO_PAD.decode(text.as_bytes()).map_err(serde::de::Error::custom)?;
        Ok(Self::from_bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stub::SeededEntropy;

    #[test]
    fn a_rotated_ring_opens_the_old_and_seals_with_the_new() {
        let entropy = SeededEntropy::new(1);
        let mut keys = KeyRing::generate(&entropy);
        let old = Sealed::seal(&keys, &entropy, "x", &"lama".to_owned());
        keys.rotate(&entropy);
        let new = Sealed::seal(&keys, &entropy, "x", &"baru".to_owned());
        assert_eq!(old.open(&keys, "x").unwrap(), "lama");
        assert_eq!(new.open(&keys, "x").unwrap(), "baru");
        assert_eq!(&new.as_bytes()[..4], 2_u32.to_be_bytes());
    }

    #[test]
    fn one_changed_bit_and_it_does_not_open() {
        let entropy = SeededEntropy::new(1);
        let keys = KeyRing::generate(&entropy);
        let sealed = Sealed::seal(&keys, &entropy, "x", &42_u8);
        for at in 0..sealed.as_bytes().len() {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes[at] ^= 1;
            assert!(Sealed::<u8>::from_bytes(bytes).open(&keys, "x").is_err());
        }
    }
}
