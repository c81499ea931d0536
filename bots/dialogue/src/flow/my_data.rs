//! What is kept of her, and what she can have done with it.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: data saya
//! bot: *Data Anda*
//!      Nama: belum diisi
//!      Kontak: s•••@contoh.id, WhatsApp
//!      Laporan: 0
//!      Persetujuan: versi 1, 21 November 2026, pukul 08.30
//!      Dukungan dan komentar disimpan bersama laporannya, tanpa daftar per orang.
//!
//!      Hak Anda (UU 27/2022): minta salinan, perbaiki, tarik persetujuan, atau hapus.
//!      ☰ Lihat pilihan
//!        [Salinan data]
//!        [Ubah nama]
//!        [Tarik persetujuan]
//!        [Hapus data]
//! Sari: [Ubah nama]
//! bot: Siapa nama Anda? Namanya tidak tampil untuk umum.
//!      [Tanpa nama] [Batal]
//! Sari: Sari Wulandari
//! bot: Baik, sudah diubah.
//! Sari: data saya
//! bot: *Data Anda*
//!      Nama: Sari Wulandari
//!      Kontak: s•••@contoh.id, WhatsApp
//!      Laporan: 0
//!      Persetujuan: versi 1, 21 November 2026, pukul 08.30
//!      Dukungan dan komentar disimpan bersama laporannya, tanpa daftar per orang.
//!
//!      Hak Anda (UU 27/2022): minta salinan, perbaiki, tarik persetujuan, atau hapus.
//!      ☰ Lihat pilihan
//!        [Salinan data]
//!        [Ubah nama]
//!        [Tarik persetujuan]
//!        [Hapus data]
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: my data
//! bot: To see your account, sign in first.
//!
//!      To go on, please sign in, just once. Type an e-mail address or a phone number; we will send a 6-digit code.
//! Sari: sari@example.com
//! bot: If that address can receive codes, a 6-digit code was sent to *s•••@example.com*. Reply with the code. Valid for 5 minutes; give it to nobody, not even staff.
//!      [Resend code] [Other address]
//! Sari: 123456
//! bot: You are signed in.
//!
//!      How can I help? Just type the problem, send a photo, or pick from the menu.
//!      ☰ Open menu
//!        [New report] Roads, lights, waste, flooding and more
//!        [My reports] The status of all your reports
//!        [Track a number] See its status and notes from staff
//!        [Reports nearby] Public reports around you
//!        [Search reports] Public reports by keyword, street or district
//!        [Account] Linked contacts, sessions, signing out
//!        [Language & alerts] Change the language, switch updates on or off
//!        [Help]
//! Sari: my data
//! bot: *Your data*
//!      Name: not given
//!      Contacts: s•••@example.com, WhatsApp
//!      Reports: 0
//!      Consent: version 1, 21 November 2026, 08:30
//!      Support and comments are kept with their reports, with no list per person.
//!
//!      Your rights (Law 27/2022): get a copy, correct, withdraw consent, or delete.
//!      ☰ Show choices
//!        [Copy of my data]
//!        [Change name]
//!        [Withdraw consent]
//!        [Delete my data]
//! ```

use aduan::verbs::Account;

use crate::{
    Phrase, Say, clock,
    flow::account,
    state::{Pick, Until},
    turn::Turn,
};

/// What is kept of her?
pub(crate) fn show(turn: &mut Turn<'_>) {
    account::look_up(turn, Until::MyData);
}

/// This is.
pub(crate) fn shown(turn: &mut Turn<'_>, account: &Account) {
    let (zone, language) = (turn.scene.city.zone, turn.language());
    let mut picks = vec![Pick::Copy(0), Pick::Rename, Pick::WithdrawConsent];
    let mut phrase = account::describe(turn, Say::MyData, account)
        .number("reports", account.reports)
        .text("agreed", "no");
    if let Some(consent) = &account.consent {
        phrase = phrase
            .text("agreed", "yes")
            .number("version", consent.version)
            .text("when", clock::moment(consent.at, zone, language));
    }
    let mut lines = Vec::new();
    if let Some(due) = account.deletion {
        picks.push(Pick::UndoDeletion);
        lines.push(Phrase::new(Say::DeletionSet).text("when", clock::moment(due, zone, language)));
    } else {
        picks.push(Pick::Erase);
    }
    turn.offer(phrase, picks);
    turn.add_lines(lines);
}
