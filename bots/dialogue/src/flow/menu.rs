//! The menu: what works today, and nothing else.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: menu
//! bot: Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Masuk] Kenalkan diri dengan kode, cukup sekali
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: 3
//! bot: Untuk mengirim laporan atau mendukung, kami perlu mengenal Anda, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
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
//!        [Cek nomor laporan] Lihat status dan catatan petugas
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
//!        [Track a number] See its status and notes from staff
//!        [Sign in] With a code, just once
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: 3
//! bot: To send a report or support one, we need to know you, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
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
//!        [Track a number] See its status and notes from staff
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
    picks.extend([Pick::Track, account, Pick::Settings, Pick::Help]);
    turn.offer(Phrase::new(Say::Menu), picks);
}
