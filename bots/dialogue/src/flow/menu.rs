//! The menu: what works today, and nothing else.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: menu
//! Sari: 5
//! Sari: batal
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! Sari: 0
//! Sari: lanjut
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: menu
//! Sari: 5
//! Sari: cancel
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: 0
//! Sari: continue
//! ```

use crate::{Phrase, Say, state::Pick, turn::Turn};

/// Shows what can be done. A draft stays.
pub(crate) fn open(turn: &mut Turn<'_>) {
    let mut picks = if turn.state.filing().is_some() {
        vec![Pick::Continue, Pick::StartOver]
    } else {
        vec![Pick::New]
    };
    picks.extend([Pick::Track, Pick::Language, Pick::Help]);
    if !turn.scene.signed_in {
        picks.push(Pick::SignIn);
    }
    turn.offer(Phrase::new(Say::Menu), picks);
}
