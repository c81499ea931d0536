//! Help, and a kind word back.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: bantuan
//! bot: Cara pakai:
//!      • Ketik masalahnya atau kirim foto, lalu saya bantu menjadi laporan
//!      • *status LP-…* melihat laporan, *dukung LP-…* mendukungnya
//!      • *saya* laporan Anda, *sekitar* di dekat Anda, *cari* kata kunci
//!      • *batal* berhenti, *kembali* mundur, *menu* pilihan lain
//!      • *petugas* bicara dengan manusia
//!      • *masuk* mengenalkan diri, *bahasa* ganti bahasa
//!      Darurat: *112*.
//! Sari: makasih
//! bot: Sama-sama! 🙏 Ketik *menu* kapan saja bila perlu sesuatu.
//! ```
//!
//! ```transcript en
//! * Sari has agreed
//! Sari: help
//! bot: How it works:
//!      • Type the problem or send a photo, and I turn it into a report
//!      • *status LP-…* shows a report, *support LP-…* supports it
//!      • *mine* your reports, *nearby* those around you, *search* by words
//!      • *cancel* stops, *back* goes one step back, *menu* shows the rest
//!      • *agent* lets you talk with a person
//!      • *login* signs you in, *language* changes the language
//!      Emergency: *112*.
//! Sari: thanks
//! bot: You are welcome! 🙏 Type *menu* whenever you need something.
//! ```

use crate::{Phrase, Say, turn::Turn};

/// How it works.
pub(crate) fn help(turn: &mut Turn<'_>) {
    turn.say(turn.in_danger(Say::Help));
}

/// A kind word back.
pub(crate) fn you_are_welcome(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::YouAreWelcome));
}
