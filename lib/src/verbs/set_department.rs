//! Adding, changing or retiring a department.

use crate::{
    authority::Actor,
    domain::{Department, Thing},
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets a department: a new one, or one that is there.
#[derive(Clone, Debug)]
pub struct SetDepartment {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// Whether it is new, so that its id may not be taken.
    pub new: bool,
    /// The department as it is to be.
    pub department: Department,
}

impl Verb for SetDepartment {
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
            let all = &mut setup.catalogue.departments;
            let at = all.iter().position(|other| other.id == self.department.id);
            setup::place(all, at, self.new, &self.department, Thing::Department)
        })
    }
}
