//! Doing something to a complaint as one saw it.

use crate::{
    authority::{self, Actor, Deed},
    book,
    domain::TrackingNumber,
    facts::{Facts, Want},
    refusal::{Counted, Refusal},
    verb::{No, Planned, Room, Verb},
};

use super::case::staff_wants;

/// Does what an officer decided while she looked at a complaint, if it is still as she saw it.
/// Where two decide at once, the second is told that it changed, and decides anew.
#[derive(Clone, Debug)]
pub struct AsSeen<V> {
    /// Which complaint it is about.
    pub number: TrackingNumber,
    /// The version she saw.
    pub version: u64,
    /// What she wants done.
    pub verb: V,
}

impl<V: Verb> Verb for AsSeen<V> {
    type Answer = V::Answer;

    fn counts(&self) -> Counted {
        self.verb.counts()
    }

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = self.verb.wants(actor, known, room)?;
        wants.extend(staff_wants(actor, &self.number, known));
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<V::Answer>, No> {
        let Actor::Officer(id) = actor else { return Err(Refusal::NotAllowed.into()) };
        let seen = book::complaint_named(facts, &self.number)?;
        let officer = room.officer(facts, *id)?;
        // To whoever may not read it, it neither changed nor stayed.
        authority::officer_may(&book::catalogue(facts)?, &officer, Deed::Read, &seen.value)?;
        if seen.version != self.version {
            return Err(Refusal::Changed.into());
        }
        self.verb.decide(actor, facts, room)
    }

    fn again(&self, receipt: &[u8], actor: &Actor, room: &Room<'_>) -> Result<V::Answer, No> {
        self.verb.again(receipt, actor, room)
    }
}
