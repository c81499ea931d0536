//! The one log: what happened, who did it, to what, and why.

use chrono::{DateTime, Utc};
use event_listener::Event as Ring;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    domain::{
        CategoryId, Change, CitizenId, ClosedBecause, ComplaintId, DepartmentId, FieldChange,
        Ground, Note, OfficerId, PhotoId, TrackingNumber,
    },
    owed::Undelivered,
    seal::{Sealed, Token},
};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A complaint was filed.
    Filed {
        /// Its number.
        number: TrackingNumber,
        /// Its category.
        category: CategoryId,
    },
    /// The reporter undid the filing.
    Undone,
    /// It was given to a department.
    Assigned {
        /// The department.
        to: DepartmentId,
        /// Whether the public can see it from now on.
        published: bool,
    },
    /// It was passed on to another department.
    Transferred {
        /// The department.
        to: DepartmentId,
        /// Why.
        reason: Sealed<Note>,
    },
    /// The coordinator did not take it.
    Rejected {
        /// On which ground.
        #[serde(default)]
        ground: Ground,
        /// Why.
        reason: Sealed<Note>,
    },
    /// An officer wrote something for her colleagues.
    Remarked {
        /// What.
        note: Sealed<Note>,
    },
    /// An officer took it over.
    Started {
        /// Who.
        owner: OfficerId,
    },
    /// The reporter added photos.
    PhotosAdded {
        /// How many.
        count: u32,
    },
    /// A photo came and is kept.
    PhotoKept {
        /// Which.
        photo: PhotoId,
    },
    /// Photos will never come.
    PhotosLost {
        /// How many.
        count: u32,
    },
    /// The city asked the citizen something.
    Asked {
        /// What.
        question: Sealed<Note>,
    },
    /// The citizen wrote on about her question.
    ToldStaff {
        /// What.
        words: Sealed<Note>,
    },
    /// Staff replied to a question.
    Replied {
        /// What.
        words: Sealed<Note>,
    },
    /// The citizen answered.
    Answered {
        /// What.
        answer: Sealed<Note>,
    },
    /// It was said to be mended.
    Resolved {
        /// What was done.
        remark: Sealed<Note>,
    },
    /// It is over.
    Closed {
        /// Why.
        because: ClosedBecause,
    },
    /// The reporter says that it is not mended.
    Disputed {
        /// Why.
        reason: Sealed<Note>,
    },
    /// The reporter had it taken up again.
    Reopened {
        /// Why.
        reason: Sealed<Note>,
    },
    /// The reporter does not accept that it was rejected.
    Appealed {
        /// Why.
        reason: Sealed<Note>,
    },
    /// The reporter withdrew it, and it stays open for its supporters.
    ReporterLeft,
    /// The reporter rated its handling.
    Rated {
        /// 1 to 5.
        stars: u8,
        /// What she suggests besides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        advice: Option<Sealed<Note>>,
    },
    /// Somebody supports it.
    Supported,
    /// Somebody no longer supports it.
    Unsupported,
    /// Somebody wants to be told of it.
    Followed,
    /// Somebody no longer wants to be told of it.
    Unfollowed,
    /// Somebody commented on it.
    Commented,
    /// Somebody took a comment back.
    CommentRemoved,
    /// Somebody was told of it.
    Told {
        /// In which role.
        to: Audience,
    },
    /// Somebody could not be told of it.
    NotTold {
        /// In which role.
        to: Audience,
        /// Why.
        because: Undelivered,
        /// Whether the channel had taken it, so that she was said to be told.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        after_all: bool,
    },
    /// Somebody proved a handle and is logged in.
    LoggedIn,
    /// Somebody failed to prove a handle.
    LoginFailed,
    /// Somebody signed out of a chat, or of several.
    SignedOut,
    /// Somebody added a handle, or a chat.
    Linked,
    /// Somebody has another number, as a channel says.
    NumberChanged,
    /// A number of somebody's belongs to another account, as a channel says.
    NumberLost,
    /// Somebody withdrew what she had agreed to.
    ConsentWithdrawn,
    /// Somebody wants everything about her deleted.
    DeletionAsked,
    /// Somebody changed her mind about that.
    DeletionUndone,
    /// Somebody was deleted.
    Deleted,
    /// What only the staff could read of a report is gone, as its reporter wished.
    Blanked,
    /// An officer was added.
    OfficerAdded {
        /// Who.
        officer: OfficerId,
    },
    /// An officer was invited to choose her password and her device, the first time or anew.
    OfficerInvited {
        /// Who.
        officer: OfficerId,
    },
    /// An officer chose her password and her device.
    OfficerJoined,
    /// An officer signed in.
    OfficerSignedIn {
        /// Whether by a recovery code.
        recovery: bool,
    },
    /// An officer ended sessions of hers.
    OfficerSignedOut,
    /// An officer changed her password.
    PasswordChanged,
    /// An officer works here no more.
    OfficerRetired {
        /// Who.
        officer: OfficerId,
    },
    /// What an officer is trusted with was changed, or where she works.
    OfficerChanged {
        /// Who.
        officer: OfficerId,
        /// What of it.
        fields: Vec<FieldChange>,
    },
    /// The set-up of the city was changed.
    SetUp {
        /// What of it.
        changes: Vec<Change>,
    },
    /// An officer has another device.
    DeviceChanged,
    /// An officer has other recovery codes.
    RecoveryRenewed,
    /// Departments and categories were set, as the first release told it.
    CatalogueSet,
}

impl Event {
    /// What was written when it happened; sealed as a part of the complaint it is about.
    pub fn note(&self) -> Option<&Sealed<Note>> {
        match self {
            Self::Transferred { reason: note, .. }
            | Self::Rejected { reason: note, .. }
            | Self::Remarked { note }
            | Self::Asked { question: note }
            | Self::ToldStaff { words: note }
            | Self::Replied { words: note }
            | Self::Answered { answer: note }
            | Self::Resolved { remark: note }
            | Self::Disputed { reason: note }
            | Self::Reopened { reason: note }
            | Self::Appealed { reason: note } => Some(note),
            Self::Rated { advice, .. } => advice.as_ref(),
            _ => None,
        }
    }
}

/// Whom news of a complaint are for. It names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Its reporter.
    Reporter,
    /// The officer who owns it.
    Owner,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A citizen, whose id can be read with the key only.
    Citizen(Sealed<CitizenId>),
    /// An officer.
    Officer(OfficerId),
    /// The system itself.
    System,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When; by the hour for a complaint that is hidden from staff.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: By,
    /// To which complaint, if to one.
    pub about: Option<ComplaintId>,
    /// What.
    #[serde(flatten)]
    pub what: Event,
}

/// A hash of what is in the log.
pub type Digest = [u8; 32];

impl Entry {
    /// The bytes that are stored and hashed.
    pub fn to_bytes(&self) -> Box<[u8]> {
        serde_json::to_vec(self).unwrap_or_default().into()
    }

    /// Reads an entry from its bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// The hash of an entry's bytes by themselves.
pub fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// A digest as people compare it: 64 hexadecimal digits.
pub fn hex(digest: &Digest) -> Box<str> {
    let (front, back) = digest.split_at(16);
    let half =
        |bytes: &[u8]| Token::from_bytes(*bytes.first_chunk().unwrap_or(&[0; 16])).to_string();
    (half(front) + &half(back)).into()
}

/// The link of the chain after `previous`: the hash of that link and of the entry's digest. The
/// chain begins after thirty-two zero bytes.
pub fn link(previous: &Digest, entry: &Digest) -> Digest {
    Sha256::new().chain_update(previous).chain_update(entry).finalize().into()
}

/// A place in the log. The first entry of a city is at 1, and there are no gaps.
pub type Position = u64;

/// An entry with its place in the log, as a storage keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Where it stands.
    pub position: Position,
    /// The bytes of the [`Entry`].
    pub body: Box<[u8]>,
    /// [`digest`] of the bytes.
    pub digest: Digest,
    /// [`link`] of the entry before and this one.
    pub link: Digest,
}

impl Recorded {
    /// The entry after `last`, which is `None` at the beginning of the log.
    pub fn next(last: Option<&Self>, entry: &Entry) -> Self {
        let (position, previous) =
            last.map_or((0, Digest::default()), |last| (last.position, last.link));
        let body = entry.to_bytes();
        let digest = digest(&body);
        Self { position: position + 1, body, digest, link: link(&previous, &digest) }
    }

    /// Whether it stands right after `last`, says what it said when it was written, and is linked
    /// to all before it.
    pub fn follows(&self, last: Option<&Self>) -> bool {
        let (position, previous) =
            last.map_or((0, Digest::default()), |last| (last.position, last.link));
        self.position == position + 1
            && self.digest == digest(&self.body)
            && self.link == link(&previous, &self.digest)
    }

    /// Whether it tells of that complaint.
    pub fn is_about(&self, complaint: ComplaintId) -> bool {
        Entry::from_bytes(&self.body).and_then(|entry| entry.about) == Some(complaint)
    }
}

/// What a storage rings when its log grows, for those who wait in
/// [`changed`](crate::ports::Storage::changed).
#[derive(Debug, Default)]
pub struct Bell(Ring);

impl Bell {
    /// Wakes everybody who waits.
    pub fn ring(&self) {
        self.0.notify(usize::MAX);
    }

    /// Returns what `last` says once it is beyond `seen`; it is asked again at each ring.
    ///
    /// ```
    /// use aduan::log::Bell;
    /// # futures::executor::block_on(async {
    /// let last = Bell::default().beyond(6, || Ok::<_, ()>(7)).await;
    /// assert_eq!(last, Ok(7));
    /// # });
    /// ```
    pub async fn beyond<E>(
        &self,
        seen: Position,
        last: impl Fn() -> Result<Position, E>,
    ) -> Result<Position, E> {
        loop {
            let rung = self.0.listen(); // before looking, so that no ring is missed in between
            let last = last()?;
            if last > seen {
                return Ok(last);
            }
            rung.await;
        }
    }
}
