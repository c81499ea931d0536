//! What a conversation says, before any channel decides how it looks.

use std::collections::BTreeMap;

use aduan::{
    domain::Language,
    owed::Notice,
    ports::{Message, Wanted},
};
use serde::{Deserialize, Serialize};

/// Everything a conversation can say: a key of the Fluent files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Say {
    /// The first words to somebody new.
    Welcome,
}

/// A choice: its payload and the key or words of its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What comes back when it is tapped.
    pub payload: Box<str>,
    /// Its label, in words.
    pub label: Box<str>,
    /// More about it, where the channel has room.
    pub hint: Option<Box<str>>,
}

/// One message: words by key and arguments, choices to offer, an answer hoped for. It can be
/// stored, and is put into words when it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// What.
    pub say: Say,
    /// The arguments of the phrase.
    pub args: BTreeMap<Box<str>, serde_json::Value>,
    /// What can be tapped.
    pub choices: Vec<Choice>,
    /// What an answer would best be.
    #[serde(skip)]
    pub wanted: Option<Wanted>,
}

impl Reply {
    /// Puts it into words.
    pub fn render(&self, _language: Language) -> Message {
        Message { text: "".into(), buttons: Vec::new(), list_label: None, wanted: self.wanted }
    }
}

/// Puts news about a complaint into words, with what can be answered at once.
pub fn render_notice(_notice: &Notice, _language: Language) -> Message {
    Message { text: "".into(), buttons: Vec::new(), list_label: None, wanted: None }
}
