//! Why something that was owed was not delivered.

use serde::{Deserialize, Serialize};

use crate::{domain::Language, phrase};

macro_rules! undelivered {
    ($($(#[$doc:meta])* $name:ident $key:literal)*) => {
        /// Why something that was owed was not delivered. The names are stored, and stay.
        ///
        /// ```
        /// use aduan::{domain::Language, owed::Undelivered};
        /// assert_eq!(Undelivered::OptedOut.name(), "opted-out");
        /// let words = Undelivered::OptedOut.words(Language::English);
        /// assert_eq!(words, "The person switched off the news of this chat");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Undelivered {
            $($(#[$doc])* #[serde(rename = $key)] $name,)*
        }

        impl Undelivered {
            /// Every reason there is.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The name by which it is stored and logged.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }
        }
    };
}

undelivered! {
    /// A reply nobody waits for any more.
    Expired "expired"
    /// It is no longer so; newer news are on their way.
    Superseded "superseded"
    /// The filing was undone.
    Undone "undone"
    /// Its reporter withdrew from it, and others keep it open.
    Left "left"
    /// The public can no longer see the complaint.
    Hidden "hidden"
    /// She no longer follows the complaint.
    Unfollowed "unfollowed"
    /// She switched the news of her chats off.
    OptedOut "opted-out"
    /// She signed out of her chats.
    SignedOut "signed-out"
    /// Her data were deleted.
    Deleted "deleted"
    /// She has no chat to be told in.
    NoChat "no-chat"
    /// There is no such officer.
    NoOfficer "no-officer"
    /// The channel is not served here.
    NoChannel "no-channel"
    /// She has not written for so long that the channel takes no such news.
    Closed "closed"
    /// She cannot be reached on the channel: blocked, gone, or without an account.
    Unreachable "unreachable"
    /// The channel refuses such a message: our own mistake.
    Refused "refused"
    /// The channel did not take it for about a day.
    GaveUp "gave-up"
    /// Another release wrote it, and this one cannot read it.
    Unreadable "unreadable"
}

impl Undelivered {
    /// Whether somebody can do something about it, so that it is kept for an operator to read and
    /// to send again.
    pub fn can_be_mended(self) -> bool {
        match self {
            Self::NoChat
            | Self::NoOfficer
            | Self::NoChannel
            | Self::Unreachable
            | Self::Refused
            | Self::GaveUp
            | Self::Unreadable => true,
            Self::Expired
            | Self::Superseded
            | Self::Undone
            | Self::Left
            | Self::Hidden
            | Self::Unfollowed
            | Self::OptedOut
            | Self::SignedOut
            | Self::Closed
            | Self::Deleted => false,
        }
    }

    /// Its words, as the staff of a city read them.
    pub fn words(self, language: Language) -> String {
        phrase::core().say(language, &format!("undelivered-{}", self.name()), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_in_every_language() {
        for reason in Undelivered::ALL {
            for language in Language::ALL {
                let words = reason.words(language);
                assert!(!words.starts_with("undelivered-"), "{words}");
            }
        }
    }
}
