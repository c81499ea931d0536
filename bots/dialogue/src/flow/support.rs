//! Supporting what somebody else reported, and taking that back.
//!
//! ```transcript id
//! * Sari has agreed
//! * Budi reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! Sari: dukung LP-0000-000K
//! Sari: sari@contoh.id
//! Sari: 123456
//! Sari: [Ya, lanjut]
//! Sari: dukung LP-0000-000K
//! Sari: batal dukung LP-0000-000K
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Budi reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! Sari: support LP-0000-000K
//! Sari: unsupport LP-0000-000K
//! Sari: unsupport LP-0000-000K
//! Sari: support
//! ```

use aduan::{domain::TrackingNumber, verbs::Supported};

use crate::{Say, flow::login, state::Wish, turn::Turn};

/// She supports it.
pub(crate) fn support(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Support(number));
}

/// She takes that back.
pub(crate) fn unsupport(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Unsupport(number));
}

/// It counts, or it counts no more.
pub(crate) fn voted(turn: &mut Turn<'_>, wish: &Wish, vote: &Supported) {
    let withdrawn = matches!(wish, Wish::Unsupport(_));
    if matches!(wish, Wish::SupportInstead(_)) {
        turn.state.leave();
    }
    let say = match (withdrawn, vote.again) {
        (false, false) => Say::Supported,
        (false, true) => Say::SupportedBefore,
        (true, false) => Say::Unsupported,
        (true, true) => Say::UnsupportedBefore,
    };
    let phrase = Turn::about(say, &vote.number).number("supports", vote.supports);
    turn.finish(phrase, Vec::new());
}
