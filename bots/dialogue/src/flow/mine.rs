//! Her own reports, with those that are hidden from staff: only she sees them listed.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: saya
//! bot: Belum ada laporan di akun ini. Ketik masalahnya untuk membuat laporan pertama.
//!      [Menu]
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Sari reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! Sari: laporan saya
//! bot: Anda punya 2 laporan, yang terbaru di atas. Pilih satu untuk melihatnya.
//!      ☰ Lihat pilihan
//!        [LP-8WPN-3C1Q] Jalan rusak · Diproses · 19 November 2026
//!        [LP-4F2H-B6DS] Lampu jalan · Diproses · 19 November 2026
//! Sari: [LP-8WPN-3C1Q]
//! bot: *LP-8WPN-3C1Q* · Jalan rusak
//!      Jalan berlubang di Gang Kenanga.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 0
//!      [Cabut laporan] [Komentar] [Menu]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: my reports
//! bot: To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      Show your reports now?
//!      [Yes, go on] [Cancel]
//! Sari: yes
//! bot: You have one report. Pick it to see it.
//!      ☰ Show choices
//!        [LP-4F2H-B6DS] Street light · In progress · 19 November 2026
//! ```

use aduan::{refusal::Refusal, verbs::Listing};

use crate::{
    Phrase, Read, Say,
    flow::login,
    listing,
    state::{ListOf, Pick, Until, Wish},
    turn::Turn,
};

/// She wants to see them, which only a known person can.
pub(crate) fn open(turn: &mut Turn<'_>) {
    login::grant(turn, Wish::Mine);
}

/// Looks a page up.
pub(crate) fn page(turn: &mut Turn<'_>, page: u8) {
    turn.ask(Read::Mine(page), Until::Listing(ListOf::Mine));
}

/// Shows a page.
pub(crate) fn found(turn: &mut Turn<'_>, listing: &Listing) {
    if listing.rows.is_empty() {
        return turn.finish(Phrase::new(Say::NoReports), vec![Pick::Menu]);
    }
    let total = listing.total.unwrap_or(listing.rows.len());
    let phrase = Phrase::new(Say::MyReports).number("total", total);
    listing::show(turn, phrase, ListOf::Mine, listing);
}

/// They are not shown.
pub(crate) fn refused(turn: &mut Turn<'_>, refusal: &Refusal) {
    login::not_granted(turn, Wish::Mine, refusal);
}
