//! Taking a complaint back that is with the city already.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    batch::{Guard, Set},
    book,
    domain::{ClosedBecause, Identity, Reporter, Stage, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Refusal,
    verb::{No, Planned, Room, Verb},
};

use super::case::Case;

/// Takes, as its reporter, an open complaint back. One that nobody supports is closed, and can be
/// reopened. One that others support stays open for them: its reporter leaves it for good, is
/// told nothing of it any more, and the officer who owns it is asked to tell the others.
#[derive(Clone, Debug)]
pub struct Withdraw {
    /// Which.
    pub number: TrackingNumber,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// How many support it. If anybody does, it stays open for them.
    pub supports: u64,
}

impl Verb for Withdraw {
    type Answer = Withdrawn;

    fn wants(&self, actor: &Actor, known: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let mut wants =
            book::wants_named(known, &self.number, |complaint| vec![Want::Tally(complaint.id)]);
        if let Actor::Citizen(citizen) = actor {
            wants.push(Want::Record(room.drawer(*citizen)));
        }
        Ok(wants)
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Withdrawn>, No> {
        let case = Case::of_reporter(actor, &self.number, facts, room)?;
        let stage = case.complaint.stage.kind();
        if !StageKind::OPEN.contains(&stage) {
            return Err(Refusal::NotNow { stage }.into());
        }
        match facts.tally(case.complaint.id).supports {
            0 => close(case),
            supports => leave(case, supports, actor, facts, room),
        }
    }
}

fn close(mut case: Case<'_>) -> Result<Planned<Withdrawn>, No> {
    let (id, now, supports) = (case.complaint.id, case.now(), 0);
    case.moves(|stage| stage.withdraw(now))?;
    let closed = Event::Closed { because: ClosedBecause::Withdrawn };
    let mut planned = case.telling_owner(closed, News::Withdrawn { supports })?;
    // Whoever supports it meanwhile keeps it open.
    planned.batch.guard(Guard::Tally(id, Set::Supports, supports));
    Ok(planned.answering(Withdrawn { supports }))
}

fn leave(
    mut case: Case<'_>,
    supports: u64,
    actor: &Actor,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<Planned<Withdrawn>, No> {
    let (id, hidden) = (case.complaint.id, case.complaint.identity == Identity::HiddenFromStaff);
    case.complaint.reporter = Reporter::Left;
    if let Stage::NeedsInfo { .. } = case.complaint.stage {
        // There is nobody left to answer.
        case.moves(Stage::answer)?;
        case.complaint.clock = case.complaint.clock.resume(case.now());
    }
    let mut planned = case.telling_owner(Event::ReporterLeft, News::Withdrawn { supports })?;
    if let (true, Actor::Citizen(citizen)) = (hidden, actor) {
        let mut drawer = room.hidden_reports(facts, *citizen)?;
        drawer.value.complaints.retain(|hers| *hers != id);
        let row = room.sealed_row(room.drawer(*citizen), &drawer.value, Vec::new());
        planned.batch.put(row, drawer.version);
    }
    Ok(planned.answering(Withdrawn { supports }))
}
