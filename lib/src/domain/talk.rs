//! What is said to and fro about a question.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Note, OfficerId};
use crate::seal::Sealed;

/// Who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// Whoever asked.
    Reporter,
    /// Somebody of the staff.
    Officer(OfficerId),
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Utterance {
    /// Who.
    pub by: Speaker,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub words: Sealed<Note>,
}

/// The newest of what was said about a question, oldest first. All of it is in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Talk(Vec<Utterance>);

impl Talk {
    /// How much is kept beside the question.
    pub const KEPT: usize = 30;

    /// Adds what was said, and lets go of the oldest if there is no room.
    pub fn say(&mut self, utterance: Utterance) {
        if self.0.len() >= Self::KEPT {
            self.0.remove(0);
        }
        self.0.push(utterance);
    }

    /// What was said, oldest first.
    pub fn utterances(&self) -> &[Utterance] {
        &self.0
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The officer who answered last.
    pub fn officer(&self) -> Option<OfficerId> {
        self.0.iter().rev().find_map(|utterance| match utterance.by {
            Speaker::Officer(officer) => Some(officer),
            Speaker::Reporter => None,
        })
    }
}
