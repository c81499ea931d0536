//! What was said in a chat.

use std::fmt;

use serde_json::Value;
use tokio::time::Instant;

/// The chat of one person with the bot.
#[derive(Clone, Debug, Default)]
pub(super) struct Chat {
    pub(super) lines: Vec<Line>,
    /// Whether she blocked the bot.
    pub(super) blocked: bool,
    /// The choices in the place of her letters.
    pub(super) keyboard: Vec<Value>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: i64,
    /// What it is.
    pub said: Said,
    /// When it was said.
    pub at: Instant,
    /// The buttons that once were under it: a phone may still show them.
    pub(super) offered: Vec<Value>,
}

/// By whom something was said, and what.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// By the person, as it reads in a chat.
    Person(String),
    /// By the bot.
    Bot {
        /// The words, bold between stars.
        text: String,
        /// The buttons under it, as Telegram has them.
        buttons: Vec<Value>,
        /// The buttons it put in the place of the letters.
        keyboard: Vec<Value>,
    },
}

impl Line {
    /// The buttons that are, or once were, under it.
    pub fn offered(&self) -> impl Iterator<Item = &Value> {
        self.offered.iter()
    }

    /// The words, if it is the bot's.
    pub fn words(&self) -> Option<&str> {
        match &self.said {
            Said::Bot { text, .. } => Some(text),
            Said::Person(_) => None,
        }
    }
}

fn labels(buttons: &[Value]) -> String {
    let labels = buttons.iter().map(|button| format!("[{}]", button["text"].as_str().unwrap()));
    labels.collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.said {
            Said::Person(act) => write!(f, "> {act}"),
            Said::Bot { text, buttons, keyboard } => {
                write!(f, "bot: {}", text.replace('\n', "\n     "))?;
                if !buttons.is_empty() {
                    write!(f, "\n     {}", labels(buttons))?;
                }
                if !keyboard.is_empty() {
                    write!(f, "\n     ⌨ {}", labels(keyboard))?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}
