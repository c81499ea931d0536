//! What the verbs that move a complaint share: it is opened by somebody who may, moved from one
//! stage to the next, and closed again with what the log and the people are told.

use chrono::{DateTime, Utc};

use crate::{
    authority::{self, Actor, Deed, Standing},
    batch::Batch,
    book,
    domain::{
        CitizenId, Complaint, Kind, NotFrom, Note, OfficerId, Speaker, Stage, StageKind,
        TrackingNumber, Utterance,
    },
    facts::{Facts, Want},
    log::{By, Event},
    owed::News,
    record::{Key, Versioned},
    refusal::Refusal,
    seal::Sealed,
    verb::{No, Planned, Room},
};

/// A complaint on the table.
pub(super) struct Case<'r> {
    pub(super) complaint: Complaint,
    seen: u64,
    /// The stage of which those who follow it heard until now, if the public could see it.
    was: Option<StageKind>,
    by: By,
    room: &'r Room<'r>,
}

/// What a reporter's verb wants to know.
pub(super) fn reporter_wants(number: &TrackingNumber, known: &Facts) -> Vec<Want> {
    book::wants_named(known, number, |_| Vec::new())
}

/// What an officer's verb wants to know.
pub(super) fn staff_wants(actor: &Actor, number: &TrackingNumber, known: &Facts) -> Vec<Want> {
    let mut wants = reporter_wants(number, known);
    wants.extend(super::officer_wants(actor));
    wants
}

/// The citizen who asks, if it is her complaint. To everybody else it does not exist, unless it
/// is published.
pub(super) fn reporter(
    actor: &Actor,
    complaint: &Complaint,
    room: &Room<'_>,
) -> Result<CitizenId, No> {
    match actor {
        Actor::Citizen(citizen) if room.reporter_of(complaint)? == Some(*citizen) => {
            Ok(super::citizen_as(actor, Deed::OwnComplaint, Standing::Reporter)?)
        }
        Actor::Visitor => Err(Refusal::LogInFirst.into()),
        _ if complaint.is_published() => Err(Refusal::NotAllowed.into()),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The officer who asks, if she may handle that complaint.
pub(super) fn handler(
    actor: &Actor,
    complaint: &Complaint,
    facts: &Facts,
    room: &Room<'_>,
) -> Result<OfficerId, No> {
    let Actor::Officer(id) = actor else { return Err(Refusal::NotAllowed.into()) };
    let officer = room.officer(facts, *id)?;
    authority::officer_may(&book::catalogue(facts)?, &officer, Deed::Handle, complaint)?;
    Ok(*id)
}

/// The stage of which those who follow a complaint hear, if the public can see it.
fn heard_in(complaint: &Complaint) -> Option<StageKind> {
    complaint.is_published().then(|| complaint.stage.followed())
}

impl<'r> Case<'r> {
    /// Opens it for its reporter.
    pub(super) fn of_reporter(
        actor: &Actor,
        number: &TrackingNumber,
        facts: &Facts,
        room: &'r Room<'r>,
    ) -> Result<Self, No> {
        let Versioned { version: seen, value: complaint } = book::complaint_named(facts, number)?;
        let citizen = reporter(actor, &complaint, room)?;
        let by = room.by_citizen(&complaint, citizen);
        Ok(Self { was: heard_in(&complaint), complaint, seen, by, room })
    }

    /// Opens it for an officer who may handle it, and says who she is.
    pub(super) fn of_handler(
        actor: &Actor,
        number: &TrackingNumber,
        facts: &Facts,
        room: &'r Room<'r>,
    ) -> Result<(Self, OfficerId), No> {
        let Versioned { version: seen, value: complaint } = book::complaint_named(facts, number)?;
        let officer = handler(actor, &complaint, facts, room)?;
        let (was, by) = (heard_in(&complaint), By::Officer(officer));
        Ok((Self { complaint, seen, was, by, room }, officer))
    }

    /// Opens it for whoever may route any complaint of the city.
    pub(super) fn of_router(
        actor: &Actor,
        number: &TrackingNumber,
        facts: &Facts,
        room: &'r Room<'r>,
    ) -> Result<Self, No> {
        let officer = super::staff(actor, Deed::Route, facts, room)?;
        let Versioned { version: seen, value: complaint } = book::complaint_named(facts, number)?;
        let by = officer.map_or(By::System, By::Officer);
        Ok(Self { was: heard_in(&complaint), complaint, seen, by, room })
    }

    /// The time as it may be written into it.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.complaint.told_time(self.room.now)
    }

    /// Seals what somebody wrote as a part of it.
    pub(super) fn seal(&self, note: &Note) -> Sealed<Note> {
        self.room.seal(&Key::Complaint(self.complaint.id), note)
    }

    /// Refuses what only makes sense for a question.
    pub(super) fn is_question(&self) -> Result<(), Refusal> {
        match self.complaint.kind {
            Kind::Question => Ok(()),
            Kind::Complaint => Err(Refusal::NotAQuestion),
        }
    }

    /// Adds to the talk about an open question.
    pub(super) fn says(&mut self, by: Speaker, words: &Note) -> Result<Sealed<Note>, Refusal> {
        self.is_question()?;
        let stage = self.complaint.stage.kind();
        if !matches!(self.complaint.stage, Stage::Open(_)) {
            return Err(Refusal::NotNow { stage });
        }
        let (words, at) = (self.seal(words), self.now());
        self.complaint.talk.say(Utterance { by, at, words: words.clone() });
        Ok(words)
    }

    /// Moves it to another stage.
    pub(super) fn moves(
        &mut self,
        step: impl FnOnce(Stage) -> Result<Stage, NotFrom>,
    ) -> Result<(), Refusal> {
        self.complaint.stage = step(self.complaint.stage.clone())?;
        self.complaint.stepped(self.now());
        Ok(())
    }

    /// Closes it: what changed, what the log says, and nobody is told.
    pub(super) fn silently(self, event: Event) -> Result<Planned<StageKind>, No> {
        self.close(event, |_, _, _| {})
    }

    /// Closes it and tells its reporter.
    pub(super) fn telling_reporter(
        self,
        event: Event,
        news: News,
    ) -> Result<Planned<StageKind>, No> {
        self.close(event, |room, batch, complaint| room.tell_reporter(batch, complaint, news))
    }

    /// Closes it and tells those who say where complaints go.
    pub(super) fn telling_coordinators(
        self,
        event: Event,
        news: News,
    ) -> Result<Planned<StageKind>, No> {
        self.close(event, |room, batch, complaint| room.tell_coordinators(batch, complaint, news))
    }

    /// Closes it and tells the officer who replied last, or else the one who owns it.
    pub(super) fn telling_speaker(
        self,
        event: Event,
        news: News,
    ) -> Result<Planned<StageKind>, No> {
        self.close(event, |room, batch, complaint| match complaint.talk.officer() {
            Some(officer) => room.tell_officer(batch, complaint, officer, news),
            None => room.tell_owner(batch, complaint, news),
        })
    }

    /// Closes it and tells the officer who owns it.
    pub(super) fn telling_owner(self, event: Event, news: News) -> Result<Planned<StageKind>, No> {
        self.close(event, |room, batch, complaint| room.tell_owner(batch, complaint, news))
    }

    fn close(
        self,
        event: Event,
        tell: impl FnOnce(&Room<'_>, &mut Batch, &Complaint),
    ) -> Result<Planned<StageKind>, No> {
        let Self { complaint, seen, was, by, room } = self;
        let mut batch = Batch::new();
        room.put_complaint(&mut batch, &complaint, seen)?;
        room.log(&mut batch, &complaint, by, event);
        tell(room, &mut batch, &complaint);
        // What staff wrote is for the reporter; that it moved is for everybody who follows it.
        let to = complaint.stage.followed();
        if was.is_some_and(|was| was != to) {
            room.tell_followers(&mut batch, &complaint, News::Moved { to, note: None });
        }
        Ok(Planned { batch, answer: complaint.stage.kind(), after: Vec::new() })
    }
}
