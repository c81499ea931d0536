//! Proving a phone number by one's own contact, where the channel vouches for it.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{Challenge, Code, Consent, Handle, Language, Peer, Phone, Purpose},
    facts::{Facts, Want},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::{Verdict, people};

/// Shares the contact of whoever owns a chat account, by which she logs in or links her number. A
/// channel says whether it is her own; what is somebody else's never gets here.
///
/// It proves the number of the account, which may be older than the card in her phone. So a number
/// that belongs to another person opens nothing: she is asked for a code.
#[derive(Clone, Debug)]
pub struct ShareContact {
    /// The chat account.
    pub peer: Peer,
    /// What it is shared for: to log in or to link. To delete a person it is not enough.
    pub purpose: Purpose,
    /// The number.
    pub phone: Phone,
    /// The language of the chat.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
}

impl ShareContact {
    /// Remembers that the number is that of the account, as if a code had proved it.
    fn keep_proof(&self, batch: &mut Batch, facts: &Facts, room: &Room<'_>) -> Result<(), No> {
        let key = room.code_key(&self.peer, Purpose::Login);
        let before = room.challenge(facts, &key)?;
        let version = before.as_ref().map_or(0, |before| before.version);
        let (sent_at, sends) =
            before.map_or((room.now, 0), |before| (before.value.sent_at, before.value.sends));
        let proof = Challenge {
            handle: Handle::Phone(self.phone.clone()),
            hash: room.keys.hash_code(&key.path(), &Code::random(room.entropy)),
            sent_at,
            sends,
            attempts_left: 0,
            proved_at: Some(room.now),
        };
        batch.put(room.sealed_row(key, &proof, Vec::new()), version);
        Ok(())
    }
}

impl Verb for ShareContact {
    type Answer = Verdict;

    fn wants(&self, actor: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let handles = [Handle::Phone(self.phone.clone()), Handle::Chat(self.peer.clone())];
        let mut wants = people::wants(&[&handles[0], &handles[1]], room);
        wants.push(Want::Record(room.code_key(&self.peer, Purpose::Login)));
        wants.extend(people::own(actor));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Verdict>, No> {
        if !self.peer.channel.vouches_for_contacts() || self.purpose == Purpose::Erase {
            return Err(Refusal::NoWay.into());
        }
        let mut batch = Batch::new();
        let phone = Handle::Phone(self.phone.clone());
        let answer = if self.purpose == Purpose::Link {
            let id = super::citizen(actor, Deed::OwnAccount)?;
            let seen = room.citizen(facts, id)?;
            people::link(&mut batch, facts, seen, &phone, room)?
        } else {
            let who = (self.language, self.consent.as_ref());
            people::log_in_with_number(&mut batch, facts, &phone, &self.peer, who, room)?
        };
        if answer == Verdict::NewOwner {
            self.keep_proof(&mut batch, facts, room)?;
        }
        Ok(Planned { batch, answer, after: Vec::new() })
    }
}
