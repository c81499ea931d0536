//! What supporting, following, and withdrawing either share.

use chrono::TimeDelta;

use crate::{
    authority::{Actor, Deed},
    batch::{Batch, Set, Write},
    book,
    domain::{CitizenId, Complaint, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    refusal::Refusal,
    seal::Token,
    verb::{No, Planned, Room},
};

/// A person before a complaint she may support or follow.
pub(super) struct Ballot<'r> {
    pub(super) citizen: CitizenId,
    pub(super) complaint: Complaint,
    /// Who she is among its supporters and followers.
    pub(super) who: Token,
    /// Whether it is her own.
    pub(super) own: bool,
    /// Whether she supports it now.
    pub(super) supports: bool,
    /// Whether she follows it now.
    pub(super) follows: bool,
    /// How many support it.
    pub(super) tally: u64,
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
        let of = |set| Want::Member(complaint.id, set, who);
        vec![Want::Tally(complaint.id), of(Set::Supports), of(Set::Follows)]
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
        Ok(Self {
            citizen,
            who,
            own: room.reporter_of(&complaint)? == Some(citizen),
            supports: facts.is_member(complaint.id, Set::Supports, who),
            follows: facts.is_member(complaint.id, Set::Follows, who),
            tally: facts.tally(complaint.id).supports,
            complaint,
            room,
        })
    }

    /// Refuses what the public cannot see, as if it were not there.
    pub(super) fn must_be_published(&self) -> Result<(), Refusal> {
        if self.complaint.is_published() { Ok(()) } else { Err(Refusal::NotFound) }
    }

    /// Casts the vote, which counts against how many she may cast; `counted` names them.
    pub(super) fn cast<A>(self, vote: Write, event: Event, counted: &str, answer: A) -> Planned<A> {
        let Self { citizen, complaint, room, .. } = self;
        let mut batch = Batch::new();
        let (hour, limit) = (TimeDelta::hours(1), room.city.limits.votes_an_hour);
        batch.guard(room.quota(counted, citizen.as_bytes(), hour, limit));
        batch.write(vote);
        room.log(&mut batch, &complaint, room.by_citizen(&complaint, citizen), event);
        Planned { batch, answer, after: Vec::new() }
    }
}
