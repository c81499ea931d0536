//! Typing a code.

use serde::{Deserialize, Serialize};

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{CitizenId, Code, Consent, Handle, Language, Peer, Purpose},
    facts::{Facts, Want},
    log::{By, Entry, Event},
    refusal::{Counted, Refusal},
    verb::{No, Planned, Room, Verb},
};

use super::{ask_deletion, limiter, people};

/// Types a code that this chat or session asked for. Every guess spends an attempt in the commit
/// that comes before the verdict, so parallel guesses conflict and find the attempts gone. Whoever
/// guessed wrong too often in a day, at whichever codes to that handle, hears no more that day whether
/// it was right.
#[derive(Clone, Debug)]
pub struct EnterCode {
    /// The chat or session that asked.
    pub peer: Peer,
    /// What the code is for.
    pub purpose: Purpose,
    /// What was typed.
    pub code: Code,
    /// The language of the chat.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
}

/// Whether it was the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was; this is who she is.
    Right(CitizenId),
    /// It was, but the handle belongs to another person, and nothing was linked.
    Taken,
    /// It was, but the number is known as another person's, who never wrote from this account. It may
    /// have a new owner, so nothing of hers is opened: she proves another handle of hers, or
    /// [begins anew](super::StartAnew).
    NewOwner,
    /// It was not; so many guesses are left.
    Wrong {
        /// How many.
        left: u8,
    },
    /// There is no code to guess: none was asked for, it is too old, used, or guessed at too
    /// often.
    Gone,
}

impl EnterCode {
    /// What follows from the right code.
    fn proved(
        &self,
        handle: &Handle,
        actor: &Actor,
        batch: &mut Batch,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Verdict, No> {
        if self.purpose == Purpose::Login {
            let who = (self.language, self.consent.as_ref());
            if let Handle::Phone(_) = handle
                && self.peer.channel.carries_codes_to_phones()
            {
                return people::log_in_with_number(batch, facts, handle, &self.peer, who, room);
            }
            let id = people::log_in(batch, facts, Some(handle), &self.peer, who, room)?;
            return Ok(Verdict::Right(id));
        }
        let id = super::citizen(actor, Deed::OwnAccount)?;
        let seen = room.citizen(facts, id)?;
        if self.purpose == Purpose::Erase {
            ask_deletion::schedule(batch, seen, room);
            return Ok(Verdict::Right(id));
        }
        people::link(batch, facts, seen, handle, room)
    }
}

impl Verb for EnterCode {
    type Answer = Verdict;

    fn counts(&self) -> Counted {
        Counted::Guesses
    }

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let key = room.code_key(&self.peer, self.purpose);
        let mut wants = vec![Want::Record(key.clone())];
        wants.extend(people::own(actor));
        if let Some(challenge) = room.challenge(known, &key)? {
            let chat = Handle::Chat(self.peer.clone());
            wants.extend(people::wants(&[&challenge.value.handle, &chat], room));
            wants.push(limiter::guessing(&challenge.value.handle, room).want());
        }
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Verdict>, No> {
        let key = room.code_key(&self.peer, self.purpose);
        let limits = &room.city.limits;
        let Some(seen) = room.challenge(facts, &key)? else {
            return Ok(Planned::only(Verdict::Gone));
        };
        let mut challenge = seen.value;
        let expired = room.now >= challenge.sent_at + limits.code_lifetime;
        if expired || challenge.attempts_left == 0 {
            return Ok(Planned::only(Verdict::Gone));
        }
        let wrong = limiter::guessing(&challenge.handle, room);
        if let Some(until) = limiter::used_up(&wrong, facts) {
            return Err(Refusal::TooOften { what: self.counts(), until }.into());
        }
        let right = room.keys.hash_code(&key.path(), &self.code).matches(&challenge.hash);
        let mut batch = Batch::new();
        let verdict = if right {
            challenge.attempts_left = 0;
            let verdict = self.proved(&challenge.handle, actor, &mut batch, facts, room)?;
            challenge.proved_at = (verdict == Verdict::NewOwner).then_some(room.now);
            verdict
        } else {
            batch.guard(wrong);
            challenge.attempts_left -= 1;
            let failed = Event::LoginFailed;
            batch.log(Entry { at: room.now, by: By::System, about: None, what: failed });
            Verdict::Wrong { left: challenge.attempts_left }
        };
        batch.put(room.sealed_row(key, &challenge, Vec::new()), seen.version);
        Ok(Planned { batch, answer: verdict, after: Vec::new() })
    }
}
