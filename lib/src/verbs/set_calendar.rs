//! Setting the days on which a city works.

use crate::{
    authority::Actor,
    domain::Calendar,
    facts::{Facts, Want},
    verb::{No, Planned, Room, Verb},
};

use super::setup::{self, Edition};

/// Sets the calendar, from which deadlines are counted that begin from now on.
#[derive(Clone, Debug)]
pub struct SetCalendar {
    /// The edition of the set-up it was changed in.
    pub seen: Edition,
    /// The calendar as it is to be; `None` to count every day.
    pub calendar: Option<Calendar>,
}

impl Verb for SetCalendar {
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
            setup.catalogue.calendar.clone_from(&self.calendar);
            Ok(())
        })
    }
}
