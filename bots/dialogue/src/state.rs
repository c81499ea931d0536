//! Where a conversation is.

mod asking;
mod draft;
mod haste;
mod pick;
mod record;
mod wish;

use std::fmt;

use aduan::{
    domain::{Channel, Consent, Handle, Language, LinkCode, Note, Purpose, TrackingNumber, Words},
    verbs::{Posted, Question},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub(crate) use asking::{Album, Asking, ListOf, Reply};
pub(crate) use draft::{Draft, Filing, Part, Slot, Where};
pub(crate) use haste::Haste;
pub(crate) use pick::{Offer, Pick, preset as preset_name, read as read_payload};
pub(crate) use wish::Wish;

use crate::{Phrase, hear::About};

/// Where a conversation is, and what it holds.
///
/// `Debug` tells where it is, and nothing of what was said.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    #[serde(default)]
    pub(crate) language: Option<Language>,
    #[serde(default)]
    pub(crate) consent: Option<Consent>,
    pub(crate) at: At,
    /// What can be tapped, or typed by its number or label.
    #[serde(default)]
    pub(crate) offer: Offer,
    /// How often in a row she was not understood.
    #[serde(default)]
    pub(crate) misses: u8,
    /// What was filed last.
    #[serde(default)]
    pub(crate) sent: Option<Sent>,
    /// What she commented last, as long as she can take it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) commented: Option<Commented>,
    /// Photos she sent in reply to news of a report, until nothing more comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) enclosed: Vec<(TrackingNumber, Album)>,
    /// Her question to the staff, as far as it is known to be open.
    #[serde(default)]
    pub(crate) question: Option<TrackingNumber>,
    /// What the turn waits for, between its steps.
    #[serde(default)]
    pub(crate) waiting: Option<Waiting>,
    /// How fast she writes.
    #[serde(default)]
    pub(crate) haste: Haste,
    /// Whether the record could not be read, and she has not been told.
    #[serde(default)]
    pub(crate) forgotten: bool,
}

/// The place in the talk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum At {
    /// She has not agreed yet; what she sent already waits half an hour.
    Welcome(Option<Draft>),
    /// Nothing is going on.
    Rest,
    /// She is making a report.
    Filing(Filing),
    /// A draft from before waits; so does what she wrote just now.
    Resuming { filing: Filing, words: Option<Words> },
    /// She is signing in, and then goes on.
    Login { step: Login, then: Then },
    /// She proves an address for another reason.
    Proving { purpose: Purpose, step: Login, filing: Option<Filing> },
    /// What she asked for before she was known: does she still want it?
    Ready { wish: Wish, filing: Option<Filing> },
    /// She says why it is not mended.
    Reason { number: TrackingNumber, filing: Option<Filing> },
    /// She answers the city's question.
    Answer { number: TrackingNumber, filing: Option<Filing> },
    /// What she wrote may be an answer.
    Questions { words: Words, asked: Vec<Asked> },
    /// She was asked for something outside a report of hers.
    Asking { what: Asking, filing: Option<Filing> },
    /// She talks with the staff about her question, in which she wrote last at that time.
    WithStaff { number: TrackingNumber, filing: Option<Filing>, heard_at: DateTime<Utc> },
}

/// What waits until she is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Then {
    #[serde(default)]
    pub(crate) filing: Option<Filing>,
    #[serde(default)]
    pub(crate) wish: Option<Wish>,
}

/// How far signing in is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Login {
    /// The address is asked for.
    Address,
    /// The code is asked for.
    Code(Handle),
}

/// A question of the city.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) number: TrackingNumber,
    pub(crate) title: Box<str>,
    pub(crate) question: Note,
}

impl From<Question> for Asked {
    fn from(question: Question) -> Self {
        let Question { number, title, question } = question;
        Self { number, title, question }
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Asked({})", self.number)
    }
}

/// A report that was filed in this chat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) number: TrackingNumber,
    /// The offer whose *Kirim* sent it: a second tap is answered with the number.
    pub(crate) nonce: u32,
    pub(crate) at: DateTime<Utc>,
    /// What it was made of, for as long as it can be undone.
    #[serde(default)]
    pub(crate) draft: Option<Draft>,
}

/// A comment that can still be taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Commented {
    pub(crate) number: TrackingNumber,
    pub(crate) posted: Posted,
}

/// What a turn waits for, and what it will say first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Waiting {
    #[serde(default)]
    pub(crate) lead: Vec<Phrase>,
    #[serde(default)]
    pub(crate) asked: u8,
    /// How often she was not understood before this turn.
    #[serde(default)]
    pub(crate) misses: u8,
    pub(crate) until: Until,
}

/// What a turn waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Until {
    /// Likely categories.
    Suggestions,
    /// Look-alikes.
    Alike,
    /// How a look-alike stands.
    Shown,
    /// How a report stands.
    Progress,
    /// How a report stands that she wants to withdraw.
    Withdrawable,
    /// Open questions, since what she wrote may be an answer.
    Questions(Words),
    /// A page of a list.
    Listing(ListOf),
    /// A comment taken back.
    Uncommented,
    /// Her own reports, since she named none of them.
    Which(About),
    /// How the report stands whose news she replied to, and with what.
    Replied(Reply),
    /// A filing.
    Filed,
    /// A filing taken back.
    Undone,
    /// A code on its way.
    CodeSent(Handle),
    /// The verdict on a code.
    Verdict,
    /// A code to show, by which another chat can be linked.
    LinkOffered,
    /// A code to send from that channel, by which this chat is let in.
    LetInBy(Channel),
    /// What the code of another chat comes to.
    LinkTaken(LinkCode),
    /// The channel's own proof.
    Recognised,
    /// What her own contact proves.
    Contact,
    /// The outcome of a wish.
    Granted(Wish),
    /// What is kept of her, to show it.
    Account,
    /// The chats in which she is signed in.
    Sessions,
    /// The end of sessions.
    SignedOut,
    /// Whether the talk about a question still goes on, and what she writes into it.
    Talk(TrackingNumber, Option<Note>),
    /// What she wrote to the staff; `paused` if that was long after the words before.
    StaffTold { paused: bool },
    /// News stopped or started.
    NewsSet { wanted: bool },
    /// What is kept of her, to show her rights.
    MyData,
    /// A piece of the copy of her reports.
    Copy,
    /// Her name.
    Renamed,
    /// Her consent withdrawn.
    ConsentWithdrawn,
    /// What is kept of her, to ask whether it is to be deleted.
    Erase,
    /// Her deletion.
    Scheduled,
    /// Her deletion undone.
    DeletionUndone,
}

/// How long a draft waits for consent.
pub(crate) const UNAGREED: TimeDelta = TimeDelta::minutes(30);
/// How long a draft waits.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(7);
/// After this long, she is reminded of her draft before it goes on.
pub(crate) const IDLE: TimeDelta = TimeDelta::minutes(30);
/// How long the draft of a report that was sent is kept: undo ends at the next full hour at the
/// latest, and five minutes.
const UNDOABLE: TimeDelta = TimeDelta::minutes(65);
/// How long a second tap on *Kirim* is answered with the number.
const SENT: TimeDelta = TimeDelta::days(1);

impl State {
    /// The beginning.
    pub fn new() -> Self {
        Self {
            language: None,
            consent: None,
            at: At::Welcome(None),
            offer: Offer::default(),
            misses: 0,
            sent: None,
            commented: None,
            enclosed: Vec::new(),
            question: None,
            waiting: None,
            haste: Haste::default(),
            forgotten: false,
        }
    }

    /// The language that was chosen, if one was.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// What she agreed to, if she did.
    pub fn consent(&self) -> Option<&Consent> {
        self.consent.as_ref()
    }

    /// The draft, wherever the talk went since.
    pub(crate) fn filing(&self) -> Option<&Filing> {
        match &self.at {
            At::Filing(filing) | At::Resuming { filing, .. } => Some(filing),
            At::Login { then: Then { filing, .. }, .. }
            | At::Ready { filing, .. }
            | At::Reason { filing, .. }
            | At::Answer { filing, .. }
            | At::Proving { filing, .. }
            | At::Asking { filing, .. }
            | At::WithStaff { filing, .. } => filing.as_ref(),
            At::Welcome(_) | At::Rest | At::Questions { .. } => None,
        }
    }

    /// The draft, to be changed.
    pub(crate) fn draft_mut(&mut self) -> Option<&mut Draft> {
        match &mut self.at {
            At::Welcome(draft) => draft.as_mut(),
            At::Filing(filing) | At::Resuming { filing, .. } => Some(&mut filing.draft),
            At::Login { then: Then { filing, .. }, .. }
            | At::Ready { filing, .. }
            | At::Reason { filing, .. }
            | At::Answer { filing, .. }
            | At::Proving { filing, .. }
            | At::Asking { filing, .. }
            | At::WithStaff { filing, .. } => filing.as_mut().map(|filing| &mut filing.draft),
            At::Rest | At::Questions { .. } => None,
        }
    }

    /// Leaves wherever the talk is and goes to rest, with the draft in hand.
    pub(crate) fn leave(&mut self) -> Option<Filing> {
        match std::mem::replace(&mut self.at, At::Rest) {
            At::Filing(filing) | At::Resuming { filing, .. } => Some(filing),
            At::Login { then: Then { filing, .. }, .. }
            | At::Ready { filing, .. }
            | At::Reason { filing, .. }
            | At::Answer { filing, .. }
            | At::Proving { filing, .. }
            | At::Asking { filing, .. }
            | At::WithStaff { filing, .. } => filing,
            At::Welcome(_) | At::Rest | At::Questions { .. } => None,
        }
    }

    /// Goes back to the draft, or to rest if there is none.
    pub(crate) fn return_to(&mut self, filing: Option<Filing>) {
        self.at = filing.map_or(At::Rest, At::Filing);
    }

    /// Drops what was kept long enough.
    pub(crate) fn forget(&mut self, now: DateTime<Utc>) {
        if self.ends_at().is_some_and(|end| now >= end) {
            match &mut self.at {
                At::Welcome(draft) => *draft = None,
                // The talk with the staff goes on without it.
                At::WithStaff { filing, .. } => *filing = None,
                _ => drop(self.leave()),
            }
        }
        if self.commented.as_ref().is_some_and(|comment| now >= comment.posted.until) {
            self.commented = None;
        }
        if let Some(sent) = &mut self.sent {
            if now >= sent.at + UNDOABLE {
                sent.draft = None;
            }
            if now >= sent.at + SENT {
                self.sent = None;
            }
        }
    }

    /// When the draft is dropped.
    pub(crate) fn ends_at(&self) -> Option<DateTime<Utc>> {
        match &self.at {
            At::Welcome(draft) => draft.as_ref().map(|draft| draft.touched + UNAGREED),
            _ => self.filing().map(|filing| filing.draft.touched + KEPT),
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = match &self.at {
            At::Welcome(_) => "Welcome",
            At::Rest => "Rest",
            At::Filing(_) => "Filing",
            At::Resuming { .. } => "Resuming",
            At::Login { .. } => "Login",
            At::Ready { .. } => "Ready",
            At::Reason { .. } => "Reason",
            At::Answer { .. } => "Answer",
            At::Questions { .. } => "Questions",
            At::Proving { .. } => "Proving",
            At::Asking { .. } => "Asking",
            At::WithStaff { .. } => "WithStaff",
        };
        write!(f, "State(at: {at}, waiting: {})", self.waiting.is_some())
    }
}
