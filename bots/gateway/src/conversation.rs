//! The record of a conversation.

use aduan::domain::{CitizenId, Language, Peer, Phone, QueuedId};
use aduan_dialogue::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A conversation as it is stored, sealed whole.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Conversation {
    /// With whom.
    pub(crate) peer: Peer,
    /// Who that is, once it is known.
    pub(crate) citizen: Option<CitizenId>,
    /// For what number of the account its channel vouched last, and whose account that was then.
    #[serde(default)]
    pub(crate) number: Option<(Phone, Option<CitizenId>)>,
    /// The language it began in.
    pub(crate) language: Language,
    /// When she wrote last: some channels take words of our own only for a while after that.
    #[serde(default)]
    pub(crate) heard_at: Option<DateTime<Utc>>,
    /// The one timer that may still ring: every later message silences the one before.
    #[serde(default)]
    pub(crate) timer: Option<QueuedId>,
    /// Where it is, as the dialogue wrote it.
    pub(crate) state: Value,
}

impl Conversation {
    /// One that begins now.
    pub(crate) fn new(peer: Peer, language: Language) -> Self {
        let state = State::new().to_record();
        Self { peer, citizen: None, number: None, language, heard_at: None, timer: None, state }
    }

    /// The language it is in now.
    pub(crate) fn spoken(&self) -> Language {
        State::from_record(&self.state).language().unwrap_or(self.language)
    }
}
