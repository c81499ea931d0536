//! Asking for a code.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{Challenge, Code, Handle, Language, Peer, Purpose},
    facts::{Facts, Want},
    ports::CodeLetter,
    refusal::{Counted, Refusal},
    verb::{After, No, Planned, Room, Verb},
};

use super::{limiter, people};

/// Asks for a code to a handle. The answer and its timing are the same whether or not the handle
/// is known. A new code voids the one before.
#[derive(Clone, Debug)]
pub struct RequestCode {
    /// The chat or session that asks, to which the code is bound.
    pub peer: Peer,
    /// What the code is for.
    pub purpose: Purpose,
    /// Where it is to go.
    pub handle: Handle,
    /// In which language.
    pub language: Language,
    /// The network the question came from, such as an IPv4 /24, where there is one.
    pub network: Option<Box<str>>,
}

/// That a code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSent {
    /// Where it went, as its owner may be shown it.
    pub masked: Box<str>,
    /// When another may be asked for.
    pub again_at: DateTime<Utc>,
}

impl RequestCode {
    /// A known person adds handles, and proves by one of hers that she wants to be deleted.
    fn check(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<(), No> {
        if self.purpose == Purpose::Login {
            return Ok(());
        }
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        let hers = room.citizen(facts, citizen)?.value.has(&self.handle);
        if self.purpose == Purpose::Erase && !hers {
            return Err(Refusal::NotAllowed.into());
        }
        Ok(())
    }
}

impl Verb for RequestCode {
    type Answer = CodeSent;

    fn counts(&self) -> Counted {
        Counted::Codes
    }

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = vec![Want::Record(room.code_key(&self.peer, self.purpose))];
        wants.extend(people::own(actor));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<CodeSent>, No> {
        self.check(actor, facts, room)?;
        let key = room.code_key(&self.peer, self.purpose);
        let before = room.challenge(facts, &key)?;
        let version = before.as_ref().map_or(0, |before| before.version);
        let sends = before.map(|before| (before.value.sent_at, before.value.sends));
        let sends = limiter::in_a_row(sends, room)?;
        let code = Code::random(room.entropy);
        let challenge = Challenge {
            handle: self.handle.clone(),
            hash: room.keys.hash_code(&key.path(), &code),
            sent_at: room.now,
            sends,
            attempts_left: room.city.limits.code_attempts,
            proved_at: None,
        };
        let mut batch = Batch::new();
        for quota in limiter::asking(&self.handle, self.network.as_deref(), room) {
            batch.guard(quota);
        }
        batch.put(room.sealed_row(key, &challenge, Vec::new()), version);
        let letter = CodeLetter {
            to: self.handle.clone(),
            code,
            language: self.language,
            city: room.city.name.clone(),
        };
        let answer = CodeSent {
            masked: self.handle.masked().into(),
            again_at: room.now + limiter::wait(sends, room),
        };
        Ok(Planned { batch, answer, after: vec![After::SendCode(letter)] })
    }
}
