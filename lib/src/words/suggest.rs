//! Which category a complaint likely belongs to, from counts of what was filed before.
//!
//! Every feature of a message casts one vote, shared among the categories as often as it stood in
//! each, had all categories been of one size: the mean of what its features say, which bears long
//! and lopsided messages better than the product of naive Bayes does. That sizes are told by tokens
//! and that a category is judged against all others is from Rennie et al., *Tackling the Poor
//! Assumptions of Naive Bayes Text Classifiers* (ICML 2003).
//!
//! A keyword of a category stands in for complaints that were not filed yet: it is what a count is
//! smoothed towards, and its vote weighs more, the less often the word was seen. So a new city
//! suggests by its keywords, and learns with each complaint that is filed or corrected.
//!
//! Features are opaque: whoever stores them may replace each by a keyed hash, as long as message,
//! counts and keywords are all replaced alike. A read needs the totals of all categories, and the
//! counts of the features asked for; nothing else.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::tokens::each;

/// How many features a message gives at most, and so how many counts a filing moves.
pub const FEATURES: usize = 240;

/// How many of the first words count twice: people begin with what is wrong.
const OPENING: usize = 12;

/// How much of the overall frequency stands in for a category that was seen little.
const SMOOTHING: f64 = 10.0;

/// How much more the vote of a keyword weighs while nothing was learned of it.
const KEYWORD: f64 = 0.6;

/// After how many complaints with a keyword half of that is gone.
const FADED: f64 = 50.0;

/// How much likelier than others a category is for its own keyword, before anything was learned.
const OWN: f64 = 20.0;

/// How much it counts that a category is a frequent one.
const FREQUENCY: f64 = 0.2;

/// How gladly a lead in votes is read as certainty.
const TRUST: f64 = 1.2;

/// How many complaints and features were learned for one category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// Complaints filed under the category.
    pub complaints: u32,
    /// The features of those complaints, all together.
    pub tokens: u32,
}

/// What has been learned: per category how much, and per feature how often it stood in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned<C> {
    /// The totals of every category.
    pub totals: BTreeMap<C, Total>,
    /// For each feature in question, in how many complaints of each category it stood.
    pub counts: BTreeMap<String, BTreeMap<C, u32>>,
}

/// A category that may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion<C> {
    /// The category.
    pub category: C,
    /// How likely it is meant, from 0 to 1; all suggestions together make 1.
    pub score: f64,
}

impl<C> Default for Learned<C> {
    fn default() -> Self {
        Self { totals: BTreeMap::new(), counts: BTreeMap::new() }
    }
}

impl<C: Ord + Clone> Learned<C> {
    /// Counts a complaint under its category.
    pub fn learn(&mut self, category: &C, features: &[String]) {
        self.shift(category, features, u32::saturating_add);
    }

    /// Takes a complaint back that was counted before, because it was corrected or undone.
    pub fn forget(&mut self, category: &C, features: &[String]) {
        self.shift(category, features, u32::saturating_sub);
    }

    fn shift(&mut self, category: &C, features: &[String], move_by: impl Fn(u32, u32) -> u32) {
        let total = self.totals.entry(category.clone()).or_default();
        total.complaints = move_by(total.complaints, 1);
        total.tokens = move_by(total.tokens, u32::try_from(features.len()).unwrap_or(u32::MAX));
        for feature in features {
            let counts = self.counts.entry(feature.clone()).or_default();
            let count = counts.entry(category.clone()).or_default();
            *count = move_by(*count, 1);
        }
    }
}

/// What of a text is counted and voted on: its words, the first ones once more as an opening, and
/// its pairs of neighbours. At most [`FEATURES`], each once.
pub fn features(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(text, |word| {
        words.push(word);
        words.len() < 2 * FEATURES
    });
    let openings = words.iter().take(OPENING).map(|word| opening(word));
    let pairs = words.iter().zip(words.iter().skip(1)).map(|(first, second)| pair(first, second));
    let mut seen = HashSet::new();
    openings
        .chain(words.iter().cloned())
        .chain(pairs)
        .filter(|feature| seen.insert(feature.clone()))
        .take(FEATURES)
        .collect()
}

/// The features that stand for a keyword of a category: for two words together, their pair.
///
/// ```
/// use aduan::words::{features, keyword};
/// let message = features("Mas, lampu jalannya mati");
/// assert!(keyword("lampu jalan").iter().any(|feature| message.contains(feature)));
/// ```
pub fn keyword(phrase: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(phrase, |word| {
        words.push(word);
        words.len() < 2
    });
    match words.as_slice() {
        [] => Vec::new(),
        [word] => vec![word.clone(), opening(word)],
        [first, second, ..] => vec![pair(first, second)],
    }
}

fn opening(word: &str) -> String {
    format!(">{word}")
}

fn pair(first: &str, second: &str) -> String {
    format!("{first}_{second}")
}

/// Ranks the categories on offer, which are the keys of `keywords`, best first.
///
/// A category without keywords has an empty set. What was learned of a category that is no longer
/// on offer is passed over.
pub fn suggest<C: Ord + Clone>(
    learned: &Learned<C>,
    keywords: &BTreeMap<C, BTreeSet<String>>,
    features: &[String],
) -> Vec<Suggestion<C>> {
    let scales = Scales::new(learned, keywords.keys());
    let mut scores: Vec<f64> = scales.frequent.clone();
    for feature in features {
        let counts = learned.counts.get(feature);
        let counts: Vec<f64> = keywords
            .keys()
            .map(|category| {
                counts.and_then(|counts| counts.get(category)).copied().map_or(0.0, f64::from)
            })
            .collect();
        let keys: Vec<f64> =
            keywords.values().map(|words| f64::from(u8::from(words.contains(feature)))).collect();
        for (score, vote) in scores.iter_mut().zip(scales.votes(&counts, &keys)) {
            *score += vote;
        }
    }
    let mut ranked: Vec<Suggestion<C>> = keywords
        .keys()
        .cloned()
        .zip(likelihoods(&scores))
        .map(|(category, score)| Suggestion { category, score })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    ranked
}

/// What is the same for every feature of a message.
struct Scales {
    /// Complaints learned of all categories on offer.
    all: f64,
    /// How many of them each category would have if its complaints were of the usual length.
    size: Vec<f64>,
    /// What a category gains by being frequent.
    frequent: Vec<f64>,
}

impl Scales {
    fn new<'a, C: Ord + 'a>(learned: &Learned<C>, offer: impl Iterator<Item = &'a C>) -> Self {
        let totals: Vec<Total> = offer
            .map(|category| learned.totals.get(category).copied().unwrap_or_default())
            .collect();
        let all: f64 = totals.iter().map(|total| f64::from(total.complaints)).sum();
        let tokens: f64 = totals.iter().map(|total| f64::from(total.tokens)).sum::<f64>().max(1.0);
        let classes: f64 = totals.iter().map(|_| 1.0).sum();
        let frequent = |total: &Total| {
            FREQUENCY * ((f64::from(total.complaints) + 1.0) / (all + classes)).ln()
        };
        Self {
            all,
            size: totals.iter().map(|total| f64::from(total.tokens) / tokens * all).collect(),
            frequent: totals.iter().map(frequent).collect(),
        }
    }

    /// How one feature, seen that often in each category and a keyword of some, shares its vote
    /// among them.
    ///
    /// One that was never seen and is no keyword has no vote: smoothing alone would give it to
    /// small categories. Rare features weigh less, since one complaint alone may have put them
    /// where they are.
    fn votes(&self, counts: &[f64], keys: &[f64]) -> Vec<f64> {
        let seen: f64 = counts.iter().sum();
        let named: f64 = keys.iter().sum();
        if seen < 0.5 && named < 0.5 {
            return vec![0.0; counts.len()];
        }
        let usual = ((seen + 0.5) / (self.all + SMOOTHING)).min(1.0);
        let mut weight = (-usual.ln()).max(1.0).powf(-0.7);
        if named > 0.5 {
            weight += KEYWORD / (1.0 + seen / FADED);
        }
        let expected = |key: f64| (usual * (1.0 + OWN * key / named.max(1.0))).min(1.0);
        let rates: Vec<f64> = counts
            .iter()
            .zip(&self.size)
            .zip(keys)
            .map(|((count, size), key)| (count + SMOOTHING * expected(*key)) / (size + SMOOTHING))
            .collect();
        let sum: f64 = rates.iter().sum();
        rates.into_iter().map(|rate| weight * rate / sum).collect()
    }
}

/// Scores as shares of one.
fn likelihoods(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (TRUST * (score - best)).exp()).collect();
    let sum: f64 = shares.iter().sum();
    shares.into_iter().map(|share| share / sum).collect()
}

#[cfg(test)]
mod tests;
