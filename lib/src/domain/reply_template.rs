//! What the staff of a city write again and again.

use serde::{Deserialize, Serialize};

use super::Localized;

/// What a reply is for; only those for the same purpose are offered beside a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyPurpose {
    /// Asking the reporter something.
    Ask,
    /// Replying to a question, or to a comment.
    Reply,
    /// Saying that it is mended.
    Resolve,
    /// Passing it on to another department.
    Transfer,
    /// Not taking it.
    Reject,
    /// Taking it up again.
    Reopen,
}

/// Words an officer begins with, and changes as the case wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyTemplate {
    /// What it is called where it is chosen.
    pub name: Localized,
    /// What it is for.
    pub purpose: ReplyPurpose,
    /// The words; no more than fit a [`Note`](super::Note).
    pub text: Localized,
}
