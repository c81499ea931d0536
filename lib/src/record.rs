//! Records: what is kept under a key and a version, as bytes a storage does not read.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        BlobId, CategoryId, CitizenId, ComplaintId, DepartmentId, OfficerId, Point, QueuedId,
        StageKind, TrackingNumber,
    },
    seal::Token,
};

/// What a record is found by. A storage puts its jurisdiction in front.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Key {
    /// A complaint.
    Complaint(ComplaintId),
    /// A person.
    Citizen(CitizenId),
    /// The list of a person's hidden reports.
    Drawer(Token),
    /// A conversation, by the token of its chat account.
    Conversation(Token),
    /// A code that waits to be typed.
    Challenge(Token),
    /// What was said in a chat whose channel keeps nothing itself, by the token of the account.
    Page(Token),
    /// An officer.
    Officer(OfficerId),
    /// Departments, categories, replies and working days.
    Catalogue,
    /// The parts of the city on the map, apart from what every decision wants to know.
    Areas,
    /// The last changes of the set-up; its version is the edition of the set-up.
    Changes,
    /// A row of a queue, which is written with the queue's own writes.
    Queued(QueuedId),
}

/// The kind of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// [`Key::Complaint`]
    Complaint,
    /// [`Key::Citizen`]
    Citizen,
    /// [`Key::Drawer`]
    Drawer,
    /// [`Key::Conversation`]
    Conversation,
    /// [`Key::Challenge`]
    Challenge,
    /// [`Key::Page`]
    Page,
    /// [`Key::Officer`]
    Officer,
    /// [`Key::Catalogue`]
    Catalogue,
    /// [`Key::Areas`]
    Areas,
    /// [`Key::Changes`]
    Changes,
    /// [`Key::Queued`]
    Queued,
}

impl RecordKind {
    /// Every kind there is.
    pub const ALL: [Self; 11] = [
        Self::Complaint,
        Self::Citizen,
        Self::Drawer,
        Self::Conversation,
        Self::Challenge,
        Self::Page,
        Self::Officer,
        Self::Catalogue,
        Self::Areas,
        Self::Changes,
        Self::Queued,
    ];

    /// The name storages may keep it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Citizen => "citizen",
            Self::Drawer => "drawer",
            Self::Conversation => "conversation",
            Self::Challenge => "challenge",
            Self::Page => "page",
            Self::Officer => "officer",
            Self::Catalogue => "catalogue",
            Self::Areas => "areas",
            Self::Changes => "changes",
            Self::Queued => "queued",
        }
    }
}

impl Key {
    /// The key of that kind with those sixteen bytes.
    pub fn new(kind: RecordKind, id: [u8; 16]) -> Self {
        let token = Token::from_bytes(id);
        match kind {
            RecordKind::Complaint => Self::Complaint(ComplaintId::from_bytes(id)),
            RecordKind::Citizen => Self::Citizen(CitizenId::from_bytes(id)),
            RecordKind::Drawer => Self::Drawer(token),
            RecordKind::Conversation => Self::Conversation(token),
            RecordKind::Challenge => Self::Challenge(token),
            RecordKind::Page => Self::Page(token),
            RecordKind::Officer => Self::Officer(OfficerId::from_bytes(id)),
            RecordKind::Catalogue => Self::Catalogue,
            RecordKind::Areas => Self::Areas,
            RecordKind::Changes => Self::Changes,
            RecordKind::Queued => Self::Queued(QueuedId::from_bytes(id)),
        }
    }

    /// The kind of record it finds.
    pub fn kind(&self) -> RecordKind {
        match self {
            Self::Complaint(_) => RecordKind::Complaint,
            Self::Citizen(_) => RecordKind::Citizen,
            Self::Drawer(_) => RecordKind::Drawer,
            Self::Conversation(_) => RecordKind::Conversation,
            Self::Challenge(_) => RecordKind::Challenge,
            Self::Page(_) => RecordKind::Page,
            Self::Officer(_) => RecordKind::Officer,
            Self::Catalogue => RecordKind::Catalogue,
            Self::Areas => RecordKind::Areas,
            Self::Changes => RecordKind::Changes,
            Self::Queued(_) => RecordKind::Queued,
        }
    }

    /// The sixteen bytes that tell it from others of its kind.
    pub fn id(&self) -> [u8; 16] {
        match self {
            Self::Complaint(id) => *id.as_bytes(),
            Self::Citizen(id) => *id.as_bytes(),
            Self::Drawer(token)
            | Self::Conversation(token)
            | Self::Challenge(token)
            | Self::Page(token) => *token.as_bytes(),
            Self::Officer(id) => *id.as_bytes(),
            Self::Catalogue | Self::Areas | Self::Changes => [0; 16],
            Self::Queued(id) => *id.as_bytes(),
        }
    }

    /// The key as text; sealed values name the record they belong to by it.
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind().name(), Token::from_bytes(self.id()))
    }

    /// The key out of its text.
    pub fn from_path(path: &str) -> Option<Self> {
        let (name, id) = path.split_once('/')?;
        let kind = RecordKind::ALL.into_iter().find(|kind| kind.name() == name)?;
        let key = Self::new(kind, *id.parse::<Token>().ok()?.as_bytes());
        (key.path() == path).then_some(key)
    }
}

/// Another way to find a record. Each name belongs to one record only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Name {
    /// A handle finds a citizen or an officer.
    Handle(Token),
    /// A number finds a complaint.
    Number(TrackingNumber),
    /// The bytes of a photo find its complaint.
    Blob(BlobId),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handle(token) => write!(f, "handle/{token}"),
            Self::Number(number) => write!(f, "number/{number}"),
            Self::Blob(blob) => write!(f, "blob/{blob}"),
        }
    }
}

impl FromStr for Name {
    type Err = InvalidName;
    fn from_str(text: &str) -> Result<Self, InvalidName> {
        let name = match text.split_once('/').ok_or(InvalidName)? {
            ("handle", token) => token.parse().ok().map(Self::Handle),
            ("number", number) => number.parse().ok().map(Self::Number),
            ("blob", blob) => blob.parse().ok().map(Self::Blob),
            _ => None,
        };
        name.ok_or(InvalidName)
    }
}

/// A text that is no name of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a record")]
pub struct InvalidName;

/// A record as a storage keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What finds it.
    pub key: Key,
    /// What is in it, as the domain wrote it.
    pub body: Box<[u8]>,
    /// What else finds it.
    pub names: Vec<Name>,
    /// What complaints are listed by; `None` for every other kind.
    pub facets: Option<Facets>,
}

/// What complaints are filtered, sorted and searched by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// The stage.
    pub stage: StageKind,
    /// The category.
    pub category: CategoryId,
    /// The department that has it.
    pub department: Option<DepartmentId>,
    /// Who owns it.
    pub owner: Option<OfficerId>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it is due; `None` while the clock stands still or it is over.
    pub due_at: Option<DateTime<Utc>>,
    /// Where it is.
    pub point: Option<Point>,
    /// Whether the public can see it.
    pub published: bool,
    /// The token of its reporter; `None` if hidden from staff.
    pub reporter: Option<Token>,
    /// The words of its published form, keyed; empty if it is not published.
    pub public_words: Vec<Box<str>>,
    /// All its words, keyed.
    pub staff_words: Vec<Box<str>>,
}

/// Something and the version it was seen in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versioned<T> {
    /// The version; the first is 1.
    pub version: u64,
    /// The thing.
    pub value: T,
}
