//! A report in the making.

use std::fmt;

use aduan::{
    domain::{CategoryId, Complaint, Note, Place, Point, Preset, TrackingNumber, Words},
    verbs::Alike,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A draft and what was asked about it last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filing {
    pub(crate) draft: Draft,
    pub(crate) slot: Slot,
}

/// What was asked last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Slot {
    /// Nothing yet: more photos may follow.
    Quiet,
    /// What happened.
    Words,
    /// Whether it is about one of these.
    Suggested(Vec<CategoryId>),
    /// What it is about: a page of the list.
    Category(u8),
    /// Where it is.
    Place,
    /// Whether somebody else's report is of the same thing.
    Alike(Alike),
    /// Which of several reports, if any, is of the same thing.
    Alikes(Vec<Alike>),
    /// Who may see it.
    Preset,
    /// Whether to send it.
    Summary,
    /// Which part to change.
    Edit,
    /// New photos instead of the old.
    Photos,
}

/// A part of a report that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    Words,
    Category,
    Place,
    Photos,
    Preset,
}

/// Where it is, as far as she was asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Where {
    /// She was not asked.
    #[default]
    Unasked,
    /// She does not say.
    Skipped,
    /// There.
    There(Place),
}

impl Where {
    pub(crate) fn place(&self) -> Option<&Place> {
        match self {
            Self::There(place) => Some(place),
            Self::Unasked | Self::Skipped => None,
        }
    }
}

/// What is known of a report so far. Its parts come in any order.
///
/// `Debug` tells how much there is, and nothing of what was written.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    #[serde(default)]
    pub(crate) words: Option<Words>,
    #[serde(default)]
    pub(crate) category: Option<CategoryId>,
    #[serde(default)]
    pub(crate) place: Where,
    /// Where the channel keeps the photos.
    #[serde(default)]
    pub(crate) photos: Vec<Box<str>>,
    /// How many photos she was told of.
    #[serde(default)]
    pub(crate) told: usize,
    /// Whether there were more photos than fit, and she was not told.
    #[serde(default)]
    pub(crate) full: bool,
    #[serde(default)]
    pub(crate) preset: Option<Preset>,
    /// Whether look-alikes were offered.
    #[serde(default)]
    pub(crate) looked: bool,
    /// The number reserved for it.
    #[serde(default)]
    pub(crate) number: Option<TrackingNumber>,
    /// The older report it goes on from.
    #[serde(default)]
    pub(crate) refers_to: Option<TrackingNumber>,
    /// When she did something about it last.
    pub(crate) touched: DateTime<Utc>,
}

impl Draft {
    /// An empty one.
    pub(crate) fn new(now: DateTime<Utc>) -> Self {
        Self {
            words: None,
            category: None,
            place: Where::Unasked,
            photos: Vec::new(),
            told: 0,
            full: false,
            preset: None,
            looked: false,
            number: None,
            refers_to: None,
            touched: now,
        }
    }

    /// Whether there is nothing in it yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_none() && self.photos.is_empty() && self.place == Where::Unasked
    }

    /// Adds a photo, or notes that there are enough.
    pub(crate) fn add_photo(&mut self, source: Box<str>) {
        if self.photos.contains(&source) {
            // An album that was delivered twice.
        } else if self.photos.len() < Complaint::PHOTOS {
            self.photos.push(source);
        } else {
            self.full = true;
        }
    }

    /// Puts it on the map, and keeps the words of the place.
    pub(crate) fn put_at(&mut self, point: Point) {
        // A tenth of a metre is enough, and short numbers come back from storage unchanged.
        let short = |degrees: f64| (degrees * 1e6).round() / 1e6;
        let point = Point::new(short(point.latitude()), short(point.longitude())).unwrap_or(point);
        let words = self.place.place().and_then(Place::words).cloned();
        self.put(Complaint::place(Some(point), words));
    }

    /// Says where it is in words, and keeps its point.
    pub(crate) fn describe_place(&mut self, words: Note) {
        let point = self.place.place().and_then(Place::point);
        self.put(Complaint::place(point, Some(words)));
    }

    /// Says that its place is not told.
    pub(crate) fn skip_place(&mut self) {
        self.put(None);
    }

    fn put(&mut self, place: Option<Place>) {
        self.place = place.map_or(Where::Skipped, Where::There);
        self.looked = false;
    }

    /// The words and the place in words, as look-alikes are searched by.
    pub(crate) fn all_words(&self) -> Box<str> {
        let words = self.words.as_ref().map_or("", Words::as_str);
        match self.place.place().and_then(Place::words) {
            Some(place) => format!("{words} {}", place.as_str()).into(),
            None => words.into(),
        }
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("words", &self.words)
            .field("category", &self.category)
            .field("photos", &self.photos.len())
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
