//! The menu: what works today, and nothing else.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: menu
//! bot: Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Masuk] Kenalkan diri dengan kode, cukup sekali
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: 5
//! bot: Ketik kata kuncinya, contoh *lampu Jalan Melati*.
//! Sari: batal
//! bot: Baik, dibatalkan. Ketik masalahnya, atau *menu* untuk pilihan lain.
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! Sari: 0
//! bot: Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Lanjutkan draf]
//!        [Mulai baru]
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Masuk] Kenalkan diri dengan kode, cukup sekali
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: lanjut
//! bot: Sepertinya ini tentang *Lampu jalan*. Benar?
//!      [Lampu jalan] [Jalan rusak] [Kategori lain]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: menu
//! bot: How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Sign in] With a code, just once
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: 5
//! bot: Type what to look for, e.g. *street light Melati*.
//! Sari: cancel
//! bot: All right, cancelled. Type the problem, or *menu* for more.
//! Sari: the street light at SD 3 is out since yesterday
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! Sari: 0
//! bot: How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [Continue draft]
//!        [Start over]
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Sign in] With a code, just once
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: continue
//! bot: This looks like *Street light*. Is that right?
//!      [Street light] [Road damage] [Other category]
//! ```

use crate::{Phrase, Say, state::Pick, turn::Turn};

/// Shows what can be done. A draft stays.
pub(crate) fn open(turn: &mut Turn<'_>) {
    let mut picks = if turn.state.filing().is_some() {
        vec![Pick::Continue, Pick::StartOver]
    } else {
        vec![Pick::New]
    };
    let account = if turn.signed_in { Pick::Account } else { Pick::SignIn };
    picks.extend([Pick::Mine, Pick::Track, Pick::Nearby, Pick::Search]);
    picks.extend([account, Pick::Settings, Pick::Help]);
    turn.offer(Phrase::new(Say::Menu), picks);
}
