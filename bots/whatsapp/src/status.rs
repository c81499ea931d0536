//! What a status tells of a message of ours.

use aduan::{domain::Channel, owed::Undelivered};
use aduan_gateway::{Charge, Fate, Word};

use crate::{
    notification::Status,
    trouble::{Action, Trouble},
};

/// What it tells, if it is one that matters. They come in any order, and some more than once.
pub(crate) fn word(status: &Status) -> Option<Word> {
    let fate = match status.became.as_deref()? {
        "sent" => Fate::Sent,
        "delivered" | "read" | "played" => Fate::Arrived,
        "failed" => lost(status),
        _ => return None,
    };
    let billed = status.pricing.as_ref().filter(|pricing| pricing.billable == Some(true));
    let category = billed.map(|pricing| pricing.category.as_deref().unwrap_or_default());
    Some(Word {
        channel: Channel::WhatsApp,
        provider_id: status.id.clone()?,
        delivery: status.biz_opaque_callback_data.as_deref().and_then(|id| id.parse().ok()),
        fate,
        charge: category.map(Charge::named),
    })
}

/// Why it did not arrive.
fn lost(status: &Status) -> Fate {
    let code = status.errors().first().and_then(|error| error.code);
    match Trouble::of(400, code).action() {
        Some(Action::Template) => Fate::Lost(Undelivered::Closed),
        Some(Action::Never | Action::NeedsNumber) => Fate::Lost(Undelivered::Unreachable),
        Some(Action::Ours | Action::Media) | None => Fate::Lost(Undelivered::Refused),
        Some(
            Action::Later
            | Action::Slower
            | Action::SlowerToHer
            | Action::Token
            | Action::Account
            | Action::TemplatePaused,
        ) => Fate::LostForNow,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What becomes of a message whose status came with that error.
    fn failed(code: Option<u32>) -> Fate {
        let errors = code.map(|code| json!({ "code": code })).into_iter().collect::<Vec<_>>();
        let status = json!({ "id": "wamid.1", "status": "failed", "errors": errors });
        word(&serde_json::from_value(status).unwrap()).unwrap().fate
    }

    #[test]
    fn a_message_that_failed_is_sent_again_or_not_by_the_code_of_its_error() {
        for code in [1, 4, 190, 131_000, 131_042, 131_056, 132_015] {
            assert_eq!(failed(Some(code)), Fate::LostForNow, "{code}");
        }
        for (code, why) in [
            (131_047, Undelivered::Closed),
            (131_026, Undelivered::Unreachable),
            (131_050, Undelivered::Unreachable),
            (131_062, Undelivered::Unreachable),
            (100, Undelivered::Refused),
            (132_001, Undelivered::Refused),
            (999_999, Undelivered::Refused),
        ] {
            assert_eq!(failed(Some(code)), Fate::Lost(why), "{code}");
        }
        assert_eq!(failed(None), Fate::Lost(Undelivered::Refused));
    }
}
