//! Why the city does not take a complaint.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::InvalidId;

/// Why the city does not take a complaint, beside what the officer writes about it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// It is somebody else's to mend: a province's, a company's, a neighbour's.
    NotOurs,
    /// The same was reported before, or is mended already.
    Known,
    /// There is too little in it to act on.
    Unclear,
    /// The police or a court has it in hand.
    InCourt,
    /// It is abuse, advertising or a joke.
    Improper,
    /// Something else; also what was not asked for by the first release.
    #[default]
    Other,
}

impl Ground {
    /// Every ground there is, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::NotOurs, Self::Known, Self::Unclear, Self::InCourt, Self::Improper, Self::Other];

    /// Its name in forms, and after `ground-` in the files of phrases.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotOurs => "not-ours",
            Self::Known => "known",
            Self::Unclear => "unclear",
            Self::InCourt => "in-court",
            Self::Improper => "improper",
            Self::Other => "other",
        }
    }
}

impl FromStr for Ground {
    type Err = InvalidId;

    fn from_str(name: &str) -> Result<Self, InvalidId> {
        Self::ALL.into_iter().find(|ground| ground.name() == name).ok_or(InvalidId)
    }
}
