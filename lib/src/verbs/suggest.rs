//! Which category words sound like.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    authority::Actor,
    book,
    domain::CategoryId,
    facts::{Fact, Facts, Learned, Want},
    record::Key,
    verb::{No, Planned, Room, Verb},
    words::{self, Total},
};

/// Asks which categories words sound like, by their keywords and by what the city has learned so
/// far.
#[derive(Clone, Debug)]
pub struct Suggest {
    /// The words.
    pub words: Box<str>,
}

/// A category and how likely it is.
pub type Suggestion = words::Suggestion<CategoryId>;

impl Room<'_> {
    /// What of a text is learned and suggested by, keyed.
    pub(crate) fn features(&self, text: &str) -> Vec<Box<str>> {
        self.keyed_words(&words::features(text))
    }

    fn keywords(&self, phrases: &[Box<str>]) -> BTreeSet<String> {
        let features: Vec<String> = phrases.iter().flat_map(|it| words::keyword(it)).collect();
        self.keyed_words(&features).into_iter().map(String::from).collect()
    }
}

/// What was learned, as the scoring wants it.
fn learned(facts: &Learned) -> words::Learned<CategoryId> {
    let short = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let total = |(complaints, tokens): (u64, u64)| Total {
        complaints: short(complaints),
        tokens: short(tokens),
    };
    words::Learned {
        totals: facts.totals.iter().map(|(id, &of)| (id.clone(), total(of))).collect(),
        counts: facts
            .counts
            .iter()
            .map(|(word, counts)| {
                let counts = counts.iter().map(|(id, &n)| (id.clone(), short(n)));
                (String::from(word.clone()), counts.collect())
            })
            .collect(),
    }
}

impl Verb for Suggest {
    /// The likeliest first; every category of the city is in it.
    type Answer = Vec<Suggestion>;

    fn wants(&self, _: &Actor, _: &Facts, room: &Room<'_>) -> Result<Vec<Want>, No> {
        let learned = Want::Learned(room.features(&self.words));
        Ok(vec![Want::Record(Key::Catalogue), learned])
    }

    fn decide(
        &self,
        _: &Actor,
        facts: &Facts,
        room: &Room<'_>,
    ) -> Result<Planned<Vec<Suggestion>>, No> {
        let features = room.features(&self.words);
        let known = match facts.get(&Want::Learned(features.clone())) {
            Some(Fact::Learned(known)) => learned(known),
            _ => words::Learned::default(),
        };
        let keywords: BTreeMap<_, _> = book::catalogue(facts)?
            .offered()
            .map(|category| (category.id.clone(), room.keywords(&category.keywords)))
            .collect();
        let features: Vec<String> = features.into_iter().map(String::from).collect();
        Ok(Planned::only(words::suggest(&known, &keywords, &features)))
    }
}
