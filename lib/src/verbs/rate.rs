//! Rating how a complaint was handled.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Rates, as its reporter, how a closed complaint was handled. A later rating replaces it.
#[derive(Clone, Debug)]
pub struct Rate {
    /// Which.
    pub number: TrackingNumber,
    /// 1 (very poor) to 5 (very good); anything else is taken for the nearest of them.
    pub stars: u8,
}

impl Verb for Rate {
    type Answer = u8;

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(book::wants_named(known, &self.number, |_| Vec::new()))
    }

    fn decide(&self, actor: &Actor, facts: &Facts, room: &Room<'_>) -> Result<Planned<u8>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let citizen = super::reporter(actor, &seen.value, room)?;
        let mut complaint = seen.value;
        let stage = complaint.stage.kind();
        if stage != StageKind::Closed {
            return Err(Refusal::NotNow { stage }.into());
        }
        let stars = self.stars.clamp(1, 5);
        complaint.rating = Some(stars);
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        let by = room.by_citizen(&complaint, citizen);
        room.log(&mut batch, &complaint, by, Event::Rated { stars });
        Ok(Planned { batch, answer: stars, after: Vec::new() })
    }
}
