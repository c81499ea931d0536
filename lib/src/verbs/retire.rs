//! Retiring an officer.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{Credentials, OfficerId},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    verb::{No, Planned, Room, Verb},
};

use super::door;

/// Ends an officer's work here: her sessions, her password and her device are gone, and she is
/// told nothing any more. Her name stays on what she did.
#[derive(Clone, Debug)]
pub struct Retire {
    /// Whose.
    pub officer: OfficerId,
}

impl Verb for Retire {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = super::officer_wants(actor);
        wants.push(Want::Record(Key::Officer(self.officer)));
        Ok(wants)
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        let mut retired = door::other(facts, self.officer, room)?;
        retired.value.retired = true;
        retired.value.credentials = Credentials::default();
        let mut batch = Batch::new();
        door::put(&mut batch, &retired.value, retired.version, room);
        let by = by.map_or(By::System, By::Officer);
        door::log(&mut batch, by, Event::OfficerRetired { officer: self.officer }, room);
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
