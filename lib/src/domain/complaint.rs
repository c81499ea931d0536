//! A complaint.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    CategoryId, CitizenId, Clockwork, ComplaintId, Note, OfficerId, Photo, Picture, Place, Point,
    Stage, StageKind, Talk, TrackingNumber, Words,
};
use crate::seal::Sealed;

/// What a citizen wants of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something is to be mended.
    #[default]
    Complaint,
    /// A private question to the coordinator, which is also how a citizen reaches a human.
    Question,
}

/// Who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// The reporter and the departments that handle it.
    Private,
    /// Everybody, once it is published.
    Public,
}

/// Who may see whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Identity {
    /// Nobody: not even the staff.
    HiddenFromStaff,
    /// The staff.
    HiddenFromPublic,
    /// Everybody, as far as the citizen says so.
    Named,
}

/// The three choices a chat offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// *Publik*: public, the name hidden from the public.
    Public,
    /// *Privat*: private, named to the department.
    Private,
    /// *Anonim*: public, the name hidden from staff too.
    Anonymous,
}

impl Preset {
    /// Every preset, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Anonymous];

    /// Who may see it.
    pub fn visibility(self) -> Visibility {
        match self {
            Self::Public | Self::Anonymous => Visibility::Public,
            Self::Private => Visibility::Private,
        }
    }

    /// Who may see whose it is.
    pub fn identity(self) -> Identity {
        match self {
            Self::Public => Identity::HiddenFromPublic,
            Self::Private => Identity::Named,
            Self::Anonymous => Identity::HiddenFromStaff,
        }
    }
}

/// Whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reporter {
    /// A person the staff may know.
    Known(CitizenId),
    /// A person only the courier finds, when something is to be told.
    Hidden(Sealed<CitizenId>),
    /// Nobody: the reporter withdrew it, and it stays open for its supporters; or it was filed at
    /// the counter for somebody who left no way to her.
    Left,
}

/// What the citizen wrote, as she wrote it. Stored sealed: words can name people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// Her words.
    pub words: Words,
    /// Where, in her words.
    pub place: Option<Note>,
}

/// What the public reads, with phone numbers, e-mail addresses, NIK and plates masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    /// The first sentence, at most 80 characters.
    pub title: Box<str>,
    /// The words.
    pub words: Box<str>,
    /// The place in words.
    pub place: Option<Box<str>>,
}

/// That a complaint came into a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When; by the hour if it is hidden from staff.
    pub at: DateTime<Utc>,
    /// The stage.
    pub to: StageKind,
}

/// A complaint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its id.
    pub id: ComplaintId,
    /// The number its reporter keeps.
    pub number: TrackingNumber,
    /// What is wanted of it.
    pub kind: Kind,
    /// What it is about.
    pub category: CategoryId,
    /// What was written.
    pub original: Sealed<Original>,
    /// What the public reads; `None` until it is published.
    pub public: Option<Public>,
    /// Where it is.
    pub point: Option<Point>,
    /// Its photos.
    pub photos: Vec<Photo>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Who may see whose it is.
    pub identity: Identity,
    /// Whose it is.
    pub reporter: Reporter,
    /// Where it is in its life.
    pub stage: Stage,
    /// When it was filed; by the hour if it is hidden from staff.
    pub filed_at: DateTime<Utc>,
    /// Until when only its reporter sees it, and can undo it; by the hour if it is hidden from
    /// staff.
    pub settles_at: DateTime<Utc>,
    /// How long the city has.
    pub clock: Clockwork,
    /// How far it was escalated: 0 to 3.
    pub level: u8,
    /// How often its reporter said that it is not mended.
    pub disputes: u8,
    /// How often one department passed it on to another.
    #[serde(default)]
    pub bounces: u8,
    /// The reporter's rating of its handling, 1 to 5.
    pub rating: Option<u8>,
    /// What the reporter suggests besides, for the city only.
    #[serde(default)]
    pub advice: Option<Sealed<Note>>,
    /// Who rejected it before its reporter appealed, which can be done once. Somebody else judges
    /// the appeal.
    #[serde(default)]
    pub appealed: Option<OfficerId>,
    /// The complaint of the same reporter that it goes on from.
    #[serde(default)]
    pub refers_to: Option<TrackingNumber>,
    /// The stages it came into last, oldest first: what a chat tells of its story without reading
    /// the log.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What was said to and fro since, if it is a question.
    #[serde(default, skip_serializing_if = "Talk::is_empty")]
    pub talk: Talk,
}

/// The beginning of the hour of `time`.
pub fn by_the_hour(time: DateTime<Utc>) -> DateTime<Utc> {
    time.duration_trunc(TimeDelta::hours(1)).unwrap_or(time)
}

impl Complaint {
    /// The most photos it can be filed with: as many as an album of Telegram or WhatsApp holds.
    pub const PHOTOS: usize = 10;
    /// The most photos it can have in all.
    pub const PHOTOS_IN_ALL: usize = 20;

    /// How many of its last steps are kept.
    pub const STEPS: usize = 8;

    /// Notes that it came into the stage it is in.
    pub fn stepped(&mut self, at: DateTime<Utc>) {
        self.steps.push(Step { at, to: self.stage.kind() });
        let surplus = self.steps.len().saturating_sub(Self::STEPS);
        self.steps.drain(..surplus);
    }

    /// When it is due; `None` while its clock stands still, and once the city has done its part.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        matches!(self.stage, Stage::Open(_)).then(|| self.clock.due()).flatten()
    }

    /// Whether its reporter said that it is not mended, and the city is at work on it again.
    pub fn is_disputed(&self) -> bool {
        self.disputes > 0 && matches!(self.stage, Stage::Open(_) | Stage::NeedsInfo { .. })
    }

    /// The time as it may be written down beside the complaint: by the hour if its reporter is
    /// hidden from staff, so that nobody can match it with the times of chats.
    pub fn told_time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.identity == Identity::HiddenFromStaff { by_the_hour(now) } else { now }
    }

    /// What the public reads, if it can see it.
    pub fn shown(&self) -> Option<&Public> {
        self.public.as_ref().filter(|_| self.visibility == Visibility::Public)
    }

    /// Whether the public can see it.
    pub fn is_published(&self) -> bool {
        self.shown().is_some()
    }

    /// The photos that came, in their order.
    pub fn pictures(&self) -> impl Iterator<Item = (&Photo, &Picture)> {
        self.photos.iter().filter_map(|photo| Some((photo, photo.picture()?)))
    }

    /// The place, put together from its point and its words.
    pub fn place(point: Option<Point>, words: Option<Note>) -> Option<Place> {
        match (point, words) {
            (Some(point), Some(words)) => Some(Place::Both(point, words)),
            (Some(point), None) => Some(Place::Point(point)),
            (None, Some(words)) => Some(Place::Words(words)),
            (None, None) => None,
        }
    }
}
