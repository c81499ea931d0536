//! What is owed to people: a message and the role it is owed to. The role is opened, and what
//! may be told is checked again, only when it is sent.

mod undelivered;

pub use undelivered::Undelivered;

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        Channel, CitizenId, Complaint, ComplaintId, Ground, Language, Note, OfficerId, Peer,
        StageKind, TrackingNumber,
    },
    seal::Sealed,
};

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// To a chat, in its language.
    Chat(Peer, Language),
    /// To whoever reported a complaint, who may be hidden from everybody but the courier.
    Reporter(ComplaintId),
    /// To somebody who follows a complaint, as she is sealed among its followers.
    Follower(ComplaintId, Sealed<CitizenId>),
    /// To an officer, by e-mail.
    Officer(OfficerId),
    /// To an officer by e-mail as well, as one of those who say where complaints go.
    Coordinator(OfficerId),
}

/// News about a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Which complaint.
    pub complaint: ComplaintId,
    /// Its number.
    pub number: TrackingNumber,
    /// What happened.
    pub news: News,
}

impl Notice {
    /// News about `complaint`.
    pub fn about(complaint: &Complaint, news: News) -> Self {
        Self { complaint: complaint.id, number: complaint.number.clone(), news }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "news", rename_all = "snake_case")]
pub enum News {
    /// It is in another stage; the reason or remark, if there is one.
    Moved {
        /// The stage.
        to: StageKind,
        /// What staff wrote.
        note: Option<Note>,
    },
    /// The city does not take it.
    Rejected {
        /// On which ground.
        ground: Ground,
        /// What staff wrote.
        reason: Note,
    },
    /// The city asks something.
    Question {
        /// What.
        question: Note,
    },
    /// The department says that it is mended: is it?
    Mended {
        /// What was done.
        remark: Note,
    },
    /// Photos of the report never came; it stands without them.
    PhotosLost {
        /// How many.
        count: u32,
        /// Whether one of them was in a format that cannot be read.
        foreign: bool,
    },
    /// Staff reply to her question.
    Replied {
        /// What.
        words: Note,
    },
    /// Staff closed her question.
    TalkEnded,
    /// Staff answered in public.
    Responded {
        /// What everybody reads.
        words: Note,
    },
    /// For those who say where complaints go: a citizen asks the city something.
    Asked {
        /// What.
        question: Note,
    },
    /// For those who say where complaints go: the citizen does not accept the rejection.
    Appealed {
        /// Why.
        reason: Note,
    },
    /// For officers: the citizen answered.
    Answered {
        /// What.
        answer: Note,
    },
    /// For officers: the citizen wrote on about her question.
    Told {
        /// What.
        words: Note,
    },
    /// For officers: the citizen says that it is not mended.
    Disputed {
        /// Why.
        reason: Note,
    },
    /// For officers: the citizen had it taken up again.
    Reopened {
        /// Why.
        reason: Note,
    },
    /// For officers: the citizen withdrew it.
    Withdrawn {
        /// How many support it; if anybody does, it stays open for them, and they are to be told.
        supports: u64,
    },
}

impl News {
    /// Whether it is still so, when the complaint is in that stage. What is not is not told: newer
    /// news are on their way.
    pub fn holds_in(&self, stage: StageKind) -> bool {
        match self {
            Self::Moved { to, .. } => *to == stage,
            Self::Rejected { .. } => stage == StageKind::Rejected,
            Self::Question { .. } => stage == StageKind::NeedsInfo,
            Self::Mended { .. } => stage == StageKind::Resolved,
            Self::TalkEnded => stage == StageKind::Closed,
            Self::PhotosLost { .. }
            | Self::Replied { .. }
            | Self::Responded { .. }
            | Self::Asked { .. }
            | Self::Appealed { .. }
            | Self::Told { .. }
            | Self::Answered { .. }
            | Self::Disputed { .. }
            | Self::Reopened { .. }
            | Self::Withdrawn { .. } => true,
        }
    }

    /// Whether something waits for the person who is told. Such news are not put off, and whoever
    /// stopped the news of her chat gets them all the same: without an answer her complaint is
    /// closed.
    pub fn cannot_wait(&self) -> bool {
        match self {
            Self::Question { .. }
            | Self::Replied { .. }
            | Self::Asked { .. }
            | Self::Appealed { .. }
            | Self::Told { .. }
            | Self::Answered { .. }
            | Self::Disputed { .. }
            | Self::Reopened { .. }
            | Self::Withdrawn { .. } => true,
            Self::Moved { .. }
            | Self::Rejected { .. }
            | Self::Mended { .. }
            | Self::PhotosLost { .. }
            | Self::Responded { .. }
            | Self::TalkEnded => false,
        }
    }

    /// Whether they ask for an answer, so that nothing is said after them in a message.
    pub fn asks(&self) -> bool {
        matches!(self, Self::Question { .. } | Self::Mended { .. } | Self::Replied { .. })
    }

    /// Whether they keep their place beside newer ones: how a complaint stands is told anew, but no
    /// word of a talk takes the place of another.
    pub fn stands_alone(&self) -> bool {
        matches!(
            self,
            Self::PhotosLost { .. }
                | Self::Replied { .. }
                | Self::Responded { .. }
                | Self::Told { .. }
        )
    }
}

/// What is owed: the body of a row of the outbox, sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// To whom.
    pub to: Recipient,
    /// What.
    pub letter: Letter,
}

/// Something that happened to a person's account, told where she can still do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountNews {
    /// Another chat was linked to it.
    ChatLinked {
        /// On which channel.
        channel: Channel,
    },
    /// The number of one of its chats has changed, so the old one leads to it no more.
    NumberChanged {
        /// On which channel.
        channel: Channel,
    },
    /// A number of hers belongs to a chat account that is none of hers.
    NumberLost {
        /// On which channel.
        channel: Channel,
    },
}

/// A message before it has words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// News, which the conversation puts into words when it is sent.
    Notice(Notice),
    /// News of a person's account, in words by the conversation as well.
    Account(AccountNews),
    /// A reply of a conversation, as the conversation wrote it.
    Reply(serde_json::Value),
}
