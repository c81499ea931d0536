//! What the people of the invented city write.

use aduan::domain::{CategoryId, Ground, Words};
use anyhow::Context as _;
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use serde::Deserialize;

use super::{city::Spot, dice::Dice, pictures::Subject};

/// Everything that is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    since: Vec<Box<str>>,
    since_en: Vec<Box<str>>,
    pub(super) comments: Vec<Box<str>>,
    pub(super) answers: Vec<Box<str>>,
    pub(super) transfers: Vec<Box<str>>,
    pub(super) disputes: Vec<Box<str>>,
    pub(super) advice: Vec<Box<str>>,
    pub(super) remarks: Vec<Box<str>>,
    /// Reports in which something private is found.
    pub(super) private: Vec<Box<str>>,
    pub(super) rejection: Vec<Rejection>,
    pub(super) question: Vec<Question>,
    theme: Vec<Theme>,
}

/// Why something is not taken.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejection {
    pub(super) ground: Ground,
    pub(super) reason: Box<str>,
}

/// A question to the city, and what is said about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) asks: Box<str>,
    pub(super) replies: Box<str>,
    pub(super) tells: Box<str>,
}

/// What is complained of, how often, and what is said about it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Theme {
    pub(super) category: CategoryId,
    weight: u32,
    pub(super) picture: Option<Subject>,
    pub(super) reports: Vec<Box<str>>,
    pub(super) english: Vec<Box<str>>,
    pub(super) questions: Vec<Box<str>>,
    pub(super) mended: Vec<Box<str>>,
}

impl Phrases {
    pub(super) fn read() -> anyhow::Result<Self> {
        Figment::from(Toml::string(include_str!("words.toml")))
            .extract()
            .context("the words of the invented city")
    }

    /// What somebody complains of.
    pub(super) fn theme(&self, dice: &Dice<'_>) -> anyhow::Result<&Theme> {
        let all = self.theme.iter().map(|theme| theme.weight).sum();
        let mut nth = dice.below(all);
        let found = self.theme.iter().find(|theme| {
            let this = nth < theme.weight;
            nth = nth.saturating_sub(theme.weight);
            this
        });
        found.context("a city in which all is well")
    }

    /// A report with its place and time put in.
    pub(super) fn fill(
        &self,
        report: &str,
        english: bool,
        spot: &Spot<'_>,
        dice: &Dice<'_>,
    ) -> anyhow::Result<Words> {
        let (near, since) = if english { ("near", &self.since_en) } else { ("dekat", &self.since) };
        let place = format!("{} {near} {}", spot.street, spot.landmark);
        let words = report
            .replace("{tempat}", &place)
            .replace("{jalan}", spot.street)
            .replace("{sejak}", dice.pick(since));
        Ok(Words::parse(&words)?)
    }
}
