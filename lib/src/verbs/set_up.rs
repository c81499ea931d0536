//! Setting everything at once, as a file says it.

use crate::{
    authority::Actor,
    domain::Setup,
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets up the whole city, or nothing of it. What is missing in the new set-up is retired, and
/// replies are gone.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// Everything as it is to be.
    pub setup: Setup,
}

impl Verb for SetUp {
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
        setup::amend(actor, Some(self.seen), facts, room, |setup| {
            let before = std::mem::replace(setup, self.setup.clone());
            setup.retire_missing(&before);
            Ok(())
        })
    }
}
