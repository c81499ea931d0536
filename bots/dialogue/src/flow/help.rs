//! Help, and the honest answer to those who want a person.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: bantuan
//! Sari: petugas
//! Sari: makasih
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: help
//! Sari: agent
//! Sari: thanks
//! ```

use crate::{Phrase, Say, turn::Turn};

/// How it works.
pub(crate) fn help(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::Help));
}

/// There is no hand-over yet: say what there is.
pub(crate) fn agent(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::Agent).text("city", turn.scene.city.name.as_ref()));
}

/// A kind word back.
pub(crate) fn you_are_welcome(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::YouAreWelcome));
}
