//! Adding, changing or retiring a category.

use crate::{
    authority::Actor,
    domain::{Category, Thing},
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets a category: a new one, which is offered last, or one that is there. Complaints that are
/// filed keep their deadlines.
#[derive(Clone, Debug)]
pub struct SetCategory {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// Whether it is new, so that its id may not be taken.
    pub new: bool,
    /// The category as it is to be.
    pub category: Category,
}

impl Verb for SetCategory {
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
            let all = &mut setup.catalogue.categories;
            let at = all.iter().position(|other| other.id == self.category.id);
            setup::place(all, at, self.new, &self.category, Thing::Category)
        })
    }
}
