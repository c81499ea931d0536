//! What a conversation says, before any channel decides how it looks.

use std::collections::BTreeMap;

use aduan::{
    domain::Language,
    phrase::Value,
    ports::{Button, Message, Wanted},
};
use serde::{Deserialize, Serialize};

use crate::{Say, limits};

/// Words by key and arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// What.
    pub say: Say,
    /// The arguments of the words: texts and whole numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Box<str>, serde_json::Value>,
}

impl Phrase {
    /// What takes no arguments, or does not have them yet.
    pub fn new(say: Say) -> Self {
        Self { say, args: BTreeMap::new() }
    }

    /// With a text as an argument.
    #[must_use]
    pub fn text(self, name: &str, text: impl Into<String>) -> Self {
        self.arg(name, text.into().into())
    }

    /// With a number as an argument.
    #[must_use]
    pub fn number(self, name: &str, number: impl TryInto<i64>) -> Self {
        self.arg(name, number.try_into().unwrap_or(i64::MAX).into())
    }

    fn arg(mut self, name: &str, value: serde_json::Value) -> Self {
        self.args.insert(name.into(), value);
        self
    }

    /// The words.
    pub fn words(&self, language: Language) -> String {
        let args: Vec<(&str, Value)> = self
            .args
            .iter()
            .map(|(name, value)| {
                let value = match (value, value.as_i64()) {
                    (_, Some(number)) => number.into(),
                    (serde_json::Value::String(text), _) => text.as_str().into(),
                    (other, _) => other.to_string().into(),
                };
                (name.as_ref(), value)
            })
            .collect();
        self.say.with(language, &args)
    }
}

/// A choice: its payload and the words of its label.
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
    /// What is said first, each a paragraph of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<Phrase>,
    /// What.
    pub say: Say,
    /// The arguments of the phrase.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<Box<str>, serde_json::Value>,
    /// What is said last, each a line of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tail: Vec<Phrase>,
    /// What can be tapped, at most ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// What an answer would best be.
    #[serde(default, with = "wanted", skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
}

impl Reply {
    /// Says one thing, and offers nothing.
    pub fn new(phrase: Phrase) -> Self {
        let Phrase { say, args } = phrase;
        Self { lead: Vec::new(), say, args, tail: Vec::new(), choices: Vec::new(), wanted: None }
    }

    /// Puts it into words, within the narrowest limits of all channels.
    pub fn render(&self, language: Language) -> Message {
        let body = Phrase { say: self.say, args: self.args.clone() }.words(language);
        let mut text = String::new();
        for phrase in &self.lead {
            text.push_str(&phrase.words(language));
            text.push_str("\n\n");
        }
        text.push_str(&body);
        for phrase in &self.tail {
            text.push('\n');
            text.push_str(&phrase.words(language));
        }
        let room = if self.choices.is_empty() && self.wanted.is_none() {
            limits::TEXT
        } else {
            limits::BODY
        };
        let list = self.choices.len() > limits::BUTTONS
            || self.choices.iter().any(|choice| choice.hint.is_some());
        let label = if list { limits::ROW } else { limits::BUTTON };
        let buttons = self
            .choices
            .iter()
            .take(limits::ROWS)
            .map(|choice| Button {
                payload: choice.payload.clone(),
                label: limits::cut(&choice.label, label).into(),
                hint: choice.hint.as_ref().map(|hint| limits::cut(hint, limits::HINT).into()),
            })
            .collect();
        let opener = if self.say == Say::Menu { Say::OpenMenu } else { Say::OpenList };
        Message {
            text: limits::cut(&text, room).into(),
            language,
            buttons,
            list_label: list.then(|| opener.plain(language).into()),
            wanted: self.wanted,
        }
    }
}

/// How the answer hoped for is stored.
mod wanted {
    use aduan::ports::Wanted;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    pub(super) fn serialize<S: Serializer>(
        wanted: &Option<Wanted>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        wanted
            .map(|wanted| match wanted {
                Wanted::Text => "text",
                Wanted::Photo => "photo",
                Wanted::Location => "location",
                Wanted::Contact => "contact",
            })
            .serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Wanted>, D::Error> {
        let name = Option::<String>::deserialize(deserializer)?;
        Ok(match name.as_deref() {
            Some("text") => Some(Wanted::Text),
            Some("photo") => Some(Wanted::Photo),
            Some("location") => Some(Wanted::Location),
            Some("contact") => Some(Wanted::Contact),
            // A release to come may hope for more; then any answer will do.
            _ => None,
        })
    }
}
