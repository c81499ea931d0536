//! Replying to a question.

use crate::{
    authority::Actor,
    domain::{Note, Speaker, StageKind, TrackingNumber},
    facts::{Facts, Want},
    log::Event,
    owed::News,
    verb::{No, Planned, Room, Verb},
};

use super::case::{Case, staff_wants};

/// Replies to a citizen's question, which stays open: she may write on.
#[derive(Clone, Debug)]
pub struct Reply {
    /// To which question.
    pub number: TrackingNumber,
    /// What.
    pub words: Note,
}

impl Verb for Reply {
    type Answer = StageKind;

    fn wants(&self, actor: &Actor, known: &Facts, _: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(staff_wants(actor, &self.number, known))
    }

    fn decide(
        &self,
        actor: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<StageKind>, No> {
        let (mut case, officer) = Case::of_handler(actor, &self.number, facts, room)?;
        let words = case.says(Speaker::Officer(officer), &self.words)?;
        let news = News::Replied { words: self.words.clone() };
        case.telling_reporter(Event::Replied { words }, news)
    }
}
