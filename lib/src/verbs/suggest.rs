//! Which category words sound like.

use serde::{Deserialize, Serialize};

use crate::{
    authority::Actor,
    book,
    domain::CategoryId,
    facts::{Fact, Facts, Learned, Want},
    record::Key,
    verb::{No, Planned, Room, Verb},
    words,
};

/// Asks which categories words sound like, by what the city has learned so far.
#[derive(Clone, Debug)]
pub struct Suggest {
    /// The words.
    pub words: Box<str>,
}

/// A category and how likely it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The category.
    pub category: CategoryId,
    /// From 0 to 1; all of them together give 1.
    pub likelihood: f64,
}

impl Suggest {
    fn learned_want(&self, room: &Room<'_>) -> Want {
        Want::Learned(room.keyed_words(&words::tokens(&self.words)))
    }
}

impl Verb for Suggest {
    /// The likeliest first.
    type Answer = Vec<Suggestion>;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        Ok(vec![Want::Record(Key::Catalogue), self.learned_want(room)])
    }

    fn decide(
        &self,
        _: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Vec<Suggestion>>, No> {
        let nothing = Learned::default();
        let want = self.learned_want(room);
        let learned = match facts.get(&want) {
            Some(Fact::Learned(learned)) => learned,
            _ => &nothing,
        };
        let _ = (learned, book::catalogue(facts)?);
        Ok(Planned::only(Vec::new()))
    }
}
