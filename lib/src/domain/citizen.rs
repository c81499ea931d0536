//! Citizens.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Channel, CitizenId, ComplaintId, Handle, Language, PersonName};

/// That somebody agreed, when, and to which version of the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When she agreed.
    pub at: DateTime<Utc>,
    /// The version of the words she read.
    pub version: u16,
}

/// A person who reports and supports. Stored sealed, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citizen {
    /// Her id.
    pub id: CitizenId,
    /// What she is called, if she said so.
    pub name: Option<PersonName>,
    /// What she proved to be hers.
    pub handles: Vec<Handle>,
    /// The language she is told things in.
    pub language: Language,
    /// What she agreed to.
    pub consent: Option<Consent>,
    /// The channels on which she asked not to be sent news.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub opt_outs: BTreeSet<Channel>,
}

impl Citizen {
    /// Whether `handle` is hers.
    pub fn has(&self, handle: &Handle) -> bool {
        self.handles.contains(handle)
    }
}

/// The sealed list of a person's reports whose identity is hidden from staff. It is kept under a
/// token of its own, so that the record of a person does not change when she files anonymously.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawer {
    /// The complaints, oldest first.
    pub complaints: Vec<ComplaintId>,
}
