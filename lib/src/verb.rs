//! What a verb is.

use chrono::{DateTime, Utc};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    authority::Actor,
    batch::Batch,
    domain::City,
    facts::{Facts, Want},
    ports::{CodeLetter, Entropy},
    refusal::{Counted, Refusal},
    seal::{Broken, KeyRing},
};

/// Where a decision is made: the city and its keys, the time, and chance.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a> {
    /// The city and its rules.
    pub city: &'a City,
    /// Its keys.
    pub keys: &'a KeyRing,
    /// Chance.
    pub entropy: &'a dyn Entropy,
    /// The time of the decision.
    pub now: DateTime<Utc>,
}

/// A verb: what somebody wants done, as a value. It says what it wants to know and decides,
/// purely; the [`Desk`](crate::Desk) loads, commits and tries again.
pub trait Verb: Send + Sync {
    /// What it answers. Stored as the receipt of a batch that is committed at most once.
    type Answer: Serialize + DeserializeOwned + Send;

    /// What the quotas of its batch count; a verb without quotas leaves it as it is.
    fn counts(&self) -> Counted {
        Counted::Filings
    }

    /// What it wants to know, given what is known. It is asked again until it wants nothing new,
    /// since some wants follow from facts: a number leads to a complaint, a complaint to its
    /// tally.
    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No>;

    /// Decides.
    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Self::Answer>, No>;

    /// Answers when the batch was committed before, from the receipt stored then.
    fn again(&self, receipt: &[u8], _actor: &Actor, _room: &Room<'_>) -> Result<Self::Answer, No> {
        serde_json::from_slice(receipt).map_err(|_| No::Broken(Broken::Damaged))
    }
}

/// Why a decision did not come about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum No {
    /// The answer is no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something stored could not be read.
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// A decision: what to commit, what to answer once it is, and what to do after that.
#[derive(Debug)]
#[must_use = "a plan that is not committed never happened"]
pub struct Planned<A> {
    /// What to commit; empty if nothing changes.
    pub batch: Batch,
    /// What to answer after the commit.
    pub answer: A,
    /// What must not be stored. It runs once, after the commit; a crash loses it, and the person
    /// can ask again.
    pub after: Vec<After>,
}

/// Something to do once, after the commit.
#[derive(Clone, Debug)]
pub enum After {
    /// Send a code.
    SendCode(CodeLetter),
}

impl<A> Planned<A> {
    /// The same decision with another answer.
    pub fn answering<B>(self, answer: B) -> Planned<B> {
        let Self { batch, after, .. } = self;
        Planned { batch, answer, after }
    }

    /// A decision that changes nothing.
    pub fn only(answer: A) -> Self {
        Self { batch: Batch::new(), answer, after: Vec::new() }
    }
}
