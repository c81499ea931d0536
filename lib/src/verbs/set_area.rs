//! Adding, changing or retiring an area.

use crate::{
    authority::Actor,
    domain::{Area, Thing},
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets an area: a new one, or one that is there. What was given to a department stays there.
#[derive(Clone, Debug)]
pub struct SetArea {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// Whether it is new, so that its id may not be taken.
    pub new: bool,
    /// The area as it is to be.
    pub area: Area,
}

impl Verb for SetArea {
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
            let at = setup.areas.iter().position(|other| other.id == self.area.id);
            setup::place(&mut setup.areas, at, self.new, &self.area, Thing::Area)
        })
    }
}
