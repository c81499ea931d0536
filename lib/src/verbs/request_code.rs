//! Asking for a code.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard},
    domain::{Challenge, Code, Handle, Language, Peer, Purpose},
    facts::{Facts, Want},
    ports::CodeLetter,
    record::Key,
    refusal::{Counted, Refusal},
    verb::{After, No, Planned, Room, Verb},
};

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

/// The wait after the given number of codes asked for in a row.
fn wait(sends: u8, room: &Room<'_>) -> TimeDelta {
    let waits = room.city.limits.code_waits;
    waits[usize::from(sends.saturating_sub(1)).min(waits.len() - 1)]
}

/// After this long without asking, the waits begin anew.
const CALM: TimeDelta = TimeDelta::minutes(15);

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

    fn quotas(&self, room: &Room<'_>) -> Vec<Guard> {
        let limits = &room.city.limits;
        let handle = self.handle.canonical();
        let handle = handle.as_bytes();
        let [quarter, hour] = [15, 60].map(TimeDelta::minutes);
        let day = TimeDelta::days(1);
        let mut quotas = vec![
            room.quota("codes-quarter", handle, quarter, limits.codes_a_quarter),
            room.quota("codes-day", handle, day, limits.codes_a_day),
            room.quota("codes-city", b"", day, limits.codes_a_city_day),
        ];
        if let Some(network) = &self.network {
            let limit = limits.codes_a_network_hour;
            quotas.push(room.quota("codes-network", network.as_bytes(), hour, limit));
        }
        quotas
    }
}

impl Verb for RequestCode {
    type Answer = CodeSent;

    const COUNTS: Counted = Counted::Codes;

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = vec![Want::Record(room.code_key(&self.peer, self.purpose))];
        if let Actor::Citizen(citizen) = actor {
            wants.push(Want::Record(Key::Citizen(*citizen)));
        }
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
        let sends = match before.map(|before| before.value) {
            Some(before) if room.now < before.sent_at + CALM => {
                let until = before.sent_at + wait(before.sends, room);
                if room.now < until {
                    return Err(Refusal::TooOften { what: Counted::Codes, until }.into());
                }
                before.sends.saturating_add(1)
            }
            _ => 1,
        };
        let code = Code::random(room.entropy);
        let challenge = Challenge {
            handle: self.handle.clone(),
            hash: room.keys.hash_code(&key.path(), &code),
            sent_at: room.now,
            sends,
            attempts_left: room.city.limits.code_attempts,
        };
        let mut batch = Batch::new();
        for quota in self.quotas(room) {
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
            again_at: room.now + wait(sends, room),
        };
        Ok(Planned { batch, answer, after: vec![After::SendCode(letter)] })
    }
}
