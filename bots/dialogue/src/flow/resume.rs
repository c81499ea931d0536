//! A draft from before. After half an hour she is reminded of it before it goes on; after a week
//! it is gone.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! * 3 hours later
//! Sari: sampah menumpuk di Pasar Minggu
//! Sari: [Mulai baru]
//! * 8 days later
//! Sari: lanjut
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: [Street light]
//! * 3 hours later
//! Sari: in front of SDN 3, Jalan Melati
//! Sari: [Continue draft]
//! ```

use crate::{
    Phrase, Say, clock,
    flow::{filing, lost, send},
    state::{At, Pick, Slot},
    turn::Turn,
};

/// Reminds her.
pub(crate) fn prompt(turn: &mut Turn<'_>) {
    let Some(filing) = turn.state.filing() else { return lost::nothing_to_cancel(turn) };
    let draft = &filing.draft;
    let phrase = Phrase::new(Say::DraftWaits)
        .text("when", clock::moment(draft.touched, turn.language()))
        .text("words", send::reminder(draft.words.as_ref()));
    turn.offer(phrase, vec![Pick::Continue, Pick::StartOver, Pick::Menu]);
}

/// She writes on instead of choosing.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let read = filing::read_words(turn, text);
    if let At::Resuming { words, .. } = &mut turn.state.at
        && words.is_none()
    {
        *words = read;
    }
    lost::not_understood(turn);
}

/// On with the draft, and with what she wrote since.
pub(crate) fn go_on(turn: &mut Turn<'_>) {
    let held = match &mut turn.state.at {
        At::Resuming { words, .. } => words.take(),
        _ => None,
    };
    let Some(filing) = turn.state.leave() else { return lost::not_understood(turn) };
    let slot = filing.slot.clone();
    turn.state.at = At::Filing(filing);
    turn.touch();
    match held {
        Some(words) => filing::fill(turn, words.as_str()),
        None if slot == Slot::Quiet => filing::advance(turn),
        None => turn.prompt(),
    }
}
