//! What reaches a conversation.

use std::fmt;

use aduan::{
    domain::{CitizenId, Phone, Point},
    refusal::Refusal,
    verbs::{
        Account, Added, Alike, CodeSent, Copied, Following, LinkOffered, LinkVerdict, Listing,
        Posted, Progress, Question, Receipt, Suggestion, Supported, Verdict, Withdrawn,
    },
};
use chrono::TimeDelta;

/// A person's act, or the outcome of what the conversation asked for.
///
/// `Debug` tells what kind of thing came, and nothing of what was said.
#[derive(Clone, PartialEq)]
pub enum Input {
    /// She wrote something.
    Said(Box<str>),
    /// She did something in reply to a message of ours, whose text it comes with.
    Quoting {
        /// What we said, as far as the channel shows it.
        quoted: Box<str>,
        /// What she did.
        act: Box<Input>,
    },
    /// She tapped a choice. The payload is as it came, and not to be trusted.
    Chose(Box<str>),
    /// She shared a place; `None` if the numbers are no point on the earth.
    SharedPlace(Option<Point>),
    /// She sent a photo.
    SentMedia {
        /// Where the channel keeps it.
        source: Box<str>,
        /// What she wrote under it.
        caption: Option<Box<str>>,
        /// How long the channel knows that more may follow, as in an album.
        settle_after: TimeDelta,
    },
    /// She shared a contact: her own, as the channel vouches; none, if it is somebody else's.
    SharedContact(Option<Phone>),
    /// Nothing came for as long as the last step asked for.
    WentQuiet,
    /// She let this chat in from another one.
    LetIn,
    /// She sent something a conversation cannot read.
    Unreadable(Unreadable),
    /// The answer to [`Next::Ask`](crate::Next::Ask).
    Found(Found),
    /// The outcome of [`Next::Do`](crate::Next::Do).
    Did(Result<Did, Refusal>),
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Said(_) => "Said",
            Self::Quoting { .. } => "Quoting",
            Self::Chose(_) => "Chose",
            Self::SharedPlace(_) => "SharedPlace",
            Self::SentMedia { .. } => "SentMedia",
            Self::SharedContact(_) => "SharedContact",
            Self::WentQuiet => "WentQuiet",
            Self::LetIn => "LetIn",
            Self::Unreadable(_) => "Unreadable",
            Self::Found(_) => "Found",
            Self::Did(Ok(_)) => "Did",
            Self::Did(Err(_)) => "Did(Refused)",
        })
    }
}

/// What a conversation cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A voice note.
    Voice,
    /// A sticker, an animation, a reaction.
    Sticker,
    /// A change of words that were heard before.
    Edited,
    /// A file, a video, a poll, a stranger's contact, or something new.
    Other,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Categories, the likeliest first.
    Suggestions(Vec<Suggestion>),
    /// Reports that may be of the same thing, the likest first.
    Alike(Vec<Alike>),
    /// How a complaint stands, or why that is not told.
    Progress(Result<Progress, Refusal>),
    /// What the city waits to be told.
    Questions(Vec<Question>),
    /// What is kept of her.
    Account(Account),
    /// Some of her reports, whole.
    Copied(Copied),
    /// A page of a list, or why it is not shown.
    Listing(Result<Listing, Refusal>),
    /// The search failed; the talk goes on without it.
    Nothing,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Did {
    /// A complaint was filed.
    Filed(Receipt),
    /// A filing was taken back.
    Undone,
    /// A vote was cast or withdrawn.
    Supported(Supported),
    /// A question was answered.
    Answered,
    /// The staff have what she wrote.
    StaffTold,
    /// A complaint was closed as mended.
    Confirmed,
    /// A complaint went back to its department.
    Disputed,
    /// A complaint is followed, or no longer.
    Following(Following),
    /// A comment was posted.
    Commented(Posted),
    /// A comment was taken back, if it was still there.
    Uncommented,
    /// A complaint was withdrawn.
    Withdrawn(Withdrawn),
    /// A complaint was taken up again.
    Reopened,
    /// A rejection was appealed.
    Appealed,
    /// Photos were added.
    PhotosAdded(Added),
    /// The handling was rated, with so many stars.
    Rated(u8),
    /// A code is on its way.
    CodeSent(CodeSent),
    /// A code was typed.
    CodeTyped(Verdict),
    /// Another chat can be linked by a code.
    LinkOffered(LinkOffered),
    /// A code that another chat showed was typed.
    LinkTaken(LinkVerdict),
    /// The channel's own proof made her known.
    Recognised(CitizenId),
    /// She is known as a new person.
    StartedAnew(CitizenId),
    /// Her own contact was shared.
    ContactShared(Verdict),
    /// She is signed out here.
    SignedOut,
    /// Sessions in other chats are over.
    SessionsEnded,
    /// Her name was changed.
    Renamed,
    /// Her consent is withdrawn, and she is signed out.
    ConsentWithdrawn,
    /// She will be deleted.
    DeletionAsked,
    /// She will not be deleted.
    DeletionUndone {
        /// Whether she had asked to be.
        asked: bool,
    },
    /// News were stopped or started; not, if the chat is nobody's.
    NewsSet {
        /// Whether the chat is somebody's.
        known: bool,
    },
}
