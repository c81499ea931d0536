//! Asking to be deleted.

use chrono::{DateTime, Utc};

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::Citizen,
    facts::{Facts, Want},
    jobs::{DeletePerson, Job},
    log::Event,
    record::{Key, Versioned},
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Asks to be deleted, for somebody whom no code can reach but in this chat. Everybody else proves
/// with [`EnterCode`](super::EnterCode) that it is she who asks. Asked twice, the first time
/// counts.
#[derive(Clone, Copy, Debug)]
pub struct AskDeletion;

impl Verb for AskDeletion {
    /// From when on it can no longer be undone.
    type Answer = DateTime<Utc>;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        Ok(vec![Want::Record(Key::Citizen(citizen))])
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Self::Answer>, No> {
        let seen = room.citizen(facts, super::citizen(actor, Deed::OwnAccount)?)?;
        if seen.value.code_handle().is_some() {
            return Err(Refusal::CodeNeeded.into());
        }
        let mut batch = Batch::new();
        let due = schedule(&mut batch, seen, room);
        Ok(Planned { batch, answer: due, after: Vec::new() })
    }
}

/// Has a person deleted once she can no longer regret it, and says when that is.
pub(super) fn schedule(
    batch: &mut Batch,
    seen: Versioned<Citizen>,
    room: &Room<'_>,
) -> DateTime<Utc> {
    let Versioned { version, value: mut citizen } = seen;
    if let Some(due) = citizen.deletion {
        return due;
    }
    let due = room.now + room.city.limits.regret;
    citizen.deletion = Some(due);
    room.put_citizen(batch, &citizen, version);
    room.log_person(batch, citizen.id, Event::DeletionAsked);
    Job::DeletePerson(DeletePerson { citizen: citizen.id, due }).enqueue(batch, due, room);
    due
}
