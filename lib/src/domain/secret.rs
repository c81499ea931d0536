//! Secrets that are drawn by chance, and typed or kept by a browser.

use std::fmt;

use zeroize::Zeroizing;

use super::number::{SYMBOLS, value};
use crate::ports::Entropy;

/// What somebody has to have: an invitation, a session, a recovery code. Only a keyed token of it
/// is ever stored.
///
/// - It is made of Crockford's base-32 symbols, five bits each, and read as forgivingly as a
///   tracking number: in any case, with or without dashes and spaces.
/// - `Debug` shows nothing of it, and it is wiped from memory when dropped.
///
/// ```
/// use aduan::{domain::Secret, stub::SeededEntropy};
/// let secret = Secret::invitation(&SeededEntropy::new(7));
/// let shown = secret.reveal();
/// assert_eq!(shown.len(), "3V2K-9QXT-7K3M-AB12-XY3Z".len());
/// let typed = Secret::parse(&shown.to_lowercase().replace('-', " ")).unwrap();
/// assert_eq!(typed, secret);
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The most symbols one has.
    const LONGEST: usize = 52;

    /// A session: 260 bits, more than the 128 that OWASP ASVS 5.0 §7.2.3 asks for.
    pub fn session(entropy: &dyn Entropy) -> Self {
        Self::random(entropy, Self::LONGEST)
    }

    /// An invitation: 100 bits, which lives a day and is typed once.
    pub fn invitation(entropy: &dyn Entropy) -> Self {
        Self::random(entropy, 20)
    }

    /// A recovery code: 60 bits, typed from paper with nothing at hand but patience. Five wrong
    /// ones end the attempt to sign in.
    pub fn recovery_code(entropy: &dyn Entropy) -> Self {
        Self::random(entropy, 12)
    }

    fn random(entropy: &dyn Entropy, length: usize) -> Self {
        let mut bytes = Zeroizing::new(vec![0; length]);
        entropy.fill(&mut bytes);
        let symbol = |byte: &u8| char::from(SYMBOLS[usize::from(byte & 31)]);
        Self(Zeroizing::new(bytes.iter().map(symbol).collect()))
    }

    /// Reads what somebody typed or a browser sent; `None` if it is the form of no secret.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 2 * Self::LONGEST {
            return None;
        }
        let plain = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let symbols = plain
            .map(|byte| value(byte.to_ascii_uppercase()))
            .map(|value| Some(char::from(SYMBOLS[usize::from(value?)])))
            .collect::<Option<String>>()
            .map(Zeroizing::new)?;
        (12..=Self::LONGEST).contains(&symbols.len()).then_some(Self(symbols))
    }

    /// The secret itself, in groups of four, for the one place that shows or keeps it.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(self.0.len() * 5 / 4));
        for (at, symbol) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(symbol);
        }
        text
    }

    /// Its symbols, from which its token is made.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stub::SeededEntropy;

    #[test]
    fn every_kind_comes_back_as_it_was_shown() {
        let entropy = SeededEntropy::new(7);
        for draw in [Secret::session, Secret::invitation, Secret::recovery_code] {
            let secret = draw(&entropy);
            assert_eq!(Secret::parse(&secret.reveal()), Some(secret));
        }
    }

    #[test]
    fn what_is_no_secret_is_none() {
        for wrong in ["", "ABCD", "ABCD-EFGH-JKMU", "😀".repeat(12).as_str(), &"A".repeat(53)] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}
