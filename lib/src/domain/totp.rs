//! Codes out of an officer's own device.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use totp_rs::{Builder, Secret as Bytes, Totp};
use zeroize::Zeroizing;

use super::Code;
use crate::ports::Entropy;

/// How long a code lasts, in seconds (RFC 6238 §5.2).
const STEP: u64 = 30;
/// How many codes before and after the present one are taken, since clocks differ (ibid.).
const SKEW: u16 = 1;

/// What an officer's device makes its codes of: 160 random bits (RFC 4226 §4, R6), six digits
/// every thirty seconds with SHA-1, which is what every authenticator can do (RFC 6238).
///
/// `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    /// Draws one.
    pub fn random(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 20];
        entropy.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads one as [`to_base32`](Self::to_base32) wrote it.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Bytes::try_from_base32(text).ok()?;
        bytes.as_bytes().try_into().ok().map(Self)
    }

    /// The secret as it is typed into a device.
    pub fn to_base32(&self) -> Zeroizing<String> {
        Zeroizing::new(Bytes::new_stack(self.0).to_base32())
    }

    /// The step whose code it is, if it is that of the present or of a neighbour.
    pub fn step_of(&self, code: &Code, now: DateTime<Utc>) -> Option<u64> {
        let now = u64::try_from(now.timestamp()).ok()?;
        self.codes()?.check(&code.reveal(), now)
    }

    /// The code of the present, as her device shows it; for tests and demonstrations.
    pub fn code(&self, now: DateTime<Utc>) -> Option<Code> {
        let now = u64::try_from(now.timestamp()).ok()?;
        Code::find(&self.codes()?.generate(now).to_string())
    }

    fn codes(&self) -> Option<Totp> {
        let secret = Bytes::new_stack(self.0);
        Builder::new().with_secret(secret).with_step_duration(STEP).with_skew(SKEW).build().ok()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, of which six digits are the last of eight.
        let secret = TotpSecret(*b"12345678901234567890");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")]
        {
            let now = DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(secret.code(now).unwrap().reveal(), code);
        }
    }

    #[test]
    fn the_code_before_and_the_code_after_count_and_no_other() {
        let secret = TotpSecret(*b"12345678901234567890");
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let code = secret.code(at(3_000)).unwrap();
        for (seconds, step) in
            [(2_969, None), (2_970, Some(100)), (3_059, Some(100)), (3_060, None)]
        {
            assert_eq!(secret.step_of(&code, at(seconds)), step, "{seconds}");
        }
    }

    #[test]
    fn a_secret_comes_back_as_it_was_typed() {
        let secret = TotpSecret(*b"12345678901234567890");
        assert_eq!(&*secret.to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(TotpSecret::parse(&secret.to_base32()), Some(secret));
        assert_eq!(TotpSecret::parse("GEZDGNBV"), None);
    }
}
