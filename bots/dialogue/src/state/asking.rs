//! What she is asked for, and what is listed, outside a report of hers.

use aduan::{
    domain::{Complaint, Note, TrackingNumber},
    verbs::Around,
};
use serde::{Deserialize, Serialize};

/// What she was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Asking {
    /// A place to look around.
    Place,
    /// Words to look for.
    Keywords,
    /// A comment on a report.
    Comment(TrackingNumber),
    /// More photos of a report, and those that came.
    Photos(TrackingNumber, Album),
    /// Why a report is to be taken up again.
    Reopening(TrackingNumber),
    /// Why a rejection is not accepted.
    Appeal(TrackingNumber),
    /// What could be better, after so many stars.
    Advice(TrackingNumber, u8),
    /// A question to the staff.
    Question,
    /// What she is called.
    Name,
}

/// Where the channel keeps some photos, which can hold a chat address: `Debug` counts them.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Album(pub(crate) Vec<Box<str>>);

impl Album {
    /// An album of one photo.
    pub(crate) fn of(source: &str) -> Self {
        Self(vec![source.into()])
    }

    /// Puts a photo in, unless it is there or no report could hold it.
    pub(crate) fn add(&mut self, source: &str) {
        if self.0.len() < Complaint::PHOTOS_IN_ALL && !self.0.iter().any(|it| **it == *source) {
            self.0.push(source.into());
        }
    }
}

impl std::fmt::Debug for Album {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Album({})", self.0.len())
    }
}

/// What a list is of, so that its next page can be asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ListOf {
    /// Her own reports.
    Mine,
    /// What is around a place.
    Around(Around),
    /// What holds these words.
    Words(Note),
}

/// With what she replied to news of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reply {
    /// With words.
    Words(Box<str>),
    /// With a place, in the words in which the staff read it.
    Place(Box<str>),
}
