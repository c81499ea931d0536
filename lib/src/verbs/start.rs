//! Taking a complaint over.

use crate::{
    authority::Actor,
    batch::Batch,
    book,
    domain::{OfficerId, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

/// Makes an officer the owner of a complaint of her department, which is then in progress.
#[derive(Clone, Debug)]
pub struct Start {
    /// Which.
    pub number: TrackingNumber,
    /// Who owns it from now on; the one who asks, if nobody is named.
    pub owner: Option<OfficerId>,
}

impl Verb for Start {
    type Answer = StageKind;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants = book::wants_named(known, &self.number, |_| Vec::new());
        wants.extend(super::officer_wants(actor));
        if let Some(owner) = self.owner {
            wants.extend(super::officer_wants(&Actor::Officer(owner)));
        }
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let seen = book::complaint_named(facts, &self.number)?;
        let officer = super::handler(actor, &seen.value, facts, room)?;
        let owner = self.owner.unwrap_or(officer);
        if owner != officer {
            // Work can be handed only to somebody who may do it.
            super::handler(&Actor::Officer(owner), &seen.value, facts, room)
                .map_err(|_| Refusal::NotAllowed)?;
        }
        let mut complaint = seen.value;
        complaint.stage = complaint.stage.start(owner).map_err(Refusal::from)?;
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen.version)?;
        room.log(
            &mut batch,
            &complaint,
            crate::log::By::Officer(officer),
            Event::Started { owner },
        );
        let kind = complaint.stage.kind();
        room.tell_reporter(&mut batch, &complaint, News::Moved { to: kind, note: None });
        Ok(Planned { batch, answer: kind, after: Vec::new() })
    }
}
