//! What an officer proves herself with, and where she is signed in.

use std::fmt;

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Code, Limits, Secret, TotpSecret};
use crate::seal::Token;

/// What an officer proves herself with, and where she is signed in. Stored sealed, as a part of
/// her record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Credentials {
    /// An invitation she has not taken yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation: Option<Invitation>,
    /// Her password, hashed; `None` until she has joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordHash>,
    /// Her device; `None` until she has joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<Device>,
    /// The tokens of the recovery codes she has not used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recovery: Vec<Token>,
    /// Where her password was right, and her second proof is awaited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doorsteps: Vec<Doorstep>,
    /// Where she is signed in, the latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<OfficerSession>,
}

/// That an officer may choose her password and her device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The token of its secret.
    pub token: Token,
    /// How long it is good for.
    pub until: DateTime<Utc>,
}

/// What is kept of a password: an Argon2id hash with its salt and its cost, as a PHC string.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasswordHash(pub(crate) Box<str>);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// The device that makes an officer's codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it makes them of.
    pub secret: TotpSecret,
    /// The step of the last code that was taken: none is taken twice (RFC 6238 §5.2).
    pub last_step: u64,
}

/// That an officer's password was right in a browser, and her second proof is awaited there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doorstep {
    /// The token of the browser's secret.
    pub token: Token,
    /// How long it is awaited.
    pub until: DateTime<Utc>,
    /// Guesses left.
    pub attempts_left: u8,
}

/// That an officer is signed in in a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerSession {
    /// The token of the browser's secret.
    pub token: Token,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When she was seen last, to the quarter of an hour.
    pub seen: DateTime<Utc>,
    /// What it runs on, such as `Firefox, Android`; never the whole of what a browser tells.
    pub label: Box<str>,
}

/// What an officer adds to her password.
#[derive(Clone, Debug)]
pub enum SecondProof {
    /// The code her device shows.
    Code(Code),
    /// One of the recovery codes she was told once.
    Recovery(Secret),
}

impl SecondProof {
    /// Reads what she typed: six digits, or a recovery code.
    pub fn parse(text: &str) -> Option<Self> {
        match Code::find(text) {
            Some(code) => Some(Self::Code(code)),
            None => Secret::parse(text.trim()).map(Self::Recovery),
        }
    }
}

/// The quarter of an hour that holds `now`: how closely it is kept when an officer was seen.
pub(crate) fn quarter(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::minutes(15)).unwrap_or(now)
}

impl OfficerSession {
    /// Whether it still lets her in: neither too old nor unused for too long.
    pub fn is_open(&self, now: DateTime<Utc>, limits: &Limits) -> bool {
        now - self.since < limits.officer_session && now - self.seen < limits.officer_idle
    }
}

impl Credentials {
    /// The most sessions one officer has; the one unused for longest gives way.
    pub const SESSIONS: usize = 20;
    /// The most browsers in which her second proof is awaited.
    const DOORSTEPS: usize = 5;

    /// Waits for her second proof in one more browser.
    pub(crate) fn wait_for_proof(&mut self, doorstep: Doorstep, now: DateTime<Utc>) {
        self.doorsteps.retain(|other| now < other.until);
        let surplus = (self.doorsteps.len() + 1).saturating_sub(Self::DOORSTEPS);
        self.doorsteps.drain(..surplus);
        self.doorsteps.push(doorstep);
    }

    /// Signs her in in one more browser.
    pub(crate) fn open_session(
        &mut self,
        token: Token,
        label: &str,
        now: DateTime<Utc>,
        limits: &Limits,
    ) {
        self.sessions.retain(|session| session.is_open(now, limits));
        if self.sessions.len() >= Self::SESSIONS {
            let seen = self.sessions.iter().map(|session| session.seen);
            let unused = seen.enumerate().min_by_key(|(_, seen)| *seen);
            unused.map(|(at, _)| self.sessions.remove(at));
        }
        let label = label.chars().take(40).collect::<String>().into();
        self.sessions.push(OfficerSession { token, since: now, seen: quarter(now), label });
    }

    /// The tokens that find her record.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = Token> {
        let invitation = self.invitation.iter().map(|invitation| invitation.token);
        let doorsteps = self.doorsteps.iter().map(|doorstep| doorstep.token);
        let sessions = self.sessions.iter().map(|session| session.token);
        invitation.chain(doorsteps).chain(sessions)
    }

    /// Whether that is her second proof, which cannot be used again after this.
    pub(crate) fn spend(
        &mut self,
        proof: &SecondProof,
        recovery: impl Fn(&Secret) -> Token,
        now: DateTime<Utc>,
    ) -> bool {
        match proof {
            SecondProof::Code(code) => self.device.as_mut().is_some_and(|device| {
                let step = device.secret.step_of(code, now);
                let fresh = step.filter(|step| *step > device.last_step);
                device.last_step = fresh.unwrap_or(device.last_step);
                fresh.is_some()
            }),
            SecondProof::Recovery(secret) => {
                let (token, before) = (recovery(secret), self.recovery.len());
                self.recovery.retain(|other| *other != token);
                self.recovery.len() < before
            }
        }
    }
}
