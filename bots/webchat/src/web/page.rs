//! What was said in one chat, both sides of it.

use std::collections::VecDeque;

use aduan::{
    domain::{Point, QueuedId},
    ports::{Button, Message, Wanted},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The most lines that are kept.
const LINES: usize = 200;
/// How long a line is kept.
const KEPT: TimeDelta = TimeDelta::days(30);
/// How long a session lasts without a word from either side.
pub(super) const SESSION: TimeDelta = TimeDelta::days(180);

/// The lines of one chat, numbered. Sealed whole; the oldest go first, after thirty days or when
/// there are two hundred younger ones.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Page {
    /// When something was said last, or when it was opened.
    touched_at: DateTime<Utc>,
    /// The number of the last line; none has 0.
    last: u64,
    lines: VecDeque<Line>,
}

/// One line, and its number.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Its number, one more than that of the line before.
    pub(super) at: u64,
    /// When it was said.
    pub(super) time: DateTime<Utc>,
    /// What was said, and by whom.
    #[serde(flatten)]
    pub(super) said: Said,
}

/// A side of the talk.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub(super) enum Said {
    /// The person in the browser.
    Me(Own),
    /// The bot.
    Bot(Bubble),
}

/// What the person did, under the name her browser gave it, so that it can be sent again.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Own {
    /// The browser's own name for it.
    pub(super) id: Box<str>,
    /// The number of the bot's line it replies to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) quotes: Option<u64>,
    /// What.
    #[serde(flatten)]
    pub(super) act: Act,
}

/// What a person can do in a page.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
pub(super) enum Act {
    /// Wrote.
    Wrote {
        /// The words.
        text: Box<str>,
    },
    /// Tapped a choice.
    Chose {
        /// Its payload.
        payload: Box<str>,
        /// What was written on it.
        label: Box<str>,
    },
    /// Shared where she is.
    Located {
        /// The point.
        point: Point,
    },
    /// Sent a photo.
    Photographed {
        /// Where its bytes are, until they are fetched.
        source: Box<str>,
        /// What was written under it.
        caption: Option<Box<str>>,
    },
}

/// What the bot said, as a browser shows it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Bubble {
    /// What it was owed under, so that it can be sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) owed: Option<QueuedId>,
    /// The words; `*…*` is bold.
    pub(super) text: Box<str>,
    /// What can be tapped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) choices: Vec<Choice>,
    /// What opens the choices, if they are a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) list: Option<Box<str>>,
    /// What an answer would best be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) wish: Option<Wish>,
}

/// Something to tap.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Choice {
    /// What comes back when it is tapped.
    pub(super) payload: Box<str>,
    /// What is written on it.
    pub(super) label: Box<str>,
    /// What is written under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hint: Option<Box<str>>,
}

/// What an answer would best be: [`Wanted`], as it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wish {
    /// Words.
    Text,
    /// A photo.
    Photo,
    /// A location.
    Location,
    /// The person's own contact.
    Contact,
}

impl From<Wanted> for Wish {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Text => Self::Text,
            Wanted::Photo => Self::Photo,
            Wanted::Location => Self::Location,
            Wanted::Contact => Self::Contact,
        }
    }
}

impl From<&Message> for Bubble {
    fn from(message: &Message) -> Self {
        let choice = |button: &Button| Choice {
            payload: button.payload.clone(),
            label: button.label.clone(),
            hint: button.hint.clone(),
        };
        Self {
            owed: None,
            text: message.text.clone(),
            choices: message.buttons.iter().map(choice).collect(),
            list: message.list_label.clone(),
            wish: message.wanted.map(Into::into),
        }
    }
}

impl Page {
    /// An empty page.
    pub(super) fn open(now: DateTime<Utc>) -> Self {
        Self { touched_at: now, last: 0, lines: VecDeque::new() }
    }

    /// Whether nothing was said for so long that the session is over.
    pub(super) fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.touched_at >= SESSION
    }

    /// The number of the last line; 0 if nothing was said yet.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// The lines after that number, oldest first.
    pub(super) fn after(&self, at: u64, now: DateTime<Utc>) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.at > at && now - line.time < KEPT)
    }

    /// What the person did under that name.
    pub(super) fn own(&self, id: &str) -> Option<&Act> {
        self.lines.iter().rev().find_map(|line| match &line.said {
            Said::Me(own) if *own.id == *id => Some(&own.act),
            _ => None,
        })
    }

    /// Whether the bot said what was owed under that id.
    fn told(&self, owed: QueuedId) -> bool {
        let said = |line: &Line| matches!(&line.said, Said::Bot(it) if it.owed == Some(owed));
        self.lines.iter().rev().any(said)
    }

    /// What the bot said under that number, if it is still kept.
    pub(super) fn line_at(&self, at: u64) -> Option<&str> {
        self.lines.iter().find_map(|line| match &line.said {
            Said::Bot(bubble) if line.at == at => Some(&*bubble.text),
            _ => None,
        })
    }

    /// Adds a line, unless it is there: what a browser sends twice has the same name, and what
    /// the courier sends twice is owed under the same id.
    pub(super) fn add(&mut self, said: Said, now: DateTime<Utc>) -> bool {
        let there = match &said {
            Said::Me(own) => self.own(&own.id).is_some(),
            Said::Bot(bubble) => bubble.owed.is_some_and(|owed| self.told(owed)),
        };
        if there {
            return false;
        }
        self.last += 1;
        self.touched_at = now;
        self.lines.push_back(Line { at: self.last, time: now, said });
        self.tidy(now);
        true
    }

    /// Forgets the lines that are too old or too many, and says whether there were any.
    pub(super) fn tidy(&mut self, now: DateTime<Utc>) -> bool {
        let before = self.lines.len();
        while self.lines.len() > LINES
            || self.lines.front().is_some_and(|line| now - line.time >= KEPT)
        {
            self.lines.pop_front();
        }
        self.lines.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-21T09:00:00Z".parse().unwrap()
    }

    fn bot(owed: u8, text: &str) -> Said {
        let owed = Some(QueuedId::from_bytes([owed; 16]));
        let (text, choices) = (text.into(), Vec::new());
        Said::Bot(Bubble { owed, text, choices, list: None, wish: None })
    }

    fn me(id: &str) -> Said {
        Said::Me(Own { id: id.into(), quotes: None, act: Act::Wrote { text: "halo".into() } })
    }

    fn numbers(page: &Page, after: u64, now: DateTime<Utc>) -> Vec<u64> {
        page.after(after, now).map(|line| line.at).collect()
    }

    #[test]
    fn what_comes_twice_stands_once() {
        let mut page = Page::open(now());
        assert!(page.add(me("a"), now()));
        assert!(!page.add(me("a"), now()));
        assert!(page.add(bot(1, "Halo!"), now()));
        assert!(page.add(me("b"), now()));
        assert!(!page.add(bot(1, "Halo!"), now()), "the courier sent it again");
        assert!(page.add(bot(2, "Halo!"), now()), "said again, to other words");
        assert_eq!(numbers(&page, 0, now()), [1, 2, 3, 4]);
        assert_eq!(numbers(&page, 2, now()), [3, 4]);
    }

    #[test]
    fn old_lines_go_and_numbers_go_on() {
        let mut page = Page::open(now());
        for nth in 0..250 {
            page.add(me(&nth.to_string()), now());
        }
        assert_eq!(numbers(&page, 0, now()).len(), 200);
        assert_eq!(page.after(0, now()).next().unwrap().at, 51);
        let later = now() + TimeDelta::days(30);
        assert_eq!(numbers(&page, 0, later), [0; 0], "out of sight before it is gone");
        page.add(bot(1, "Selamat siang"), later);
        assert_eq!(numbers(&page, 0, later), [251]);
        assert!(!page.is_over(later + TimeDelta::days(179)));
        assert!(page.is_over(later + TimeDelta::days(180)));
    }

    #[test]
    fn a_line_reads_as_the_browser_expects_it() {
        let mut page = Page::open(now());
        let point = Point::new(-6.2, 106.8).unwrap();
        page.add(
            Said::Me(Own { id: "a".into(), quotes: None, act: Act::Located { point } }),
            now(),
        );
        let choice = Choice { payload: "1:0".into(), label: "Ya".into(), hint: None };
        page.add(
            Said::Bot(Bubble {
                owed: None,
                text: "Di sini?".into(),
                choices: vec![choice],
                list: None,
                wish: Some(Wish::Location),
            }),
            now(),
        );
        let lines = page.after(0, now()).map(|line| serde_json::to_string(line).unwrap());
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [
                r#"{"at":1,"time":"2026-11-21T09:00:00Z","from":"me","id":"a","did":"located","point":[-6.2,106.8]}"#,
                r#"{"at":2,"time":"2026-11-21T09:00:00Z","from":"bot","text":"Di sini?","choices":[{"payload":"1:0","label":"Ya"}],"wish":"location"}"#,
            ]
        );
        let again: Page = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
        assert!(again == page);
    }
}
