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
//! Sari: (to LP-8WPN-3C1Q) (photo) ini lubangnya, depan nomor 9
//! bot: Terima kasih, jawaban untuk *LP-8WPN-3C1Q* sudah diteruskan ke petugas.
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 2 foto ditambahkan ke laporan *LP-8WPN-3C1Q*.
//! Sari: (to LP-4F2H-B6DS) (location -6.2266, 106.8585)
//! bot: Lokasinya bisa ditambahkan ke laporan sebagai komentar.
//!
//!      Kirim komentar Anda untuk *LP-4F2H-B6DS*? Komentar terlihat semua orang; jangan berisi data pribadi.
//!      [Ya, lanjut] [Batal]
//! Sari: [Ya, lanjut]
//! bot: ✅ Komentar untuk *LP-4F2H-B6DS* terkirim. Ketik *hapus komentar* dalam 5 menit untuk menghapusnya.
//!      [Hapus komentar]
//! * the staff ask about LP-4F2H-B6DS: "Di mana tepatnya?"
//! bot: Petugas bertanya tentang laporan *LP-4F2H-B6DS*:
//!      “Di mana tepatnya?”
//!
//!      Ketuk Jawab, atau ketik *jawab LP-4F2H-B6DS* diikuti jawaban Anda.
//!      [Jawab]
//! Sari: (to LP-4F2H-B6DS) (location -6.2266, 106.8585)
//! bot: Terima kasih, jawaban untuk *LP-4F2H-B6DS* sudah diteruskan ke petugas.
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
//! Sari: (to LP-4F2H-B6DS) (photo)
//! Sari: (photo)
//! * 8 seconds later
//! bot: 📷 2 photos were added to report *LP-4F2H-B6DS*.
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
    domain::{Kind, StageKind, TrackingNumber},
    refusal::Refusal,
    verbs::Progress,
};
use chrono::TimeDelta;

use crate::{
    Input, Read, Say,
    flow::{self, answer, comment, confirm, login, look_alike, place, staff, track},
    hear::{self, About, Command, Heard},
    state::{Album, At, Reply, State, Until, Wish},
    turn::Turn,
};

/// She did something in reply to a message of ours about that report.
pub(crate) fn begin(turn: &mut Turn<'_>, number: TrackingNumber, act: Input) {
    match act {
        Input::Said(text) if is_for_it(turn, &number, &text) => words(turn, number, &text),
        Input::SentMedia { source, caption, settle_after } if takes_photos(turn, &number) => {
            enclose(turn, number.clone(), &source, settle_after);
            if let Some(caption) = caption {
                begin(turn, number, Input::Said(caption));
            }
        }
        Input::SharedPlace(Some(point)) if !is_the_question(turn, &number) => {
            let place = Reply::Place(place::for_staff(point).into());
            turn.ask(Read::Track(number), Until::Replied(place));
        }
        act => flow::begin(turn, act),
    }
}

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

/// Whether words that reply to something about a report are for it: they name no other, and are
/// no command.
fn is_for_it(turn: &Turn<'_>, number: &TrackingNumber, text: &str) -> bool {
    let names_none = matches!(
        hear::said(text, &turn.state, turn.scene),
        Heard::Words
            | Heard::Nearly(_)
            | Heard::Search(_)
            | Heard::Nearby(_)
            | Heard::Pick(_)
            | Heard::Command(Command::Which(_) | Command::Hello | Command::Thanks)
    );
    names_none && !is_the_question(turn, number)
}

/// Words that reply to news of that report.
fn words(turn: &mut Turn<'_>, number: TrackingNumber, text: &str) {
    match About::leading(text) {
        Some((about, rest)) => flow::asked_about(turn, about, number, rest),
        None => turn.ask(Read::Track(number), Until::Replied(Reply::Words(text.into()))),
    }
}

/// How it stands decides what she means: an answer, a yes or a no. Else it is shown, with what can
/// be done.
pub(crate) fn found(turn: &mut Turn<'_>, with: &Reply, progress: Result<Progress, Refusal>) {
    let Ok(progress) = progress else { return track::found(turn, progress) };
    let number = progress.number.clone();
    let (Reply::Words(text) | Reply::Place(text)) = with;
    match (progress.own, progress.stage) {
        (true, StageKind::NeedsInfo) => answer::answer(turn, number, text),
        (true, stage) if progress.kind == Kind::Question && stage != StageKind::Closed => {
            staff::reopen(turn, number, text);
        }
        (true, StageKind::Resolved) if hear::agrees(text) => confirm::confirm(turn, number),
        (true, StageKind::Resolved) if hear::refuses(text) => confirm::dispute(turn, number, ""),
        // Where it is helps whoever mends it; that everybody reads it she is asked first.
        (_, stage) if StageKind::OPEN.contains(&stage) && matches!(with, Reply::Place(_)) => {
            turn.lead(Say::PlaceAsComment);
            comment::comment(turn, number, text);
        }
        _ => {
            if let Reply::Place(_) = with {
                turn.lead(Say::NoPlaceHere);
            }
            track::found(turn, Ok(progress));
        }
    }
}

/// Whether photos can be sent for a report that is filed, beside whatever is going on.
fn are_welcome(state: &State) -> bool {
    !matches!(state.at, At::Welcome(_) | At::Login { .. } | At::Proving { .. } | At::Ready { .. })
}

/// Whether photos that reply to something about a report are for it. The staff she talks with
/// cannot be shown any.
fn takes_photos(turn: &Turn<'_>, number: &TrackingNumber) -> bool {
    match &turn.state.at {
        At::Filing(_) => !is_the_question(turn, number),
        At::WithStaff { number: talk, .. } => talk != number,
        _ => are_welcome(&turn.state),
    }
}

/// Takes a photo that comes right after one for a report which is filed, or instead of an answer
/// about it. Says whether it was one.
pub(crate) fn takes(
    turn: &mut Turn<'_>,
    source: &str,
    caption: Option<&str>,
    settle_after: TimeDelta,
) -> bool {
    let number = match (&turn.state.at, turn.state.enclosed.last()) {
        (_, Some((number, _))) if are_welcome(&turn.state) => number.clone(),
        (At::Answer { number, .. }, None) => number.clone(),
        _ => return false,
    };
    enclose(turn, number, source, settle_after);
    if let Some(caption) = caption {
        flow::begin(turn, Input::Said(caption.into()));
    }
    true
}

/// Puts a photo to those for the report, which are added when nothing more comes.
fn enclose(turn: &mut Turn<'_>, number: TrackingNumber, source: &str, settle_after: TimeDelta) {
    let enclosed = &mut turn.state.enclosed;
    match enclosed.iter_mut().find(|(known, _)| *known == number) {
        Some((_, album)) => album.add(source),
        None => enclosed.push((number, Album::of(source))),
    }
    turn.settle(settle_after);
}

/// Whether photos wait to be added as soon as nothing more comes.
pub(crate) fn waits(state: &State) -> bool {
    !state.enclosed.is_empty() && are_welcome(state)
}

/// Nothing more came. Says whether there was anything to add.
pub(crate) fn went_quiet(turn: &mut Turn<'_>) -> bool {
    let waits = waits(&turn.state);
    if waits {
        let (number, album) = turn.state.enclosed.remove(0);
        login::grant(turn, Wish::AddPhotos(number, album));
    }
    waits
}
