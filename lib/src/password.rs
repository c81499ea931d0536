//! Passwords of officers: what may be one, what is kept of it, and the proof that somebody knows
//! it.
//!
//! Hashing takes tens of milliseconds and 19 MiB on purpose, so it is no part of a decision: the
//! caller does it on a thread that may block, and hands the [`PasswordProof`] to a verb. Only
//! [`OnFile`]`::prove` makes one, and it says for whom and against which hash, so that the verb
//! decides and not the caller.

use std::fmt;

use chrono::TimeDelta;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::{
    Desk, DeskError,
    batch::{Batch, Committed, Guard},
    domain::{Email, Handle, Officer, OfficerId, PasswordHash},
    facts::Want,
    refusal::{Counted, Refusal},
    verb::Room,
    verbs::door,
};

/// A password as somebody typed it, in Unicode's form NFKC (NIST SP 800-63B-4 §3.1.1.2), so that
/// another keyboard types the same. Wiped from memory when dropped; `Debug` shows nothing of it.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

/// A text that may be no password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitPassword {
    /// It is shorter than [`Password::SHORTEST`] characters.
    #[error("a password of fewer than {} characters", Password::SHORTEST)]
    Short,
    /// It is longer than [`Password::LONGEST`] characters.
    #[error("a password of more than {} characters", Password::LONGEST)]
    Long,
    /// It is one character again and again, or little more than her address or the city's name.
    #[error("a password that is easy to guess")]
    Easy,
}

impl Password {
    /// The fewest characters of a new one. Beside a second proof NIST SP 800-63B-4 §3.1.1.2 asks
    /// for eight; officers read what people told their city in confidence.
    pub const SHORTEST: usize = 12;
    /// The most characters; the same page asks to take at least 64.
    pub const LONGEST: usize = 128;

    /// What somebody typed to prove herself; `None` if it is too long to be anybody's.
    pub fn typed(text: &str) -> Option<Self> {
        let plain = Zeroizing::new(text.nfkc().take(Self::LONGEST + 1).collect::<String>());
        (plain.chars().count() <= Self::LONGEST).then_some(Self(plain))
    }

    /// What an officer chose. It has no rules but its length and that it is not one of the first
    /// guesses.
    pub fn chosen(text: &str, email: &Email, city: &str) -> Result<Self, UnfitPassword> {
        let password = Self::typed(text).ok_or(UnfitPassword::Long)?;
        if password.0.chars().count() < Self::SHORTEST {
            return Err(UnfitPassword::Short);
        }
        let lower = Zeroizing::new(password.0.to_lowercase());
        let (email, city) = (email.folded(), city.to_lowercase());
        let local = email.split('@').next().unwrap_or_default();
        let mut rest = lower.to_string();
        for known in [email.as_str(), local, city.as_str()].into_iter().filter(|k| k.len() > 2) {
            rest = rest.replace(known, "");
        }
        let rest = Zeroizing::new(rest);
        let kinds = rest.chars().collect::<std::collections::BTreeSet<_>>().len();
        if kinds < 4 { Err(UnfitPassword::Easy) } else { Ok(password) }
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// What is on file under an address: whose it is and what her password has to fit. For an address
/// nobody has there is a hash too, which no password fits, so that the proof takes as long.
#[derive(Clone, Debug)]
pub struct OnFile {
    officer: Option<OfficerId>,
    hash: PasswordHash,
}

/// The hash that no password fits: thirty-two zero bytes, by the costs of all others.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
    $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl OnFile {
    /// Looks an address up, for who comes from `network`.
    ///
    /// # Errors
    /// [`Refusal::TooOften`] before anything is hashed, if too many passwords were tried.
    pub async fn find(
        desk: &Desk,
        email: &Email,
        network: Option<&str>,
    ) -> Result<Self, DeskError> {
        let room = desk.room();
        let name = door::name_of(email, &room);
        let mut counted = Batch::new();
        for quota in tries(email, network, &room) {
            counted.guard(quota);
        }
        let mut wants = counted.wants();
        wants.push(Want::Named(name.clone()));
        let facts = desk.storage().load(&wants).await?;
        if let Some(Committed::Refused { until, .. }) = counted.first_failing(&facts) {
            return Err(Refusal::TooOften { what: Counted::SignIns, until }.into());
        }
        let officer = door::named(&facts, &name, &room)?.map(|seen| seen.value);
        Ok(Self::of(officer.as_ref()))
    }

    fn of(officer: Option<&Officer>) -> Self {
        let known =
            officer.and_then(|officer| Some((officer, officer.credentials.password.clone()?)));
        match known {
            Some((officer, hash)) => Self { officer: Some(officer.id), hash },
            None => Self { officer: None, hash: PasswordHash(NOBODYS.into()) },
        }
    }
}

/// That somebody typed a password, for whom it was looked up, and whether it fits. Only
/// [`OnFile`]`::prove` makes one.
#[derive(Clone, Debug)]
pub struct PasswordProof {
    on_file: OnFile,
    fits: bool,
}

impl PasswordProof {
    /// Whether it proves that she is this officer, whose password is still the one it was held
    /// against.
    pub(crate) fn holds_for(&self, officer: &Officer) -> bool {
        self.fits
            && self.on_file.officer == Some(officer.id)
            && Some(&self.on_file.hash) == officer.credentials.password.as_ref()
    }
}

/// The quotas that one more password counts in. Tries of an address nobody has are counted too.
pub(crate) fn tries(email: &Email, network: Option<&str>, room: &Room<'_>) -> Vec<Guard> {
    let limits = &room.city.limits;
    let hour = TimeDelta::hours(1);
    let quota = |what: &str, of: &str, limit| room.quota(what, of.as_bytes(), hour, limit);
    let handle = Handle::Email(email.clone()).canonical();
    let pair = format!("{handle} {}", network.unwrap_or_default());
    let hers = [
        quota("sign-ins", &pair, limits.sign_ins_an_hour),
        quota("sign-ins-everywhere", &handle, limits.sign_ins_everywhere_an_hour),
    ];
    let theirs = |network| quota("sign-ins-network", network, limits.sign_ins_a_network_hour);
    hers.into_iter().chain(network.map(theirs)).collect()
}

#[cfg(feature = "password")]
mod argon {
    //! Argon2id (RFC 9106) with 19 MiB, two passes and one lane: the first choice of the OWASP
    //! Password Storage Cheat Sheet, and what OWASP ASVS 5.0 §11.4.2 points to.

    use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};

    use super::{OnFile, Password, PasswordProof};
    use crate::{domain::PasswordHash, ports::Entropy};

    const MEMORY_KIB: u32 = 19_456;
    const PASSES: u32 = 2;
    const LANES: u32 = 1;

    fn argon() -> Argon2<'static> {
        // The default is the same three numbers; these are ours, so that an update moves none.
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    impl Password {
        /// Makes what is kept of it, with a new salt of 128 bits. It takes tens of milliseconds.
        ///
        /// # Errors
        /// [`Unhashable`], if the machine has no memory for it.
        pub fn hash(&self, entropy: &dyn Entropy) -> Result<PasswordHash, Unhashable> {
            let mut salt = [0; 16];
            entropy.fill(&mut salt);
            let hash = argon().hash_password_with_salt(self.0.as_bytes(), &salt);
            hash.map(|hash| PasswordHash(hash.to_string().into())).map_err(|_| Unhashable)
        }
    }

    impl OnFile {
        /// Holds a password against what is on file. It takes tens of milliseconds, as long for
        /// an address nobody has.
        pub fn prove(self, password: &Password) -> PasswordProof {
            let fits = argon().verify_password(password.0.as_bytes(), &*self.hash.0).is_ok();
            PasswordProof { on_file: self, fits }
        }
    }

    /// A password that could not be hashed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
    #[error("a password could not be hashed")]
    pub struct Unhashable;
}

#[cfg(feature = "password")]
pub use argon::Unhashable;

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> Option<UnfitPassword> {
        let email = Email::parse("dewi.lestari@lestari.go.id").unwrap();
        Password::chosen(text, &email, "Kota Lestari").err()
    }

    #[test]
    fn a_long_sentence_is_a_password_and_the_first_guesses_are_none() {
        assert_eq!(chosen("tiga kucing di atap"), None);
        assert_eq!(chosen("pendek"), Some(UnfitPassword::Short));
        assert_eq!(chosen(&"panjang ".repeat(17)), Some(UnfitPassword::Long));
        assert_eq!(chosen("aaaaaaaaaaaaaaaa"), Some(UnfitPassword::Easy));
        assert_eq!(chosen("Dewi.Lestari123"), Some(UnfitPassword::Easy));
        assert_eq!(chosen("KOTA lestari 1"), Some(UnfitPassword::Easy));
    }

    #[cfg(feature = "password")]
    #[test]
    fn nobodys_hash_costs_what_all_others_cost() {
        let password = Password::typed("tiga kucing di atap").unwrap();
        let hash = password.hash(&crate::stub::SeededEntropy::new(7)).unwrap();
        let costs = |hash: &str| hash.rsplitn(3, '$').last().unwrap().to_owned();
        assert_eq!(costs(&hash.0), costs(NOBODYS));
        assert_eq!(costs(NOBODYS), "$argon2id$v=19$m=19456,t=2,p=1");
        assert_eq!(hash.0.len(), NOBODYS.len());
    }

    #[cfg(feature = "password")]
    #[test]
    fn another_keyboard_types_the_same_password() {
        let hash = Password::typed("kafe\u{301} di ujung jalan").unwrap();
        let hash = hash.hash(&crate::stub::SeededEntropy::new(7)).unwrap();
        let on_file = OnFile { officer: None, hash };
        let proof = |text| on_file.clone().prove(&Password::typed(text).unwrap()).fits;
        assert!(proof("kaf\u{e9} di ujung jalan"));
        assert!(!proof("kafe di ujung jalan"));
    }
}
