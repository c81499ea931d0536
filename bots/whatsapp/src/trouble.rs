//! What can go wrong with WhatsApp, and what each means for what was to be sent.
//!
//! Meta asks to go by the code of an error, not by its title or the status of the answer (Cloud
//! API, "Error codes"). [`TABLE`] has those that are published; the same ones come in the answer to
//! a call, in a status afterwards, or in both.

use std::time::Duration;

use aduan::ports::{DeliveryError, FetchError};

/// What is done about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is sent later; if it keeps failing, the channel is left alone for a while.
    Later,
    /// It was too much: it is sent after a while.
    Slower,
    /// It was too much for this person: it is sent to her after ever longer whiles.
    SlowerToHer,
    /// She has not written for a day: it is said in the words of a template.
    Template,
    /// The id of a person will not do: it needs a number.
    NeedsNumber,
    /// Never to this person.
    Never,
    /// The token is no more, or may not do this: what is owed waits, and the operator is told.
    Token,
    /// The account is blocked, or nobody pays: what is owed waits, and the operator is told.
    Account,
    /// The template is paused: what needs it waits, and the operator is told.
    TemplatePaused,
    /// It is our own mistake, and never sent again in this form; the operator is told.
    Ours,
    /// What somebody sent is lost, and she is asked for it again.
    Media,
}

/// Every published code, and what is done about it.
pub(crate) const TABLE: [(u32, Action); 51] = [
    (0, Action::Token),
    (1, Action::Later),
    (2, Action::Later),
    (3, Action::Token),
    (4, Action::Slower),
    (10, Action::Token),
    (33, Action::Ours),
    (100, Action::Ours),
    (190, Action::Token),
    (368, Action::Account),
    (80007, Action::Slower),
    (130_429, Action::Slower),
    (130_472, Action::Never),
    (130_497, Action::Account),
    (131_000, Action::Later),
    (131_005, Action::Token),
    (131_008, Action::Ours),
    (131_009, Action::Ours),
    (131_016, Action::Later),
    (131_021, Action::Never),
    (131_026, Action::Never),
    (131_030, Action::Never),
    (131_031, Action::Account),
    (131_037, Action::Account),
    (131_042, Action::Account),
    (131_045, Action::Account),
    (131_047, Action::Template),
    (131_048, Action::Account),
    (131_049, Action::Never),
    (131_050, Action::Never),
    (131_051, Action::Ours),
    (131_052, Action::Media),
    (131_053, Action::Media),
    (131_056, Action::SlowerToHer),
    (131_057, Action::Later),
    (131_062, Action::NeedsNumber),
    (131_064, Action::Account),
    (132_000, Action::Ours),
    (132_001, Action::Ours),
    (132_005, Action::Ours),
    (132_007, Action::Ours),
    (132_008, Action::Ours),
    (132_012, Action::Ours),
    (132_015, Action::TemplatePaused),
    (132_016, Action::TemplatePaused),
    (132_018, Action::Ours),
    (132_068, Action::TemplatePaused),
    (132_069, Action::TemplatePaused),
    (133_010, Action::Account),
    (133_016, Action::Slower),
    (135_000, Action::Later),
];

/// What is done about the error of that code; nothing is known of one that is not published.
pub(crate) fn action(code: u32) -> Option<Action> {
    // All of the permissions of an app (Graph API, "Handling errors").
    if (200..300).contains(&code) {
        return Some(Action::Token);
    }
    TABLE.iter().find(|(known, _)| *known == code).map(|(_, action)| *action)
}

/// Why WhatsApp did not do what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Trouble {
    #[error("WhatsApp refuses the call ({code})")]
    Refused {
        /// Meta's code, or the status of an answer that has none.
        code: u32,
        action: Action,
    },
    #[error("WhatsApp cannot be reached, or does not manage")]
    Away,
    #[error("nobody knows whether WhatsApp took it")]
    InDoubt,
}

/// How long nothing is sent after it was too much.
const SLOWER: Duration = Duration::from_secs(10);
/// How long a template that is paused is left alone.
const PAUSED: Duration = Duration::from_mins(15);

impl Trouble {
    /// What an answer that is no success means.
    pub(crate) fn of(status: u16, code: Option<u32>) -> Self {
        let known = code.and_then(|code| Some((code, action(code)?)));
        let (code, action) = known.unwrap_or_else(|| {
            // Whoever stands before Meta, a proxy perhaps, answers without a code.
            let action = match status {
                429 => Action::Slower,
                401 | 403 => Action::Token,
                500.. => Action::Later,
                _ => Action::Ours,
            };
            (code.unwrap_or(status.into()), action)
        });
        Self::Refused { code, action }
    }

    pub(crate) fn action(self) -> Option<Action> {
        match self {
            Self::Refused { action, .. } => Some(action),
            Self::Away | Self::InDoubt => None,
        }
    }

    /// What it means for a message.
    pub(crate) fn of_delivery(self) -> DeliveryError {
        let later = |after| DeliveryError::Later { after, source: Some(self.into()) };
        match self {
            Self::Away => later(None),
            Self::InDoubt => DeliveryError::InDoubt,
            Self::Refused { action, .. } => match action {
                Action::Later | Action::Token | Action::Account => later(None),
                Action::Slower => later(Some(SLOWER)),
                Action::SlowerToHer => DeliveryError::TooMuch,
                Action::TemplatePaused => later(Some(PAUSED)),
                Action::Template => DeliveryError::Closed,
                Action::NeedsNumber | Action::Never => DeliveryError::Unreachable,
                Action::Ours | Action::Media => DeliveryError::Refused(Some(self.into())),
            },
        }
    }

    /// What it means for a photo that was to be fetched.
    pub(crate) fn of_fetching(self) -> FetchError {
        let later = |after| FetchError::Later { after, source: Some(self.into()) };
        match self {
            Self::Away | Self::InDoubt => later(None),
            Self::Refused { code, action } => match action {
                Action::Later | Action::Token | Action::Account => later(None),
                Action::Slower | Action::SlowerToHer => later(Some(SLOWER)),
                Action::Media => FetchError::Gone,
                // An object that is not there: it was kept for a week.
                Action::Ours if matches!(code, 33 | 100 | 404) => FetchError::Gone,
                _ => FetchError::Refused(Some(self.into())),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// What the list of published codes calls each action.
    fn named(action: Action) -> &'static [&'static str] {
        match action {
            // Either is tried again; how soon is for us to say.
            Action::Later | Action::Slower => &["retry_backoff"],
            Action::SlowerToHer => &["retry_same_user_later"],
            Action::Template => &["switch_to_template"],
            Action::NeedsNumber => &["need_phone_not_bsuid"],
            Action::Never => &["stop_user"],
            Action::Token => &["refresh_token_page_ops"],
            Action::Account => &["pause_all_page_ops"],
            Action::TemplatePaused => &["pause_template_page_ops"],
            Action::Ours => &["bug_do_not_retry"],
            Action::Media => &["media_retry_once_then_skip"],
        }
    }

    #[test]
    fn every_published_code_has_its_action() {
        let all = include_str!("../../../tests/fixtures/whatsapp/error-codes.json");
        let all: Value = serde_json::from_str(all).unwrap();
        let all = all["codes"].as_array().unwrap();
        assert_eq!(all.len(), TABLE.len());
        for published in all {
            let code = published["code"].as_u64().unwrap().try_into().unwrap();
            let action = action(code).unwrap();
            let said = published["action"].as_str().unwrap();
            assert!(named(action).contains(&said), "{code}: {action:?} is not {said}");
        }
        assert!(TABLE.is_sorted_by_key(|(code, _)| *code));
    }

    #[test]
    fn every_action_does_what_it_says_to_a_message() {
        let after = |seconds| Some(Duration::from_secs(seconds));
        for (status, code, expected) in [
            (500, Some(131_000), Ok(None)),
            (503, None, Ok(None)),
            (400, Some(130_429), Ok(after(10))),
            (429, None, Ok(after(10))),
            (400, Some(131_056), Err("TooMuch")),
            (401, Some(190), Ok(None)),
            (403, Some(299), Ok(None)),
            (400, Some(131_042), Ok(None)),
            (400, Some(132_015), Ok(after(900))),
            (400, Some(131_047), Err("Closed")),
            (400, Some(131_062), Err("Unreachable")),
            (400, Some(131_026), Err("Unreachable")),
            (400, Some(100), Err("Refused")),
            (400, Some(999_999), Err("Refused")),
            (404, None, Err("Refused")),
        ] {
            let found = match Trouble::of(status, code).of_delivery() {
                DeliveryError::Later { after, .. } => Ok(after),
                DeliveryError::TooMuch => Err("TooMuch"),
                DeliveryError::Closed => Err("Closed"),
                DeliveryError::Unreachable => Err("Unreachable"),
                DeliveryError::Refused(_) => Err("Refused"),
                DeliveryError::InDoubt => Err("InDoubt"),
            };
            assert_eq!(found, expected, "{status} {code:?}");
        }
        assert!(matches!(Trouble::InDoubt.of_delivery(), DeliveryError::InDoubt));
    }

    #[test]
    fn a_photo_that_is_kept_no_longer_is_gone_and_one_that_was_cut_off_comes_later() {
        assert!(matches!(Trouble::of(400, Some(100)).of_fetching(), FetchError::Gone));
        assert!(matches!(Trouble::of(400, Some(131_052)).of_fetching(), FetchError::Gone));
        assert!(matches!(Trouble::Away.of_fetching(), FetchError::Later { .. }));
    }
}
