//! What a conversation must know of the world for one turn.

use aduan::domain::{Catalogue, ChatLinks, City, Language, Login, TrackingNumber};
use chrono::{DateTime, Utc};

/// The scene of one turn. It is the same for every step of the turn.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The time the message came.
    pub now: DateTime<Utc>,
    /// The city and its rules.
    pub city: &'a City,
    /// Its departments and categories.
    pub catalogue: &'a Catalogue,
    /// Whether it is known who talks.
    pub signed_in: bool,
    /// How people of this chat log in.
    pub login: Login,
    /// The links by which she can log in from a chat that proves who she is.
    pub links: &'a ChatLinks,
    /// The language to begin in, until another is chosen.
    pub language: Language,
    /// Chance drawn for this turn.
    pub fresh: &'a Fresh,
}

/// Chance drawn for one turn, since a conversation has none of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// A number for a complaint that gets one in this turn.
    pub number: TrackingNumber,
    /// What makes the offers of this turn different from those of every other.
    pub nonce: u32,
}
