//! What only a known person can do: it waits until she is.

use aduan::{
    domain::{Comment, Note, TrackingNumber, Words},
    verbs::File,
};
use serde::{Deserialize, Serialize};

use super::Album;
use crate::Deed;

/// Something only a known person can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Wish {
    /// Support a report.
    Support(TrackingNumber),
    /// Support a report instead of filing one's own.
    SupportInstead(TrackingNumber),
    /// Withdraw support.
    Unsupport(TrackingNumber),
    /// Answer the city.
    Answer(TrackingNumber, Note),
    /// Agree that it is mended.
    Confirm(TrackingNumber),
    /// Say that it is not mended.
    Dispute(TrackingNumber, Note),
    /// Rate the handling.
    Rate(TrackingNumber, u8),
    /// See her own reports.
    Mine,
    /// Ask the staff, under that number.
    AskStaff(TrackingNumber, Words),
    /// Be told of a report.
    Follow(TrackingNumber),
    /// Be told of it no longer.
    Unfollow(TrackingNumber),
    /// Comment on a report.
    Comment(TrackingNumber, Comment),
    /// Take a report back.
    Withdraw(TrackingNumber),
    /// Have a report taken up again.
    Reopen(TrackingNumber, Note),
    /// Appeal against a rejection.
    Appeal(TrackingNumber, Note),
    /// Add photos to a report.
    AddPhotos(TrackingNumber, Album),
    /// Say what could be better, besides the stars.
    Advise(TrackingNumber, u8, Note),
}

impl Wish {
    /// How it is called in the words that ask for it once more, and of which report it is; her own
    /// reports and a new question have no number.
    pub(crate) fn about(&self) -> (&'static str, Option<&TrackingNumber>) {
        let (what, number) = match self {
            Self::Support(number) | Self::SupportInstead(number) => ("support", number),
            Self::Unsupport(number) => ("unsupport", number),
            Self::Answer(number, _) => ("answer", number),
            Self::Confirm(number) => ("confirm", number),
            Self::Dispute(number, _) => ("dispute", number),
            Self::Rate(number, _) | Self::Advise(number, ..) => ("rate", number),
            Self::Follow(number) => ("follow", number),
            Self::Unfollow(number) => ("unfollow", number),
            Self::Comment(number, _) => ("comment", number),
            Self::Withdraw(number) => ("withdraw", number),
            Self::Reopen(number, _) => ("reopen", number),
            Self::Appeal(number, _) => ("appeal", number),
            Self::AddPhotos(number, _) => ("photos", number),
            Self::AskStaff(..) => return ("question", None),
            Self::Mine => return ("mine", None),
        };
        (what, Some(number))
    }

    /// The deed that fulfils it; to see something, none is needed.
    pub(crate) fn deed(&self) -> Option<Deed> {
        Some(match self.clone() {
            Self::Support(number) | Self::SupportInstead(number) => Deed::Support(number),
            Self::Unsupport(number) => Deed::Unsupport(number),
            Self::Answer(number, note) => Deed::Answer(number, note),
            Self::Confirm(number) => Deed::Confirm(number),
            Self::Dispute(number, note) => Deed::Dispute(number, note),
            Self::Rate(number, stars) => Deed::Rate(number, stars, None),
            Self::Advise(number, stars, advice) => Deed::Rate(number, stars, Some(advice)),
            Self::Follow(number) => Deed::Follow(number),
            Self::Unfollow(number) => Deed::Unfollow(number),
            Self::Comment(number, comment) => Deed::Comment(number, comment),
            Self::Withdraw(number) => Deed::Withdraw(number),
            Self::Reopen(number, note) => Deed::Reopen(number, note),
            Self::Appeal(number, note) => Deed::Appeal(number, note),
            Self::AddPhotos(number, Album(photos)) => Deed::AddPhotos(number, photos),
            Self::AskStaff(number, words) => Deed::File(File::question(number, words)),
            Self::Mine => return None,
        })
    }
}
