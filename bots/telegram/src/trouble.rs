//! What can go wrong with Telegram, and what each means for what was to be sent.
//!
//! | Telegram says | it is | what is done |
//! |---|---|---|
//! | 429 and `retry_after` | [`Trouble::Wait`] | it is sent after that time |
//! | 429 without it, 5xx, nothing, or something unreadable | [`Trouble::Away`] | it is sent later; if it keeps failing, the channel is left alone for a while |
//! | 401; 404 for any method | [`Trouble::Revoked`] | the token is no more: what is owed waits, and the operator is told |
//! | 409 | [`Trouble::Rival`] | somebody else polls, or a webhook is set: it is tried again ever more slowly, and the operator is told |
//! | 403; 400 "chat not found" and its like | [`Trouble::Gone`] | never to this person: she blocked the bot, or left |
//! | 400 "message is not modified", "query is too old" and their like | [`Trouble::Late`] | nothing: what was asked for is so already, or does not matter any more |
//! | 400 otherwise, and anything else | [`Trouble::Ours`] | never in this form: it is our own mistake |
//!
//! Telegram's errors are sentences; the ones here are those that its server writes
//! (`telegram-bot-api`, `Client.cpp`), compared without regard to case.

use std::time::Duration;

use aduan::ports::{DeliveryError, FetchError};

/// Why Telegram did not do what it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("Telegram asks to wait")]
    Wait(Duration),
    #[error("Telegram cannot be reached, or does not manage")]
    Away,
    #[error("Telegram does not know the token")]
    Revoked,
    #[error("somebody else gets the updates")]
    Rival,
    #[error("the person cannot be reached")]
    Gone,
    #[error("it is too late, or done already")]
    Late,
    #[error("Telegram refuses the call ({code})")]
    Ours {
        code: u16,
        /// What Telegram says of it; it may repeat what people wrote, and is for no log.
        says: Box<str>,
    },
}

/// The longest that Telegram is believed when it asks to wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

const GONE: [&str; 7] = [
    "chat not found",
    "user not found",
    "user is deactivated",
    "user_is_blocked",
    "input_user_deactivated",
    "peer_id_invalid",
    "group chat was upgraded",
];

const LATE: [&str; 7] = [
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
];

impl Trouble {
    /// What an answer that is no success means.
    pub(crate) fn of(code: u16, says: &str, retry_after: Option<u64>) -> Self {
        let lower = says.to_lowercase();
        let one_of = |all: &[&str]| all.iter().any(|sentence| lower.contains(sentence));
        match code {
            429 => retry_after.map_or(Self::Away, |seconds| {
                Self::Wait(Duration::from_secs(seconds.max(1)).min(LONGEST_WAIT))
            }),
            401 | 404 => Self::Revoked,
            409 => Self::Rival,
            403 => Self::Gone,
            400 if one_of(&GONE) => Self::Gone,
            400 if one_of(&LATE) => Self::Late,
            500.. => Self::Away,
            _ => Self::Ours { code, says: says.into() },
        }
    }
}

impl From<Trouble> for DeliveryError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Wait(after) => Self::Later { after: Some(after), source: None },
            Trouble::Away | Trouble::Revoked | Trouble::Rival => {
                Self::Later { after: None, source: Some(trouble.into()) }
            }
            Trouble::Gone => Self::Unreachable,
            Trouble::Late | Trouble::Ours { .. } => Self::Refused(Some(trouble.into())),
        }
    }
}

impl From<Trouble> for FetchError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Wait(after) => Self::Later { after: Some(after), source: None },
            Trouble::Away | Trouble::Revoked | Trouble::Rival => {
                Self::Later { after: None, source: Some(trouble.into()) }
            }
            Trouble::Ours { ref says, .. } if says.to_lowercase().contains("file is too big") => {
                Self::TooLarge
            }
            Trouble::Ours { ref says, .. } if says.contains("temporarily unavailable") => {
                Self::Later { after: None, source: Some(trouble.into()) }
            }
            Trouble::Gone | Trouble::Late => Self::Gone,
            Trouble::Ours { .. } => Self::Refused(Some(trouble.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_its_action() {
        let seconds = Duration::from_secs;
        let ours = |code, says: &str| Trouble::Ours { code, says: says.into() };
        for (code, says, retry_after, trouble) in [
            (429, "Too Many Requests: retry after 7", Some(7), Trouble::Wait(seconds(7))),
            (429, "Too Many Requests", Some(0), Trouble::Wait(seconds(1))),
            (429, "Too Many Requests", Some(u64::MAX), Trouble::Wait(LONGEST_WAIT)),
            (429, "Too Many Requests", None, Trouble::Away),
            (500, "Internal Server Error", None, Trouble::Away),
            (502, "Bad Gateway", None, Trouble::Away),
            (401, "Unauthorized", None, Trouble::Revoked),
            (404, "Not Found", None, Trouble::Revoked),
            (409, "Conflict: terminated by other getUpdates request", None, Trouble::Rival),
            (403, "Forbidden: bot was blocked by the user", None, Trouble::Gone),
            (403, "Forbidden: user is deactivated", None, Trouble::Gone),
            (400, "Bad Request: chat not found", None, Trouble::Gone),
            (400, "Bad Request: message is not modified: specified new", None, Trouble::Late),
            (400, "Bad Request: query is too old and response timeout", None, Trouble::Late),
            (
                400,
                "Bad Request: can't parse entities",
                None,
                ours(400, "Bad Request: can't parse entities"),
            ),
            (418, "", None, ours(418, "")),
        ] {
            assert_eq!(Trouble::of(code, says, retry_after), trouble, "{code} {says}");
        }
    }

    #[test]
    fn what_telegram_says_is_in_no_error_that_is_shown() {
        let trouble = Trouble::of(400, "Bad Request: Sari said this", None);
        assert!(!DeliveryError::from(trouble.clone()).to_string().contains("Sari"));
        assert!(!trouble.to_string().contains("Sari"));
    }

    #[test]
    fn a_file_that_telegram_does_not_hand_out_is_too_large() {
        let trouble = Trouble::of(400, "Bad Request: file is too big", None);
        assert!(matches!(FetchError::from(trouble), FetchError::TooLarge));
    }
}
