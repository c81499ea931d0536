//! The lines of the file.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{
    batch::{self, Set},
    domain::{CategoryId, ComplaintId, Jurisdiction, QueuedId},
    log::{Entry, Position},
    queue::{self, Queue, Waiting},
    record::{Facets, Key, Row},
    seal::Token,
};

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// What the file is; the first line.
    Header(Header),
    /// A record.
    Record(Record),
    /// A member of a set of the complaint in a line before.
    Member(Member),
    /// What is known of something done at most once.
    Receipt {
        /// Its key.
        key: Token,
        /// What was stored with it.
        receipt: Body,
    },
    /// A row of a queue.
    Queued(Queued),
    /// What is known of a category.
    Category {
        /// The category.
        category: CategoryId,
        /// How many complaints it has.
        complaints: u64,
        /// How many words stood in them.
        words: u64,
    },
    /// What is known of a word, after all categories.
    Word {
        /// The word, keyed.
        word: Box<str>,
        /// The category.
        category: CategoryId,
        /// In how many of its complaints the word stood.
        complaints: u64,
    },
    /// An entry of the log, in their order.
    Entry(Entry),
    /// What the lines between the first and this one are; the last line.
    Footer(Footer),
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The format.
    pub aduan: u32,
    /// The city.
    pub jurisdiction: Jurisdiction,
    /// When it was exported.
    pub exported_at: DateTime<Utc>,
    /// Whether people's records can be read.
    pub people: bool,
    /// Where its log ends.
    pub log: Head,
}

/// The end of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last position.
    pub position: Position,
    /// The link of the entry there, in hexadecimal.
    pub link: Box<str>,
}

/// What tells whether a file is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footer {
    /// How many lines of each kind stand between the first and this one.
    pub lines: BTreeMap<Box<str>, u64>,
    /// The SHA-256 of these lines, each with its end, in hexadecimal.
    pub sha256: Box<str>,
}

/// Bytes as a line holds them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Bytes that are JSON, to the letter.
    Json(Box<RawValue>),
    /// Any others.
    Base64(Box<str>),
    /// What was sealed, opened.
    Opened(Box<RawValue>),
}

impl Body {
    /// Bytes in the form in which they are read most easily and come back as they were.
    pub fn of(bytes: &[u8]) -> Self {
        let json = std::str::from_utf8(bytes)
            .ok()
            .filter(|text| !text.contains(['\n', '\r']))
            .and_then(|text| serde_json::from_str::<Box<RawValue>>(text).ok())
            .filter(|raw| raw.get().as_bytes() == bytes);
        json.map_or_else(|| Self::Base64(STANDARD_NO_PAD.encode(bytes).into()), Self::Json)
    }

    /// The bytes; `None` if it is not base64, or was sealed.
    pub fn bytes(&self) -> Option<Box<[u8]>> {
        match self {
            Self::Json(raw) => Some(raw.get().as_bytes().into()),
            Self::Base64(text) => STANDARD_NO_PAD.decode(text.as_bytes()).ok().map(Into::into),
            Self::Opened(_) => None,
        }
    }
}

/// A record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Record {
    /// Its key, as [`Key::path`] writes it.
    pub key: Box<str>,
    /// What else finds it.
    pub names: Vec<Box<str>>,
    /// What is in it.
    pub body: Body,
    /// What a complaint is listed by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facets: Option<Facets>,
}

impl Record {
    pub(super) fn of(row: Row) -> Self {
        Self {
            key: row.key.path().into(),
            names: row.names.iter().map(|name| name.to_string().into()).collect(),
            body: Body::of(&row.body),
            facets: row.facets,
        }
    }

    pub(super) fn key(&self) -> Option<Key> {
        Key::from_path(&self.key)
    }

    /// The row, with another body if one is given.
    pub(super) fn row(self, body: Option<Box<[u8]>>) -> Option<Row> {
        Some(Row {
            key: self.key()?,
            body: body.or_else(|| self.body.bytes())?,
            names: self.names.iter().map(|name| name.parse().ok()).collect::<Option<_>>()?,
            facets: self.facets,
        })
    }
}

/// A member of a set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Member {
    /// The complaint.
    pub complaint: ComplaintId,
    /// The name of the set.
    pub set: Box<str>,
    /// The member.
    pub who: Token,
    /// The day it was added.
    pub day: NaiveDate,
    /// What comes with it.
    pub body: Body,
}

impl Member {
    pub(super) fn of(member: &batch::Member) -> Self {
        Self {
            complaint: member.complaint,
            set: member.set.name().into(),
            who: member.who,
            day: member.day,
            body: Body::of(&member.body),
        }
    }

    pub(super) fn member(&self) -> Option<batch::Member> {
        Some(batch::Member {
            complaint: self.complaint,
            set: Set::ALL.into_iter().find(|set| set.name() == &*self.set)?,
            who: self.who,
            day: self.day,
            body: self.body.bytes()?,
        })
    }
}

/// A row of a queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queued {
    /// Its id.
    pub id: QueuedId,
    /// The name of the queue.
    pub queue: Box<str>,
    /// The lane.
    pub lane: Token,
    /// Not before this time.
    pub due: DateTime<Utc>,
    /// A waiting row with the same key makes room for this one.
    pub replaces: Option<Token>,
    /// What is to be done.
    pub body: Body,
    /// How often it was tried in vain.
    pub tries: u64,
    /// Why it was buried, if it was.
    pub buried: Option<Box<str>>,
}

impl Queued {
    pub(super) fn of(waiting: &Waiting) -> Self {
        let row = &waiting.row;
        Self {
            id: row.id,
            queue: row.queue.name().into(),
            lane: row.lane,
            due: row.due,
            replaces: row.replaces,
            body: Body::of(&row.body),
            tries: waiting.version.saturating_sub(1),
            buried: waiting.buried.clone(),
        }
    }

    pub(super) fn row(&self) -> Option<queue::Queued> {
        Some(queue::Queued {
            id: self.id,
            queue: Queue::ALL.into_iter().find(|queue| queue.name() == &*self.queue)?,
            lane: self.lane,
            due: self.due,
            replaces: self.replaces,
            body: self.body.bytes()?,
        })
    }
}

impl Line {
    /// The name of its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Header(_) => "header",
            Self::Record(_) => "record",
            Self::Member(_) => "member",
            Self::Receipt { .. } => "receipt",
            Self::Queued(_) => "queued",
            Self::Category { .. } => "category",
            Self::Word { .. } => "word",
            Self::Entry(_) => "entry",
            Self::Footer(_) => "footer",
        }
    }

    /// The line as it is written, with its end.
    pub fn to_text(&self) -> String {
        // Plain data always serialises.
        let mut text = serde_json::to_string(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// A line out of its bytes.
    ///
    /// # Errors
    /// What is wrong with it, without what stands in it.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => "not a line of an export".to_owned(),
            _ => format!("not JSON at column {}", error.column()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_to_the_byte() {
        for bytes in [
            &b""[..],
            b"{}",
            b" {}",
            b"{} ",
            b"{\"b\":1,\"a\":1.10}",
            b"{\"a\":\n1}",
            b"[1e400,-0.0]",
            b"\"\\u00e9\"",
            b"null",
            b"\xff\x00",
            b"{\"a\":1}{",
        ] {
            let text = serde_json::to_string(&Body::of(bytes)).unwrap();
            assert!(!text.contains('\n'));
            let body: Body = serde_json::from_str(&text).unwrap();
            assert_eq!(body.bytes().as_deref(), Some(bytes), "{text}");
        }
        assert!(matches!(Body::of(b"{\"a\":1}"), Body::Json(_)));
    }
}
