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
