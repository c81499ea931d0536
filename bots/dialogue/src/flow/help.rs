//! Help, and the honest answer to those who want a person.
//!
//! ```transcript id
//! * Sari has agreed
//! Sari: bantuan
//! bot: Cara pakai:
//!      • Ketik masalahnya atau kirim foto, lalu saya bantu menjadi laporan
//!      • *status LP-…* melihat laporan, *dukung LP-…* mendukungnya
//!      • *saya* laporan Anda, *sekitar* di dekat Anda, *cari* kata kunci
//!      • *batal* berhenti, *kembali* mundur, *menu* pilihan lain
//!      • *masuk* mengenalkan diri, *bahasa* ganti bahasa
//!      Darurat: *112*.
//! Sari: petugas
//! bot: Saya asisten otomatis, dan obrolan langsung dengan petugas belum ada di sini. Setiap laporan dibaca petugas Kota Lestari: ketik masalahnya, lalu kabar dan pertanyaan mereka datang lewat chat ini.
//!      Keadaan darurat? Hubungi *112*.
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
//!      • *login* signs you in, *language* changes the language
//!      Emergency: *112*.
//! Sari: agent
//! bot: I am an automated assistant, and there is no live chat with staff here yet. The staff of Kota Lestari read every report: type the problem, and their news and questions will reach you in this chat.
//!      Emergency? Call *112*.
//! Sari: thanks
//! bot: You are welcome! 🙏 Type *menu* whenever you need something.
//! ```

use crate::{Phrase, Say, turn::Turn};

/// How it works.
pub(crate) fn help(turn: &mut Turn<'_>) {
    turn.say(turn.in_danger(Say::Help));
}

/// There is no hand-over yet: say what there is.
pub(crate) fn agent(turn: &mut Turn<'_>) {
    turn.say(turn.in_danger(Say::Agent).text("city", turn.scene.city.name.as_ref()));
}

/// A kind word back.
pub(crate) fn you_are_welcome(turn: &mut Turn<'_>) {
    turn.say(Phrase::new(Say::YouAreWelcome));
}
