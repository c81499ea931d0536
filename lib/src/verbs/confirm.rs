//! Agreeing that it is mended.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{ClosedBecause, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Agrees, as its reporter, that a resolved complaint is mended, which closes it.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// Which.
    pub number: TrackingNumber,
}

impl Verb for Confirm {
    type Answer = StageKind;

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(book::wants_named(known, &self.number, |_| Vec::new()))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let citizen = super::reporter(actor, &seen.value, room)?;
        let mut complaint = seen.value;
        let now = complaint.told_time(room.now);
        complaint.stage = complaint.stage.confirm(now).map_err(Refusal::from)?;
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        let by = room.by_citizen(&complaint, citizen);
        let closed = Event::Closed { because: ClosedBecause::Confirmed };
        room.log(&mut batch, &complaint, by, closed);
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
