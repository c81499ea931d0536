//! Every "no" the domain can say. A refusal is an answer, not a failure: it has words for the
//! person who asked.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{Language, NotFrom, StageKind, Unfit},
    phrase::{self, Value},
};

/// What is counted, and may run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Complaints filed by one person.
    Filings,
    /// Questions one person asks the city.
    Questions,
    /// Votes of one person.
    Votes,
    /// Complaints one person begins or ceases to follow.
    Follows,
    /// Comments of one person.
    Comments,
    /// Messages of one person to staff.
    Messages,
    /// Codes sent to one handle, one network, or in the whole city.
    Codes,
    /// Wrong codes typed for one handle.
    Guesses,
    /// Passwords tried for one officer, or from one network.
    SignIns,
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// Only somebody who is logged in can do that.
    #[error("log in first")]
    LogInFirst,
    /// This role, or somebody of this department, may not do that.
    #[error("not allowed")]
    NotAllowed,
    /// There is no such thing, or it may not be seen; nobody is told which.
    #[error("not found")]
    NotFound,
    /// The complaint is in a stage in which that is not possible.
    #[error("not possible while {}", stage.name())]
    NotNow {
        /// The stage.
        stage: StageKind,
    },
    /// It is too late to take the filing back.
    #[error("too late to undo")]
    TooLate,
    /// The time in which that can be done is over.
    #[error("over after {days} days")]
    Over {
        /// How many days it was.
        days: u16,
    },
    /// A comment can no longer be taken back.
    #[error("too late to remove the comment")]
    CommentStays,
    /// A rejection can be appealed once.
    #[error("appealed before")]
    AppealedBefore,
    /// Whoever rejected it does not judge the appeal.
    #[error("somebody else judges the appeal")]
    JudgedBefore,
    /// The reporter still has time to take the filing back.
    #[error("not settled yet")]
    TooSoon,
    /// It was asked for too often.
    #[error("too often")]
    TooOften {
        /// What.
        what: Counted,
        /// When it can be asked for again.
        until: DateTime<Utc>,
    },
    /// One's own complaint cannot be supported.
    #[error("one's own complaint")]
    Own,
    /// The city has no such category.
    #[error("unknown category")]
    UnknownCategory,
    /// The city has no such department.
    #[error("unknown department")]
    UnknownDepartment,
    /// There are insults in words that everybody would read.
    #[error("insulting")]
    Insulting,
    /// The department has it already.
    #[error("that department has it")]
    SameDepartment,
    /// It was passed on too often: where it goes is the coordinator's to say.
    #[error("the coordinator decides")]
    CoordinatorDecides,
    /// More photos than a complaint can have.
    #[error("too many photos")]
    TooManyPhotos,
    /// The category asks for a photo taken afterwards.
    #[error("an after-photo is needed")]
    AfterPhotoNeeded,
    /// The number was used for something else.
    #[error("the number is taken")]
    NumberTaken,
    /// The phone number of the chat account is known as that of another person, who never wrote from
    /// it: it may have a new owner.
    #[error("the number of the account is another person's")]
    NumberKnown,
    /// It is a complaint, and not a question that could be replied to.
    #[error("not a question")]
    NotAQuestion,
    /// No channel here can carry a code to that handle.
    #[error("no way to that handle")]
    NoWay,
    /// That has to be confirmed with a code.
    #[error("a code is needed")]
    CodeNeeded,
    /// Somebody changed it since she saw it.
    #[error("changed meanwhile")]
    Changed,
    /// Only what everybody reads can be answered in public.
    #[error("not published")]
    NotPublished,
    /// She has withdrawn her consent, and not agreed again.
    #[error("consent first")]
    ConsentFirst,
    /// An officer has that address already.
    #[error("an officer has that address")]
    AddressTaken,
    /// There is no such invitation, or it was used or is too old.
    #[error("no such invitation")]
    NotInvited,
    /// Somebody else changed it since it was looked at.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The city cannot work with it.
    #[error(transparent)]
    Unfit(Unfit),
    /// That is for another administrator to do.
    #[error("not to oneself")]
    Oneself,
    /// Her device does not show that code, or it was used.
    #[error("not the code of the device")]
    WrongCode,
}

impl Refusal {
    /// The key of its words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::LogInFirst => "refusal-log-in-first",
            Self::NotAllowed => "refusal-not-allowed",
            Self::NotFound => "refusal-not-found",
            Self::NotNow { .. } => "refusal-not-now",
            Self::TooLate => "refusal-too-late",
            Self::Over { .. } => "refusal-over",
            Self::CommentStays => "refusal-comment-stays",
            Self::AppealedBefore => "refusal-appealed-before",
            Self::JudgedBefore => "refusal-judged-before",
            Self::TooSoon => "refusal-too-soon",
            Self::TooOften { what, .. } => match what {
                Counted::Filings => "refusal-too-many-filings",
                Counted::Questions => "refusal-too-many-questions",
                Counted::Votes => "refusal-too-many-votes",
                Counted::Follows => "refusal-too-many-follows",
                Counted::Comments => "refusal-too-many-comments",
                Counted::Messages => "refusal-too-many-messages",
                Counted::Codes => "refusal-too-many-codes",
                Counted::Guesses => "refusal-too-many-guesses",
                Counted::SignIns => "refusal-too-many-sign-ins",
            },
            Self::Own => "refusal-own",
            Self::UnknownCategory => "refusal-unknown-category",
            Self::UnknownDepartment => "refusal-unknown-department",
            Self::Insulting => "refusal-insulting",
            Self::SameDepartment => "refusal-same-department",
            Self::CoordinatorDecides => "refusal-coordinator-decides",
            Self::TooManyPhotos => "refusal-too-many-photos",
            Self::AfterPhotoNeeded => "refusal-after-photo-needed",
            Self::NumberTaken => "refusal-number-taken",
            Self::NumberKnown => "refusal-number-known",
            Self::NotAQuestion => "refusal-not-a-question",
            Self::NoWay => "refusal-no-way",
            Self::CodeNeeded => "refusal-code-needed",
            Self::Changed => "refusal-changed",
            Self::NotPublished => "refusal-not-published",
            Self::ConsentFirst => "refusal-consent-first",
            Self::AddressTaken => "refusal-address-taken",
            Self::NotInvited => "refusal-not-invited",
            Self::ChangedMeanwhile => "refusal-changed-meanwhile",
            Self::Unfit(unfit) => unfit.why.key(),
            Self::Oneself => "refusal-oneself",
            Self::WrongCode => "refusal-wrong-code",
        }
    }

    /// Its words for the person who asked, at the time `now`.
    pub fn words(&self, language: Language, now: DateTime<Utc>) -> String {
        let args: Vec<(&str, Value)> = match self {
            Self::NotNow { stage } => vec![("stage", phrase::stage(language, *stage).into())],
            Self::Unfit(unfit) => vec![("most", i64::from(unfit.why.most()).into())],
            Self::Over { days } => vec![("days", i64::from(*days).into())],
            Self::TooOften { until, .. } => {
                let minutes = minutes_until(*until, now);
                let hours = if minutes > MINUTES { (minutes + 59) / 60 } else { 0 };
                vec![("minutes", minutes.into()), ("hours", hours.into())]
            }
            _ => Vec::new(),
        };
        phrase::core().say(language, self.key(), &args)
    }
}

/// A wait longer than this many minutes is told in hours.
const MINUTES: i64 = 90;

/// Whole minutes to wait, at least one.
pub fn minutes_until(until: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    ((until - now).num_seconds() + 59).max(60) / 60
}

impl From<NotFrom> for Refusal {
    fn from(NotFrom(stage): NotFrom) -> Self {
        Self::NotNow { stage }
    }
}
