//! Phone numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A phone number in E.164 form, such as `+6281234567890`.
///
/// - It begins with `+` and a country code, and holds nothing but digits after it.
/// - It is a number that can exist in its country's plan.
/// - A number typed without a country code is taken to be Indonesian.
/// - `Debug` shows the last two digits only.
///
/// ```
/// use aduan::domain::Phone;
/// let phone = Phone::parse("0812-3456-7890")?;
/// assert_eq!(phone.as_str(), "+6281234567890");
/// assert_eq!(format!("{phone:?}"), "Phone(…90)");
/// assert!(Phone::parse("LP-7K3M-9QXT").is_err());
/// # Ok::<(), aduan::domain::InvalidPhone>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(Box<str>);

/// A text that is no phone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct InvalidPhone;

impl Phone {
    /// Reads a number as people write it, with spaces, dashes or without its country code.
    pub fn parse(raw: &str) -> Result<Self, InvalidPhone> {
        // The longest E.164 number has fifteen digits; more text than this is not a number.
        if raw.len() > 32 || raw.chars().any(char::is_alphabetic) {
            return Err(InvalidPhone);
        }
        let number =
            phonenumber::parse(Some(phonenumber::country::ID), raw).map_err(|_| InvalidPhone)?;
        if !phonenumber::is_valid(&number) {
            return Err(InvalidPhone);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string().into()))
    }

    /// The number in E.164 form, with its leading `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number without its last four digits, as it begins for ten thousand numbers in a row.
    pub fn block(&self) -> &str {
        &self.0[..self.0.len().saturating_sub(4)]
    }

    /// The number as its owner may be shown it: `+62•••••••90`.
    pub fn masked(&self) -> String {
        let (head, tail) = (&self.0[..3], &self.0[self.0.len() - 2..]);
        format!("{head}{}{tail}", "•".repeat(self.0.len() - 5))
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len() - 2..])
    }
}
