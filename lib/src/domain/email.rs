//! E-mail addresses.

use std::{fmt, str::FromStr};

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

/// An e-mail address.
///
/// - It has a local part and a domain with at least one dot, and no display name.
/// - The domain is in lower case; the local part is kept as written.
/// - It is at most 254 bytes long (RFC 5321 §4.5.3.1.3).
/// - `Debug` shows the domain only.
///
/// ```
/// use aduan::domain::Email;
/// let email = Email::parse(" Sari@Contoh.ID ")?;
/// assert_eq!(email.as_str(), "Sari@contoh.id");
/// assert_eq!(format!("{email:?}"), "Email(…@contoh.id)");
/// assert!(Email::parse("Sari <sari@contoh.id>").is_err());
/// # Ok::<(), aduan::domain::InvalidEmail>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(Box<str>);

/// A text that is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl Email {
    /// Reads an address, ignoring the space around it.
    pub fn parse(raw: &str) -> Result<Self, InvalidEmail> {
        let strict =
            Options::default().with_required_tld().without_display_text().without_domain_literal();
        let raw = raw.trim();
        if raw.len() > 254 || EmailAddress::parse_with_options(raw, strict).is_err() {
            return Err(InvalidEmail);
        }
        let address = EmailAddress::from_str(raw).map_err(|_| InvalidEmail)?;
        let (local, domain) = (address.local_part(), address.domain().to_lowercase());
        Ok(Self(format!("{local}@{domain}").into()))
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which the address is looked up: all of it in lower case, since people do
    /// not expect `Sari@` and `sari@` to be two mailboxes.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address as its owner may be shown it: `s•••@contoh.id`.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().unwrap_or('•');
        format!("{first}•••@{}", self.domain())
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email(…@{})", self.domain())
    }
}
