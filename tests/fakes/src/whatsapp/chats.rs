//! What was said in a chat.

use std::fmt;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Account;

/// The chat of one person with the number.
#[derive(Clone, Debug)]
pub(super) struct Chat {
    pub(super) account: Account,
    pub(super) lines: Vec<Line>,
    /// Whether she blocked the number.
    pub(super) blocked: bool,
    /// When she wrote last: the window is open for a day from then on.
    pub(super) wrote: Option<DateTime<Utc>>,
    /// When the newest burst to her began, and how many messages it has.
    pub(super) burst: Option<(DateTime<Utc>, i32)>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What it is.
    pub said: Said,
    /// When it was said.
    pub at: DateTime<Utc>,
}

/// By whom something was said, and what.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// By the person, as it reads in a chat.
    Person(String),
    /// By the bot.
    Bot(Bubble),
}

/// A message of the bot, as it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bubble {
    /// The words; `*…*` is bold.
    pub text: String,
    /// What can be tapped.
    pub choices: Vec<Choice>,
    /// What opens the list that has the choices, if they are in one.
    pub list: Option<String>,
    /// Whether there is a button that sends the place where she is.
    pub asks_place: bool,
    /// Whether there is a button that sends her own contact.
    pub asks_contact: bool,
    /// Where its button leads to, if it is one that opens a page.
    pub link: Option<String>,
    /// The name of the template, if it is one.
    pub template: Option<String>,
    /// What it is paid for as: `service`, `utility`, `authentication` or `marketing`.
    pub category: String,
}

/// Something to tap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What comes back.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What it tells about itself.
    pub hint: Option<String>,
}

impl Bubble {
    /// The bubble of a message that is no template.
    pub(super) fn of(message: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let category = "service".to_owned();
        let interactive = &message["interactive"];
        if interactive.is_null() {
            let kind = text(&message["type"]);
            let said = &message[&kind];
            let words = if kind == "text" { text(&said["body"]) } else { text(&said["caption"]) };
            let link = said["link"].as_str().map(str::to_owned);
            return Self { text: words, link, category, ..Self::default() };
        }
        let action = &interactive["action"];
        let each = |array: &Value| array.as_array().cloned().unwrap_or_default();
        let buttons = each(&action["buttons"]).into_iter().map(|button| button["reply"].clone());
        let rows = each(&action["sections"]).into_iter().flat_map(|section| each(&section["rows"]));
        let choice = |choice: Value| Choice {
            id: text(&choice["id"]),
            label: text(&choice["title"]),
            hint: choice["description"].as_str().map(str::to_owned),
        };
        Self {
            text: text(&interactive["body"]["text"]),
            choices: buttons.chain(rows).map(choice).collect(),
            list: action["button"].as_str().map(str::to_owned),
            asks_place: interactive["type"] == "location_request_message",
            asks_contact: interactive["type"] == "request_contact_info",
            link: action["parameters"]["url"].as_str().map(str::to_owned),
            template: None,
            category,
        }
    }
}

impl Line {
    /// What the bot said, if it is the bot's.
    pub fn bubble(&self) -> Option<&Bubble> {
        match &self.said {
            Said::Bot(bubble) => Some(bubble),
            Said::Person(_) => None,
        }
    }

    /// The words, if it is the bot's.
    pub fn words(&self) -> Option<&str> {
        self.bubble().map(|bubble| bubble.text.as_str())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bubble = match &self.said {
            Said::Person(act) => return write!(f, "> {act}"),
            Said::Bot(bubble) => bubble,
        };
        write!(f, "bot: {}", bubble.text.replace('\n', "\n     "))?;
        if let Some(list) = &bubble.list {
            write!(f, "\n     ☰ {list}")?;
        }
        for Choice { label, hint, .. } in &bubble.choices {
            write!(f, "\n     [{label}] {}", hint.as_deref().unwrap_or_default())?;
        }
        let asked = [(bubble.asks_place, "📍"), (bubble.asks_contact, "👤")];
        for (_, sign) in asked.iter().filter(|(asked, _)| *asked) {
            write!(f, "\n     [{sign}]")?;
        }
        bubble.link.iter().try_for_each(|link| write!(f, "\n     → {link}"))
    }
}

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
