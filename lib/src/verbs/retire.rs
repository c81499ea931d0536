//! Retiring an officer.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::{Credentials, OfficerId},
    facts::{Facts, Want},
    log::{By, Event},
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::{door, setup};

/// Ends an officer's work here: her sessions, her password and her device are gone, and she is
/// told nothing any more. Her name stays on what she did. Nobody does it to herself, so a city that
/// has an administrator always has one.
#[derive(Clone, Debug)]
pub struct Retire {
    /// Whose.
    pub officer: OfficerId,
}

impl Verb for Retire {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = setup::wants(actor);
        wants.push(Want::Record(Key::Officer(self.officer)));
        Ok(wants)
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let by = super::staff(actor, Deed::Configure, facts, room)?;
        if by == Some(self.officer) {
            return Err(Refusal::Oneself.into());
        }
        let mut retired = door::other(facts, self.officer, room)?;
        retired.value.retired = true;
        retired.value.credentials = Credentials::default();
        let mut batch = Batch::new();
        door::put(&mut batch, &retired.value, retired.version, room);
        let by = by.map_or(By::System, By::Officer);
        setup::tell(&mut batch, by, Event::OfficerRetired { officer: self.officer }, facts, room)?;
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
