//! A message that replies to news goes to the report they are about, without its number.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! * Sari reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! * the staff ask about LP-4F2H-B6DS: "Tiang nomor berapa?"
//! bot: Petugas bertanya tentang laporan *LP-4F2H-B6DS*:
//!      “Tiang nomor berapa?”
//!
//!      Ketuk Jawab, atau ketik *jawab LP-4F2H-B6DS* diikuti jawaban Anda.
//!      [Jawab]
//! * the staff ask about LP-8WPN-3C1Q: "Dekat rumah nomor berapa?"
//! bot: Petugas bertanya tentang laporan *LP-8WPN-3C1Q*:
//!      “Dekat rumah nomor berapa?”
//!
//!      Ketuk Jawab, atau ketik *jawab LP-8WPN-3C1Q* diikuti jawaban Anda.
//!      [Jawab]
//! Sari: (to LP-4F2H-B6DS) nomor 14, depan gerbang
//! bot: Terima kasih, jawaban untuk *LP-4F2H-B6DS* sudah diteruskan ke petugas.
//! * the staff of LP-4F2H-B6DS say it is fixed: "Lampu sudah diganti."
//! bot: Laporan *LP-4F2H-B6DS* dinyatakan selesai oleh petugas:
//!      “Lampu sudah diganti.”
//!
//!      Apakah sudah beres? Bisa juga ketik *sudah LP-4F2H-B6DS* atau *belum LP-4F2H-B6DS*.
//!      [Sudah beres] [Belum beres]
//! Sari: (to LP-4F2H-B6DS) belum, masih mati
//! bot: Baik, laporan *LP-4F2H-B6DS* kembali ke petugas bersama alasan Anda.
//! Sari: (to LP-4F2H-B6DS) kapan selesainya ya?
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 0
//!      [Cabut laporan] [Komentar] [Menu]
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
//! Sari: (to LP-4F2H-B6DS) yes thanks
//! bot: Good to hear! Report *LP-4F2H-B6DS* is closed. How was it handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! * Budi reported LP-8WPN-3C1Q: "Jalan berlubang di Gang Kenanga."
//! Sari: (to LP-8WPN-3C1Q) support
//! bot: 👍 Your support of *LP-8WPN-3C1Q* counts. Now 4 people support it. Type *unsupport LP-8WPN-3C1Q* to take it back.
//!      Would you like news of this report?
//!      [Keep me posted] [No, thanks]
//! ```

use aduan::{
    domain::{StageKind, TrackingNumber},
    refusal::Refusal,
    verbs::Progress,
};

use crate::{
    Read,
    flow::{self, answer, confirm, look_alike, track},
    hear::{self, About},
    state::{At, Until},
    turn::Turn,
};

/// Whether what she replied to is no news but the question on the screen, which names the report
/// as well.
fn is_the_question(turn: &Turn<'_>, number: &TrackingNumber) -> bool {
    match &turn.state.at {
        At::Rest => false,
        At::Filing(filing) => {
            look_alike::offered(&filing.slot).iter().any(|alike| alike.number == *number)
        }
        _ => true,
    }
}

/// Words that reply to news of that report; `false` if they are to be taken as any others.
pub(crate) fn words(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) -> bool {
    if is_the_question(turn, &number) {
        return false;
    }
    match About::leading(text) {
        Some((about, rest)) => flow::asked_about(turn, about, number, rest),
        None => turn.ask(Read::Track(number), Until::Replied(text.into())),
    }
    true
}

/// How it stands decides what her words mean: an answer, a yes or a no. Else it is shown, with
/// what can be done.
pub(crate) fn found(turn: &mut Turn<'_>, text: &str, progress: Result<Progress, Refusal>) {
    let Ok(progress) = progress else { return track::found(turn, progress) };
    let number = progress.number.clone();
    match (progress.own, progress.stage) {
        (true, StageKind::NeedsInfo) => answer::answer(turn, number, text),
        (true, StageKind::Resolved) if hear::agrees(text) => confirm::confirm(turn, number),
        (true, StageKind::Resolved) if hear::refuses(text) => confirm::dispute(turn, number, ""),
        _ => track::found(turn, Ok(progress)),
    }
}
