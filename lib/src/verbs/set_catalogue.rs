//! Setting departments and categories.

use crate::{
    authority::Actor,
    domain::Catalogue,
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets the city's departments, categories, replies and calendar, whatever they were.
#[derive(Clone, Debug)]
pub struct SetCatalogue {
    /// All of them.
    pub catalogue: Catalogue,
}

impl Verb for SetCatalogue {
    type Answer = Edition;

    fn wants(&self, actor: &Actor, _: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(setup::wants(actor))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Edition>, No> {
        setup::amend(actor, None, facts, room, |setup| {
            setup.catalogue.clone_from(&self.catalogue);
            Ok(())
        })
    }
}
