//! Tracking numbers.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::City;
use crate::ports::Entropy;

/// Crockford's base-32 symbols, without I, L, O and U (crockford.com/base32.html).
pub(super) const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The short number a citizen keeps: `LP-7K3M-9QXT`.
///
/// - The city's prefix of two to four letters, then eight symbols in two groups of four.
/// - Seven symbols are random (35 bits); the eighth checks them, so that one mistyped symbol or
///   two swapped neighbours are noticed.
/// - It is read in any case, with or without dashes and spaces, and `O`, `I` and `L` are taken
///   for the digits they look like.
/// - Knowing it is no right to see anything.
///
/// ```
/// use aduan::domain::TrackingNumber;
/// let number: TrackingNumber = "lp 7k3m 9qxt".parse()?;
/// assert_eq!(number.to_string(), "LP-7K3M-9QXT");
/// assert!("LP-7K3M-9QXS".parse::<TrackingNumber>().is_err());
/// # Ok::<(), aduan::domain::InvalidNumber>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackingNumber(Box<str>);

/// A text that is no tracking number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNumber {
    /// It does not have the form `LP-7K3M-9QXT`.
    #[error("not the form of a tracking number")]
    Form,
    /// It has the form, but a symbol was mistyped.
    #[error("the check symbol does not fit")]
    Check,
}

impl TrackingNumber {
    /// Draws a number for `city`.
    pub fn random(city: &City, entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 7];
        entropy.fill(&mut bytes);
        let body = bytes.map(|byte| byte & 31);
        Self::assemble(&city.prefix, body)
    }

    fn assemble(prefix: &str, body: [u8; 7]) -> Self {
        Self(format!("{prefix}-{}", symbols(body)).into())
    }

    /// The number in its one written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Seven symbols and their check symbol, as people read them: `7K3M-9QXT`.
pub(super) fn symbols(body: [u8; 7]) -> String {
    let mut text = String::with_capacity(9);
    for (at, value) in body.into_iter().chain([check(body)]).enumerate() {
        if at == 4 {
            text.push('-');
        }
        text.push(char::from(SYMBOLS[usize::from(value)]));
    }
    text
}

/// The seven symbols before their check symbol, out of eight in capital letters.
pub(super) fn body(symbols: &[u8]) -> Result<[u8; 7], InvalidNumber> {
    let values: Option<Vec<u8>> = symbols.iter().map(|&symbol| value(symbol)).collect();
    let values = values.ok_or(InvalidNumber::Form)?;
    let [body @ .., last] = values.as_slice() else { return Err(InvalidNumber::Form) };
    let body: [u8; 7] = body.try_into().map_err(|_| InvalidNumber::Form)?;
    if check(body) == *last { Ok(body) } else { Err(InvalidNumber::Check) }
}

/// The check symbol over GF(32): a weighted sum with distinct weights catches every single wrong
/// symbol and every swap of two unequal symbols.
fn check(body: [u8; 7]) -> u8 {
    body.into_iter()
        .fold((0, 5), |(sum, weight), value| (sum ^ times(value, weight), times(weight, 2)))
        .0
}

/// Multiplies in GF(32) modulo x⁵ + x² + 1.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

pub(super) fn value(symbol: u8) -> Option<u8> {
    let symbol = match symbol {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    };
    SYMBOLS.iter().position(|&s| s == symbol).and_then(|at| u8::try_from(at).ok())
}

impl FromStr for TrackingNumber {
    type Err = InvalidNumber;

    fn from_str(text: &str) -> Result<Self, InvalidNumber> {
        if text.len() > 40 {
            return Err(InvalidNumber::Form);
        }
        let plain: Vec<u8> = text
            .bytes()
            .filter(|b| !matches!(b, b'-' | b' ' | b'*' | b'.' | b'#'))
            .map(|b| b.to_ascii_uppercase())
            .collect();
        if !(10..=12).contains(&plain.len()) {
            return Err(InvalidNumber::Form);
        }
        let (prefix, symbols) = plain.split_at(plain.len() - 8);
        if !prefix.iter().all(u8::is_ascii_uppercase) {
            return Err(InvalidNumber::Form);
        }
        let body = body(symbols)?;
        let prefix = std::str::from_utf8(prefix).map_err(|_| InvalidNumber::Form)?;
        Ok(Self::assemble(prefix, body))
    }
}

impl TryFrom<String> for TrackingNumber {
    type Error = InvalidNumber;
    fn try_from(text: String) -> Result<Self, InvalidNumber> {
        text.parse()
    }
}

impl From<TrackingNumber> for String {
    fn from(number: TrackingNumber) -> String {
        number.0.into()
    }
}

impl fmt::Display for TrackingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for TrackingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TrackingNumber({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(body: [u8; 7]) -> String {
        TrackingNumber::assemble("LP", body).to_string()
    }

    #[test]
    fn one_mistyped_symbol_is_noticed() {
        let right = number([7, 19, 3, 20, 9, 23, 29]);
        for at in (3..right.len()).filter(|&at| at != 7) {
            for symbol in SYMBOLS {
                let mut wrong = right.clone().into_bytes();
                if wrong[at] == *symbol {
                    continue;
                }
                wrong[at] = *symbol;
                let wrong = String::from_utf8(wrong).unwrap();
                assert_eq!(wrong.parse::<TrackingNumber>(), Err(InvalidNumber::Check), "{wrong}");
            }
        }
    }

    #[test]
    fn two_swapped_neighbours_are_noticed() {
        let right = number([1, 2, 3, 4, 5, 6, 7]);
        let plain = right.replace('-', "").into_bytes();
        for at in 2..plain.len() - 1 {
            let mut wrong = plain.clone();
            wrong.swap(at, at + 1);
            let wrong = String::from_utf8(wrong).unwrap();
            assert_eq!(wrong.parse::<TrackingNumber>(), Err(InvalidNumber::Check), "{wrong}");
        }
    }
}
