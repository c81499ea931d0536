//! Saying what one is called.

use crate::{
    authority::{Actor, Deed},
    batch::Batch,
    domain::PersonName,
    facts::{Facts, Want},
    record::Key,
    verb::{No, Planned, Room, Verb},
};

/// Corrects the name of a person, or takes it away.
#[derive(Clone, Debug)]
pub struct Rename {
    /// What she is called.
    pub name: Option<PersonName>,
}

impl Verb for Rename {
    type Answer = ();

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let citizen = super::citizen(actor, Deed::OwnAccount)?;
        Ok(vec![Want::Record(Key::Citizen(citizen))])
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<()>, No> {
        let mut seen = room.citizen(facts, super::citizen(actor, Deed::OwnAccount)?)?;
        seen.value.name.clone_from(&self.name);
        let mut batch = Batch::new();
        room.put_citizen(&mut batch, &seen.value, seen.version);
        Ok(Planned { batch, answer: (), after: Vec::new() })
    }
}
