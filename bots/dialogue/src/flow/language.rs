//! The language, which can change in the middle of anything.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: bahasa
//! bot: Pilih bahasa / Choose a language:
//!      [Bahasa Indonesia] [English]
//! Sari: [English]
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: bahasa indonesia
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: language
//! bot: Choose a language / Pilih bahasa:
//!      [Bahasa Indonesia] [English]
//! Sari: [Bahasa Indonesia]
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: english
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! ```

use aduan::domain::Language;

use crate::{Phrase, Say, state::Pick, turn::Turn};

/// Which language?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    turn.offer(Phrase::new(Say::AskLanguage), Language::ALL.into_iter().map(Pick::Speak).collect());
}

/// Speaks it from now on, and asks again what was open.
pub(crate) fn speak(turn: &mut Turn<'_>, language: Language) {
    turn.state.language = Some(language);
    if let crate::state::At::Welcome(_) = turn.state.at {
        // The words she is to agree to are worth reading in full.
        turn.state.offer = crate::state::Offer::default();
    }
    turn.prompt();
}
