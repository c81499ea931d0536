//! Looking for public reports by words.
//!
//! ```transcript id
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: cari
//! bot: Ketik kata kuncinya, contoh *lampu Jalan Melati*.
//! Sari: lampu sdn
//! bot: Laporan publik untuk “lampu sdn”, yang terbaru di atas.
//!      ☰ Lihat pilihan
//!        [LP-4F2H-B6DS] Lampu jalan · Diproses · 19 November 2026
//! Sari: 1
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      [Dukung] [Komentar] [Menu]
//! Sari: cari kenanga
//! bot: Tidak ada laporan publik untuk “kenanga”. Buat laporan baru?
//!      [Buat laporan] [Cari lagi] [Menu]
//! Sari: [Cari lagi]
//! bot: Ketik kata kuncinya, contoh *lampu Jalan Melati*.
//! Sari: lampu
//! bot: Laporan publik untuk “lampu”, yang terbaru di atas.
//!      ☰ Lihat pilihan
//!        [LP-4F2H-B6DS] Lampu jalan · Diproses · 19 November 2026
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: search lampu
//! bot: Public reports for “lampu”, the newest first.
//!      ☰ Show choices
//!        [LP-4F2H-B6DS] Street light · In progress · 19 November 2026
//! Sari: LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Street light
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *In progress*, reported on 19 November 2026
//!      Handled by: Public Works
//!      To be mended by: 3 December 2026
//!      So far: Forwarded 19/11 → In progress 20/11
//!      Supporters: 3
//!      [Support] [Comment] [Menu]
//! Sari: search flying saucer
//! bot: No public report for “flying saucer”. Make a new one?
//!      [New report] [Search again] [Menu]
//! Sari: [New report]
//! bot: Tell me the problem in one message: what, where exactly, since when. You may send a photo with a caption instead.
//! ```

use aduan::{domain::Note, ports::Wanted, verbs::Listing};

use crate::{
    Phrase, Read, Say,
    flow::lost,
    listing,
    state::{Asking, ListOf, Pick, Until},
    turn::Turn,
};

/// Asks for what.
pub(crate) fn open(turn: &mut Turn<'_>) {
    turn.asks(Asking::Keywords);
}

/// For what?
pub(crate) fn ask(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskKeywords), Vec::new(), Wanted::Text);
}

/// For that.
pub(crate) fn words(turn: &mut Turn<'_>, text: &str) {
    let Ok(words) = Note::cut(text) else { return lost::not_understood(turn) };
    turn.answered();
    page(turn, words, 0);
}

/// Looks a page up.
pub(crate) fn page(turn: &mut Turn<'_>, words: Note, page: u8) {
    turn.ask(Read::Search(words.clone(), page), Until::Listing(ListOf::Words(words)));
}

/// Shows a page.
pub(crate) fn found(turn: &mut Turn<'_>, words: Note, listing: &Listing) {
    let asked = listing::asked_for(words.as_str());
    if listing.rows.is_empty() {
        let picks = vec![Pick::New, Pick::SearchAgain, Pick::Menu];
        return turn.finish(Phrase::new(Say::NoHits).text("words", asked), picks);
    }
    let phrase = Phrase::new(Say::Hits).text("words", asked);
    listing::show(turn, phrase, ListOf::Words(words), listing);
}
