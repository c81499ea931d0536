//! Changing one part of a report before it is sent.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (photo) lampu jalan depan SD 3 mati dari kemarin
//! * 8 seconds later
//! Sari: [Lampu jalan]
//! Sari: lewati
//! Sari: [Publik]
//! Sari: [Ubah]
//! Sari: [Isi laporan]
//! Sari: lampu jalan depan SD 3 mati sejak hari Senin, gelap sekali
//! Sari: [Ubah]
//! Sari: [Foto]
//! Sari: (photo)
//! * 8 seconds later
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: [Street light]
//! Sari: skip
//! Sari: [Public]
//! Sari: [Edit]
//! Sari: [Who may see it]
//! Sari: [Anonymous]
//! Sari: [Edit]
//! Sari: [Back]
//! ```

use aduan::ports::Wanted;

use crate::{
    Phrase, Say,
    flow::lost,
    state::{Part, Pick, Slot},
    turn::Turn,
};

/// Opens the list of parts.
pub(crate) fn open(turn: &mut Turn<'_>) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    filing.slot = Slot::Edit;
    turn.prompt();
}

/// Which part?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let parts = [Part::Words, Part::Category, Part::Place, Part::Photos, Part::Preset];
    let mut picks: Vec<Pick> = parts.into_iter().map(Pick::Change).collect();
    picks.push(Pick::Back);
    turn.offer(Phrase::new(Say::AskEdit), picks);
}

/// Asks for that part again. What was there stays until something else comes, but for photos,
/// which cannot be told apart in words.
pub(crate) fn change(turn: &mut Turn<'_>, part: Part) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    filing.slot = match part {
        Part::Words => Slot::Words,
        Part::Category => Slot::Category(0),
        Part::Place => Slot::Place,
        Part::Photos => {
            filing.draft.photos.clear();
            filing.draft.told = 0;
            Slot::Photos
        }
        Part::Preset => Slot::Preset,
    };
    turn.prompt();
}

/// New photos, or none.
pub(crate) fn ask_photos(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskPhotos), vec![Pick::Skip], Wanted::Photo);
}
