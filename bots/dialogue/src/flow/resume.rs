//! A draft from before. After half an hour she is reminded of it before it goes on; after a week
//! it is gone.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! * 3 hours later
//! Sari: sampah menumpuk di Pasar Minggu
//! bot: Anda punya draf laporan dari 21 November 2026, pukul 08.30:
//!      “lampu jalan depan SD 3 mati dari kemarin”
//!      Lanjutkan?
//!      [Lanjutkan draf] [Mulai baru] [Menu]
//! Sari: [Mulai baru]
//! bot: Sepertinya ini tentang *Sampah*. Benar?
//!      [Sampah] [Kategori lain]
//! * 8 days later
//! Sari: lanjut
//! bot: Tidak ada draf yang menunggu; draf disimpan tujuh hari. Ketik masalahnya untuk mulai.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: [Street light]
//! bot: Is it *SD 3*? If you can, send the location, so that staff go to the right spot. Somewhere else? Type the address or a landmark.
//!      [Yes, there] [Skip] [📍]
//! * 3 hours later
//! Sari: in front of SDN 3, Jalan Melati
//! bot: You have a draft report from 21 November 2026, 08:30:
//!      “the street light at SD 3 is out since yesterday”
//!      Go on with it?
//!      [Continue draft] [Start over] [Menu]
//! Sari: [Continue draft]
//! bot: Any photos? Send them first (10 at most). Then choose who may see the report:
//!      • *Public*: text and place are shown, your name is not
//!      • *Private*: only you and the staff
//!      • *Anonymous*: shown to all, and not even the staff know who you are
//!      [Public] [Private] [Anonymous] [📷]
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
        .text("when", clock::moment(draft.touched, turn.scene.city.zone, turn.language()))
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
    let Some(filing) = turn.state.leave() else {
        return turn.say(Phrase::new(Say::NoDraft));
    };
    let slot = filing.slot.clone();
    turn.state.at = At::Filing(filing);
    turn.touch();
    match held {
        Some(words) => filing::fill(turn, words.as_str()),
        None if slot == Slot::Quiet => filing::advance(turn),
        None => turn.prompt(),
    }
}
