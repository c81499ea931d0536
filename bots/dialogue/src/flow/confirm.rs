//! Mended or not: what a notice asks, answered by its buttons or in words.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-4F2H-B6DS say it is fixed: "Lampu sudah diganti."
//! bot: Laporan *LP-4F2H-B6DS* dinyatakan selesai oleh petugas:
//!      “Lampu sudah diganti.”
//!
//!      Apakah sudah beres? Bisa juga ketik *sudah LP-4F2H-B6DS* atau *belum LP-4F2H-B6DS*.
//!      [Sudah beres] [Belum beres]
//! Sari: [Belum beres]
//! bot: Apa yang belum beres pada *LP-4F2H-B6DS*? Ceritakan singkat.
//! Sari: masih mati kalau malam
//! bot: Baik, laporan *LP-4F2H-B6DS* kembali ke petugas bersama alasan Anda.
//! * the staff of LP-4F2H-B6DS say it is fixed: "Kabel diganti, lampu menyala."
//! bot: Laporan *LP-4F2H-B6DS* dinyatakan selesai oleh petugas:
//!      “Kabel diganti, lampu menyala.”
//!
//!      Apakah sudah beres? Bisa juga ketik *sudah LP-4F2H-B6DS* atau *belum LP-4F2H-B6DS*.
//!      [Sudah beres] [Belum beres]
//! Sari: sudah LP-4F2H-B6DS
//! bot: Syukurlah, laporan *LP-4F2H-B6DS* kami tutup. Bagaimana penanganannya?
//!      ☰ Lihat pilihan
//!        [1 – Sangat kurang]
//!        [2 – Kurang]
//!        [3 – Cukup]
//!        [4 – Puas]
//!        [5 – Sangat puas]
//! Sari: 5
//! bot: Terima kasih atas nilai 5 dari 5. Ada saran? Balas sekarang, atau ketik *lewati*.
//!      [Lewati]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-4F2H-B6DS say it is fixed: "Lampu sudah diganti."
//! bot: The staff say that report *LP-4F2H-B6DS* is resolved:
//!      “Lampu sudah diganti.”
//!
//!      Is it fixed? You can also type *fixed LP-4F2H-B6DS* or *not fixed LP-4F2H-B6DS*.
//!      [It is fixed] [Not fixed]
//! Sari: notfixed LP-4F2H-B6DS it is still dark at night
//! bot: All right, report *LP-4F2H-B6DS* goes back to the staff with your reason.
//! Sari: [It is fixed]
//! bot: That is not possible while the status of the report is *In progress*.
//! * the staff of LP-4F2H-B6DS say it is fixed: "Kabel diganti, lampu menyala."
//! bot: The staff say that report *LP-4F2H-B6DS* is resolved:
//!      “Kabel diganti, lampu menyala.”
//!
//!      Is it fixed? You can also type *fixed LP-4F2H-B6DS* or *not fixed LP-4F2H-B6DS*.
//!      [It is fixed] [Not fixed]
//! Sari: [It is fixed]
//! bot: Good to hear! Report *LP-4F2H-B6DS* is closed. How was it handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! Sari: [4 – Satisfied]
//! bot: Thank you for rating it 4 of 5. Any suggestion? Reply now, or type *skip*.
//!      [Skip]
//! ```

use aduan::{domain::TrackingNumber, ports::Wanted};

use crate::{
    Say,
    flow::{filing, login, lost},
    state::{At, Pick, Wish},
    turn::Turn,
};

/// It is mended.
pub(crate) fn confirm(turn: &mut Turn<'_>, number: TrackingNumber) {
    login::grant(turn, Wish::Confirm(number));
}

/// It is closed: how was it?
pub(crate) fn confirmed(turn: &mut Turn<'_>, number: &TrackingNumber) {
    ask_stars(turn, Say::AskRating, number);
}

fn ask_stars(turn: &mut Turn<'_>, say: Say, number: &TrackingNumber) {
    let picks = (1..=5).map(|stars| Pick::Rate(number.clone(), stars)).collect();
    turn.finish(Turn::about(say, number), picks);
}

/// It is not mended: why?
pub(crate) fn dispute(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    let filing = turn.state.leave();
    if let Some(note) = filing::read_note(turn, text) {
        turn.state.return_to(filing);
        login::grant(turn, Wish::Dispute(number, note));
    } else {
        turn.state.at = At::Reason { number, filing };
        turn.prompt();
    }
}

/// Why?
pub(crate) fn ask_reason(turn: &mut Turn<'_>) {
    let At::Reason { number, .. } = &turn.state.at else { return turn.prompt() };
    let phrase = Turn::about(Say::AskReason, number);
    turn.hope(phrase, Vec::new(), Wanted::Text);
}

/// That is why.
pub(crate) fn reason(turn: &mut Turn<'_>, text: &str) {
    let At::Reason { number, .. } = &turn.state.at else { return turn.prompt() };
    let number = number.clone();
    if filing::read_note(turn, text).is_some() {
        dispute(turn, number, text);
    } else {
        lost::not_understood(turn);
    }
}

/// It goes back.
pub(crate) fn disputed(turn: &mut Turn<'_>, number: &TrackingNumber) {
    turn.finish(Turn::about(Say::Disputed, number), Vec::new());
}

/// So many stars.
pub(crate) fn rate(turn: &mut Turn<'_>, number: TrackingNumber, stars: u8) {
    login::grant(turn, Wish::Rate(number, stars));
}

/// So many stars, typed after the number; without them, they are asked for.
pub(crate) fn rate_typed(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match text.trim().parse() {
        Ok(stars @ 1..=5) => rate(turn, number, stars),
        _ => ask_stars(turn, Say::AskStars, &number),
    }
}
