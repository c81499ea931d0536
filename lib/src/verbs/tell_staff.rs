//! Writing on about one's question.

use chrono::TimeDelta;

use crate::{
    authority::Actor,
    domain::{Note, Speaker, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    refusal::Counted,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, reporter, reporter_wants};
use crate::book;

/// Says more about one's question, while it is open. Whoever answered last is told.
#[derive(Clone, Debug)]
pub struct TellStaff {
    /// About which question.
    pub number: TrackingNumber,
    /// What.
    pub words: Note,
}

impl Verb for TellStaff {
    type Answer = StageKind;

    fn counts(&self) -> Counted {
        Counted::Messages
    }

    fn wants(&self, _: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(reporter_wants(&self.number, known))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let citizen = reporter(actor, &book::complaint_named(facts, &self.number)?.value, room)?;
        let mut case = Case::of_reporter(actor, &self.number, facts, room)?;
        let words = case.says(Speaker::Reporter, &self.words)?;
        let news = News::Told { words: self.words.clone() };
        let mut planned = case.telling_speaker(Event::ToldStaff { words }, news)?;
        let (hour, limit) = (TimeDelta::hours(1), room.city.limits.messages_an_hour);
        planned.batch.guard(room.quota("messages", citizen.as_bytes(), hour, limit));
        Ok(planned)
    }
}
