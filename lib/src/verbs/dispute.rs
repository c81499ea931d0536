//! Saying that it is not mended.

use chrono::TimeDelta;

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{Note, Stage, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    record::Key,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Says, as its reporter, that a resolved complaint is not mended. It goes back to its owner; the
/// second time it also climbs one level.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// Which.
    pub number: TrackingNumber,
    /// Why.
    pub reason: Note,
}

/// How long a reporter can object: ten working days are two weeks (preset `lapor`).
const OBJECTION: TimeDelta = TimeDelta::days(14);

/// The highest level there is: the city's leadership.
const TOP: u8 = 3;

impl Verb for Dispute {
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
        if let Stage::Resolved { since, .. } = &complaint.stage
            && room.now > *since + OBJECTION
        {
            return Err(Refusal::TooLate.into());
        }
        complaint.stage = complaint.stage.dispute().map_err(Refusal::from)?;
        complaint.disputes = complaint.disputes.saturating_add(1);
        if complaint.disputes >= 2 {
            complaint.level = (complaint.level + 1).min(TOP);
        }
        let reason = room.seal(&Key::Complaint(complaint.id), &self.reason);
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        let by = room.by_citizen(&complaint, citizen);
        room.log(&mut batch, &complaint, by, Event::Disputed { reason });
        let news = News::Disputed { reason: self.reason.clone() };
        room.tell_owner(&mut batch, &complaint, news);
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
