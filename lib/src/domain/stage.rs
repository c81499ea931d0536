//! Where a complaint is in its life. Each stage carries only what is true in it, and a
//! transition is the only way from one to the next.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ComplaintId, DepartmentId, Ground, Note, OfficerId, PhotoId};
use crate::seal::Sealed;

/// A stage in which the city is at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Open {
    /// Filed; nobody has it yet.
    Submitted,
    /// A department has it, nobody in particular.
    Assigned {
        /// The department.
        to: DepartmentId,
    },
    /// Somebody owns it.
    InProgress {
        /// Her department.
        at: DepartmentId,
        /// Who.
        owner: OfficerId,
    },
}

/// Why a complaint was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBecause {
    /// The reporter, or enough supporters, said that it is mended.
    Confirmed,
    /// Nobody objected in time.
    NoReply,
    /// The citizen never answered a question.
    NoInfo,
    /// The reporter took it back.
    Withdrawn,
    /// It was a question, and the city answered it.
    Answered,
}

/// The stage of a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The city is at work.
    Open(Open),
    /// The city asked the citizen something and waits.
    NeedsInfo {
        /// Where it goes back to.
        from: Open,
        /// What was asked; staff may write a name into it.
        question: Sealed<Note>,
    },
    /// The department says that it is mended.
    Resolved {
        /// Which department.
        at: DepartmentId,
        /// Who says so.
        by: OfficerId,
        /// When.
        since: DateTime<Utc>,
        /// What was done.
        remark: Sealed<Note>,
        /// A photo taken afterwards.
        after: Option<PhotoId>,
    },
    /// It is over.
    Closed {
        /// The department that had it, to which a dispute goes back.
        at: Option<DepartmentId>,
        /// Who owned it then.
        owner: Option<OfficerId>,
        /// Why.
        because: ClosedBecause,
        /// When.
        since: DateTime<Utc>,
    },
    /// The coordinator did not take it.
    Rejected {
        /// Who decided.
        by: OfficerId,
        /// When.
        since: DateTime<Utc>,
        /// On which ground.
        #[serde(default)]
        ground: Ground,
        /// Why.
        reason: Sealed<Note>,
    },
    /// It is the same as another, which it points at.
    Merged {
        /// The canonical complaint, which is not itself merged.
        into: ComplaintId,
        /// What it goes back to when it is unmerged.
        from: Open,
    },
}

/// The name of a stage, without what it carries: what lists are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageKind {
    /// `submitted`
    Submitted,
    /// `assigned`
    Assigned,
    /// `in_progress`
    InProgress,
    /// `needs_info`
    NeedsInfo,
    /// `resolved`
    Resolved,
    /// `closed`
    Closed,
    /// `rejected`
    Rejected,
    /// `merged`
    Merged,
}

impl StageKind {
    /// Every stage there is.
    pub const ALL: [Self; 8] = [
        Self::Submitted,
        Self::Assigned,
        Self::InProgress,
        Self::NeedsInfo,
        Self::Resolved,
        Self::Closed,
        Self::Rejected,
        Self::Merged,
    ];

    /// The stages in which a complaint still waits for something.
    pub const OPEN: [Self; 5] =
        [Self::Submitted, Self::Assigned, Self::InProgress, Self::NeedsInfo, Self::Resolved];

    /// The name used in keys, storages and the interface for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::NeedsInfo => "needs_info",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Rejected => "rejected",
            Self::Merged => "merged",
        }
    }
}

/// A transition that does not start from this stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("not possible in this stage")]
pub struct NotFrom(
    /// The stage it is in.
    pub StageKind,
);

impl Stage {
    /// Its name.
    pub fn kind(&self) -> StageKind {
        match self {
            Self::Open(Open::Submitted) => StageKind::Submitted,
            Self::Open(Open::Assigned { .. }) => StageKind::Assigned,
            Self::Open(Open::InProgress { .. }) => StageKind::InProgress,
            Self::NeedsInfo { .. } => StageKind::NeedsInfo,
            Self::Resolved { .. } => StageKind::Resolved,
            Self::Closed { .. } => StageKind::Closed,
            Self::Rejected { .. } => StageKind::Rejected,
            Self::Merged { .. } => StageKind::Merged,
        }
    }

    /// As whoever follows it hears of it: while its reporter is asked, work goes on. What the city and
    /// she ask each other is between the two.
    pub fn followed(&self) -> StageKind {
        match self {
            Self::NeedsInfo { from, .. } => Self::Open(from.clone()).kind(),
            other => other.kind(),
        }
    }

    fn open(&self) -> Option<&Open> {
        match self {
            Self::Open(open)
            | Self::NeedsInfo { from: open, .. }
            | Self::Merged { from: open, .. } => Some(open),
            _ => None,
        }
    }

    /// The department that has it.
    pub fn department(&self) -> Option<&DepartmentId> {
        match self {
            Self::Resolved { at, .. } => Some(at),
            Self::Closed { at, .. } => at.as_ref(),
            other => match other.open()? {
                Open::Submitted => None,
                Open::Assigned { to } => Some(to),
                Open::InProgress { at, .. } => Some(at),
            },
        }
    }

    /// The officer who owns it.
    pub fn owner(&self) -> Option<OfficerId> {
        match self {
            Self::Resolved { by, .. } => Some(*by),
            Self::Closed { owner, .. } => *owner,
            other => match other.open()? {
                Open::InProgress { owner, .. } => Some(*owner),
                Open::Submitted | Open::Assigned { .. } => None,
            },
        }
    }

    /// submitted → assigned: a department gets it.
    pub fn assign(self, to: DepartmentId) -> Result<Self, NotFrom> {
        match self {
            Self::Open(Open::Submitted) => Ok(Self::Open(Open::Assigned { to })),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// assigned → in progress: somebody owns it.
    pub fn start(self, owner: OfficerId) -> Result<Self, NotFrom> {
        match self {
            Self::Open(Open::Assigned { to: at } | Open::InProgress { at, .. }) => {
                Ok(Self::Open(Open::InProgress { at, owner }))
            }
            other => Err(NotFrom(other.kind())),
        }
    }

    /// assigned, in progress → assigned to another department.
    pub fn transfer(self, to: DepartmentId) -> Result<Self, NotFrom> {
        match self {
            Self::Open(Open::Assigned { .. } | Open::InProgress { .. }) => {
                Ok(Self::Open(Open::Assigned { to }))
            }
            other => Err(NotFrom(other.kind())),
        }
    }

    /// submitted, assigned → rejected: the coordinator does not take it.
    pub fn reject(
        self,
        by: OfficerId,
        since: DateTime<Utc>,
        (ground, reason): (Ground, Sealed<Note>),
    ) -> Result<Self, NotFrom> {
        match self {
            Self::Open(Open::Submitted | Open::Assigned { .. }) => {
                Ok(Self::Rejected { by, since, ground, reason })
            }
            other => Err(NotFrom(other.kind())),
        }
    }

    /// submitted, assigned, in progress → needs info: a question.
    pub fn ask(self, question: Sealed<Note>) -> Result<Self, NotFrom> {
        match self {
            Self::Open(from) => Ok(Self::NeedsInfo { from, question }),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// needs info → back to where it came from: an answer.
    pub fn answer(self) -> Result<Self, NotFrom> {
        match self {
            Self::NeedsInfo { from, .. } => Ok(Self::Open(from)),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// in progress → resolved.
    pub fn resolve(
        self,
        by: OfficerId,
        since: DateTime<Utc>,
        remark: Sealed<Note>,
        after: Option<PhotoId>,
    ) -> Result<Self, NotFrom> {
        match self {
            Self::Open(Open::InProgress { at, .. }) => {
                Ok(Self::Resolved { at, by, since, remark, after })
            }
            other => Err(NotFrom(other.kind())),
        }
    }

    /// resolved → closed(confirmed): the reporter agrees.
    pub fn confirm(self, since: DateTime<Utc>) -> Result<Self, NotFrom> {
        match self {
            Self::Resolved { at, by, .. } => Ok(Self::Closed {
                at: Some(at),
                owner: Some(by),
                because: ClosedBecause::Confirmed,
                since,
            }),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// any open → closed(withdrawn): the reporter takes it back.
    pub fn withdraw(self, since: DateTime<Utc>) -> Result<Self, NotFrom> {
        if !StageKind::OPEN.contains(&self.kind()) {
            return Err(NotFrom(self.kind()));
        }
        let (at, owner) = (self.department().cloned(), self.owner());
        Ok(Self::Closed { at, owner, because: ClosedBecause::Withdrawn, since })
    }

    /// closed → in progress with whoever owned it; where nobody had it yet, back to where it was.
    pub fn reopen(self) -> Result<Self, NotFrom> {
        match self {
            Self::Closed { at: Some(at), owner: Some(owner), .. } => {
                Ok(Self::Open(Open::InProgress { at, owner }))
            }
            Self::Closed { at: Some(to), .. } => Ok(Self::Open(Open::Assigned { to })),
            Self::Closed { at: None, .. } => Ok(Self::Open(Open::Submitted)),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// rejected → submitted: the reporter appeals.
    pub fn appeal(self) -> Result<Self, NotFrom> {
        match self {
            Self::Rejected { .. } => Ok(Self::Open(Open::Submitted)),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// submitted, assigned, in progress → closed(answered): a question, and the talk is over.
    pub fn answered(self, by: OfficerId, since: DateTime<Utc>) -> Result<Self, NotFrom> {
        match self {
            Self::Open(_) => Ok(Self::Closed {
                at: self.department().cloned(),
                owner: Some(by),
                because: ClosedBecause::Answered,
                since,
            }),
            other => Err(NotFrom(other.kind())),
        }
    }

    /// resolved → in progress: the reporter does not agree.
    pub fn dispute(self) -> Result<Self, NotFrom> {
        match self {
            Self::Resolved { at, by, .. } => Ok(Self::Open(Open::InProgress { at, owner: by })),
            other => Err(NotFrom(other.kind())),
        }
    }
}
