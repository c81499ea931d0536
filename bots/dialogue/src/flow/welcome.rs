//! The first words, and consent. What she sends before she agrees waits for half an hour and is
//! gone if she does not.
//!
//! ```transcript id
//! Sari: halo
//! Sari: [English]
//! Sari: [Bahasa Indonesia]
//! Sari: [Tidak setuju]
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! Sari: apa maksudnya?
//! Sari: [Setuju, lanjut]
//! ```
//!
//! ```transcript en
//! Sari: hello
//! Sari: [Bahasa Indonesia]
//! Sari: [English]
//! Sari: [I do not agree]
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: what does that mean?
//! Sari: [Agree, continue]
//! ```

use aduan::domain::{Consent, Language, Words};

use crate::{
    Phrase, Say,
    flow::{self, filing},
    hear::{self, Command, Heard},
    state::{At, Draft, Filing, Pick, Slot},
    turn::Turn,
};

/// The version of the words she agrees to; raise it when their meaning changes.
pub(crate) const CONSENT_VERSION: u16 = 1;

/// Before she agreed, everything leads to the question whether she does.
pub(crate) fn meant(turn: &mut Turn<'_>, heard: Heard, text: &str) {
    match heard {
        Heard::Pick(pick) => return flow::picked(turn, pick),
        Heard::Command(
            command @ (Command::Help | Command::Language | Command::Speak(_) | Command::Agent),
        ) => return flow::commanded(turn, command, text),
        Heard::Command(Command::Cancel) => turn.state.at = At::Welcome(None),
        Heard::Stale if !is_new(turn) => turn.lead(Say::Stale),
        Heard::About(..) => hold(turn, text),
        _ if filing::is_long(text) => hold(turn, text),
        _ => {}
    }
    again(turn);
}

/// Keeps what she wrote until she agrees.
pub(crate) fn hold(turn: &mut Turn<'_>, text: &str) {
    let now = turn.scene.now;
    if let Ok(words) = Words::cut(text)
        && let At::Welcome(draft) = &mut turn.state.at
    {
        let draft = draft.get_or_insert_with(|| Draft::new(now));
        draft.words = Some(words);
        draft.touched = now;
    }
}

fn is_new(turn: &Turn<'_>) -> bool {
    turn.state.offer.picks.is_empty()
}

/// Asks for consent: at length the first time.
pub(crate) fn again(turn: &mut Turn<'_>) {
    let phrase = if is_new(turn) {
        Phrase::new(Say::Welcome).text("city", turn.scene.city.name.as_ref())
    } else {
        Phrase::new(Say::ConsentFirst)
    };
    let other = match turn.language() {
        Language::Indonesian => Language::English,
        Language::English => Language::Indonesian,
    };
    turn.offer(phrase, vec![Pick::Agree, Pick::Speak(other), Pick::Decline]);
}

/// She agrees: on with what she came for.
pub(crate) fn agree(turn: &mut Turn<'_>) {
    turn.state.consent = Some(Consent { at: turn.scene.now, version: CONSENT_VERSION });
    let At::Welcome(held) = std::mem::replace(&mut turn.state.at, At::Rest) else {
        return turn.prompt();
    };
    let Some(draft) = held else { return flow::menu::open(turn) };
    if let Some(words) = &draft.words
        && let Heard::About(about, number, rest) =
            hear::said(words.as_str(), &turn.state, turn.scene)
    {
        return flow::asked_about(turn, about, number, &rest);
    }
    turn.state.at = At::Filing(Filing { draft, slot: Slot::Quiet });
    filing::advance(turn);
}

/// She does not agree: nothing is kept but her language.
pub(crate) fn decline(turn: &mut Turn<'_>) {
    turn.state.at = At::Welcome(None);
    turn.state.offer = crate::state::Offer::default();
    turn.state.sent = None;
    turn.say(Phrase::new(Say::Declined));
}
