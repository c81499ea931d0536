//! News on and off by word, and the place in the menu where language and news are set.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: STOP
//! bot: Kabar otomatis dimatikan untuk chat ini. Cek kapan saja dengan *status*. Hidupkan lagi: ketik *kabari*.
//! Sari: kabari
//! bot: Kabar otomatis dihidupkan lagi.
//! Sari: menu
//! bot: Ada yang bisa dibantu? Langsung ketik masalahnya, kirim foto, atau pilih dari menu.
//!      ☰ Buka menu
//!        [Buat laporan] Jalan, lampu, sampah, banjir, dan lainnya
//!        [Laporan saya] Lihat status semua laporan Anda
//!        [Cek nomor laporan] Lihat status dan catatan petugas
//!        [Laporan di sekitar] Laporan publik dekat lokasi Anda
//!        [Cari laporan publik] Kata kunci, jalan, atau kelurahan
//!        [Akun] Kontak terhubung, sesi, keluar
//!        [Bahasa & kabar] Ganti bahasa, atur kabar otomatis
//!        [Bantuan]
//! Sari: [Bahasa & kabar]
//! bot: Bahasa dan kabar untuk chat ini:
//!      ☰ Lihat pilihan
//!        [Bahasa Indonesia]
//!        [English]
//!        [Matikan kabar]
//!        [Hidupkan kabar]
//! Sari: [Matikan kabar]
//! bot: Kabar otomatis dimatikan untuk chat ini. Cek kapan saja dengan *status*. Hidupkan lagi: ketik *kabari*.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: stop
//! bot: This chat belongs to no account yet, so no updates come here.
//! Sari: updates
//! bot: This chat belongs to no account yet, so no updates come here.
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
//! Sari: [Language & alerts]
//! bot: Language and news of this chat:
//!      ☰ Show choices
//!        [Bahasa Indonesia]
//!        [English]
//!        [Updates off]
//!        [Updates on]
//! Sari: [Bahasa Indonesia]
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
//! ```

use aduan::domain::Language;

use crate::{
    Deed, Phrase, Reply, Say,
    state::{Pick, Until},
    turn::Turn,
};

/// Language and news.
pub(crate) fn settings(turn: &mut Turn<'_>) {
    let mut picks: Vec<_> = Language::ALL.into_iter().map(Pick::Speak).collect();
    picks.extend([Pick::SetNews(false), Pick::SetNews(true)]);
    turn.offer(Phrase::new(Say::Settings), picks);
}

/// Stops the news of this chat, or starts them again.
pub(crate) fn set(turn: &mut Turn<'_>, wanted: bool) {
    turn.act(Deed::SetNews(wanted), Until::NewsSet { wanted });
}

/// It is quiet now, or not any more.
pub(crate) fn done(turn: &mut Turn<'_>, wanted: bool, known: bool) {
    turn.but(if known { set_to(wanted) } else { Say::NoNewsHere });
}

/// What is said to whoever stopped the news, or started them again, elsewhere than in the talk: in the
/// settings of her chat.
pub fn news_set(wanted: bool) -> Reply {
    Reply::new(Phrase::new(set_to(wanted)))
}

fn set_to(wanted: bool) -> Say {
    if wanted { Say::NewsStarted } else { Say::NewsStopped }
}
