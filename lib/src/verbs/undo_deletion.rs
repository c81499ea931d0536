//! Changing one's mind about being deleted.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    facts::{Facts, Want},
    log::Event,
    record::Key,
    verb::{No, Planned, Room, Verb},
};

/// Stays. Until the deletion is done it can be undone, and exactly one of the two happens: both
/// change the same record. The job that was to do it finds nothing to do.
#[derive(Clone, Copy, Debug)]
pub struct UndoDeletion;

impl Verb for UndoDeletion {
    /// Whether she had asked to be deleted.
    type Answer = bool;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        Ok(vec![Want::Record(Key::Citizen(citizen))])
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<bool>, No> {
        let id = super::citizen(actor, Deed::OwnAccount)?;
        let mut seen = room.citizen(facts, id)?;
        if seen.value.deletion.take().is_none() {
            return Ok(Planned::only(false));
        }
        let mut batch = Batch::new();
        room.put_citizen(&mut batch, &seen.value, seen.version);
        room.log_person(&mut batch, id, Event::DeletionUndone);
        Ok(Planned { batch, answer: true, after: Vec::new() })
    }
}
