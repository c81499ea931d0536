//! What supporting and withdrawing support share.

use chrono::TimeDelta;

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Guard, Set, Write},
    book,
    domain::{CitizenId, Complaint, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    seal::Token,
    verb::{No, Planned, Room},
};

use super::Supported;

/// A person before a complaint she may vote on.
pub(super) struct Ballot<'r> {
    pub(super) citizen: CitizenId,
    pub(super) complaint: Complaint,
    /// Who she is among its supporters.
    pub(super) who: Token,
    /// Whether she supports it now.
    pub(super) supports: bool,
    tally: u64,
    room: &'r Room<'r>,
}

pub(super) fn wants(
    actor: &Actor,
    number: &TrackingNumber,
    known: &Facts,
    room: &Room<'_>,
) -> Result<Vec<Want>, No> {
    let who = room.member(super::citizen(actor, Deed::TakePart)?);
    Ok(book::wants_named(known, number, |complaint| {
        vec![Want::Tally(complaint.id), Want::Member(complaint.id, Set::Supports, who)]
    }))
}

impl<'r> Ballot<'r> {
    pub(super) fn take(
        actor: &Actor,
        number: &TrackingNumber,
        facts: &Facts,
        room: &'r Room<'r>,
    ) -> Result<Self, No> {
        let citizen = super::citizen(actor, Deed::TakePart)?;
        let complaint = book::complaint_named(facts, number)?.value;
        let who = room.member(citizen);
        let supports = facts.is_member(complaint.id, Set::Supports, who);
        let tally = facts.tally(complaint.id).supports;
        Ok(Self { citizen, complaint, who, supports, tally, room })
    }

    /// Nothing changes: she had voted so before.
    pub(super) fn again(self) -> Planned<Supported> {
        let number = self.complaint.number;
        Planned::only(Supported { number, supports: self.tally, again: true })
    }

    /// Casts the vote, which counts against how many she may cast.
    pub(super) fn cast(self, vote: Write, event: Event) -> Planned<Supported> {
        let Self { citizen, complaint, supports, tally, room, .. } = self;
        let mut batch = Batch::new();
        batch.guard(Guard::Quota {
            key: room.counted("votes", citizen.as_bytes()),
            window: TimeDelta::hours(1),
            limit: room.city.limits.votes_an_hour,
            now: room.now,
        });
        batch.write(vote);
        room.log(&mut batch, &complaint, room.by_citizen(&complaint, citizen), event);
        let supports = if supports { tally.saturating_sub(1) } else { tally + 1 };
        let answer = Supported { number: complaint.number, supports, again: false };
        Planned { batch, answer, after: Vec::new() }
    }
}
