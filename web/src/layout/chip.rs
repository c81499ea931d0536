//! A stage at a glance: an icon, a colour, and always the word.

use aduan::{
    domain::{Language, StageKind},
    phrase,
};
use askama::{Template, filters::HtmlSafe};

use super::{Shell, shell::Icon};

/// The stage of a complaint as a chip.
#[derive(Debug, Template)]
#[template(path = "layout/chip.html")]
pub(crate) struct Chip {
    tone: &'static str,
    icon: Icon,
    /// The word.
    pub(crate) words: String,
}

/// What is in it was escaped when it was rendered.
impl HtmlSafe for Chip {}

impl Chip {
    /// The word on it.
    pub(crate) fn words(language: Language, stage: StageKind) -> String {
        phrase::stage(language, stage)
    }
}

impl Shell {
    /// The chip of a stage.
    pub(crate) fn stage(&self, stage: StageKind) -> Chip {
        let (tone, icon) = match stage {
            StageKind::Submitted => ("new", self.icon("inbox")),
            StageKind::Assigned => ("new", self.icon("circle-dashed")),
            StageKind::InProgress => ("work", self.icon("circle-play")),
            StageKind::NeedsInfo => ("wait", self.icon("message-circle-question-mark")),
            StageKind::Resolved => ("done", self.icon("check")),
            StageKind::Closed => ("over", self.icon("circle-check")),
            StageKind::Rejected => ("no", self.icon("circle-x")),
            StageKind::Merged => ("over", self.icon("merge")),
        };
        Chip { tone, icon, words: Chip::words(self.language, stage) }
    }
}
