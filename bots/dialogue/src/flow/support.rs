//! Supporting what somebody else reported, and taking that back.
//!
//! ```transcript id
//! * Sari has agreed
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: dukung LP-4F2H-B6DS
//! bot: Untuk lanjut, kenalkan diri dulu, cukup sekali. Ketik alamat e-mail atau nomor HP; kami kirimkan kode 6 angka.
//! Sari: sari@contoh.id
//! bot: Bila alamat itu dapat menerima kode, kode 6 angka sudah dikirim ke *s•••@contoh.id*. Balas dengan kodenya. Berlaku 5 menit; jangan berikan kepada siapa pun, termasuk petugas.
//!      [Kirim ulang kode] [Ganti alamat]
//! Sari: 123456
//! bot: Berhasil masuk.
//!
//!      Lanjut mendukung laporan *LP-4F2H-B6DS*?
//!      [Ya, lanjut] [Batal]
//! Sari: [Ya, lanjut]
//! bot: 👍 Dukungan Anda untuk *LP-4F2H-B6DS* dicatat. Sekarang 4 orang mendukung. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//!      Mau dikabari perkembangannya?
//!      [Kabari saya] [Tidak perlu]
//! Sari: dukung LP-4F2H-B6DS
//! bot: Anda sudah mendukung *LP-4F2H-B6DS*. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//!      Mau dikabari perkembangannya?
//!      [Kabari saya] [Tidak perlu]
//! Sari: batal dukung LP-4F2H-B6DS
//! bot: Dukungan Anda untuk *LP-4F2H-B6DS* ditarik. Sekarang 3 orang mendukung.
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: support LP-4F2H-B6DS
//! bot: 👍 Your support of *LP-4F2H-B6DS* counts. Now 4 people support it. Type *unsupport LP-4F2H-B6DS* to take it back.
//!      Would you like news of this report?
//!      [Keep me posted] [No, thanks]
//! Sari: unsupport LP-4F2H-B6DS
//! bot: Your support of *LP-4F2H-B6DS* is withdrawn. 3 people support it now.
//! Sari: unsupport LP-4F2H-B6DS
//! bot: You were not supporting *LP-4F2H-B6DS*.
//! Sari: support
//! bot: Which report? Add its number, e.g. *LP-7K3M-9QXT*.
//! ```

use aduan::{domain::TrackingNumber, verbs::Supported};

use crate::{
    Phrase, Say,
    flow::login,
    hear::About,
    state::{Pick, Wish},
    turn::Turn,
};

/// She supports it.
pub(crate) fn support(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Support(number));
}

/// She takes that back.
pub(crate) fn unsupport(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Unsupport(number));
}

/// It counts, or it counts no more.
pub(crate) fn voted(turn: &mut Turn<'_>, wish: &Wish, vote: &Supported) {
    let withdrawn = matches!(wish, Wish::Unsupport(_));
    if matches!(wish, Wish::SupportInstead(_)) {
        turn.state.leave();
    }
    let say = match (withdrawn, vote.again) {
        (false, false) => Say::Supported,
        (false, true) => Say::SupportedBefore,
        (true, false) => Say::Unsupported,
        (true, true) => Say::UnsupportedBefore,
    };
    let phrase = Turn::about(say, &vote.number).number("supports", vote.supports);
    if withdrawn || vote.follows {
        return turn.finish(phrase, Vec::new());
    }
    let (number, follow) = (vote.number.clone(), About::Follow);
    turn.finish(phrase, vec![Pick::On(follow, number.clone()), Pick::NoThanks(number)]);
    turn.add_lines(vec![Phrase::new(Say::AskFollow)]);
}
