//! How a report stands: by its number alone, at any time.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-4F2H-B6DS: "Lampu jalan depan SDN 3 mati total."
//! Sari: [Cek nomor laporan]
//! bot: Kirim nomor laporannya, contoh *LP-7K3M-9QXT*.
//! Sari: lp 4f2h b6ds
//! bot: *LP-4F2H-B6DS* · Lampu jalan
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Diproses*, dilaporkan 19 November 2026
//!      Ditangani: Dinas Pekerjaan Umum
//!      Target selesai: 3 Desember 2026
//!      Dukungan: 3
//!      [Dukung] [Menu]
//! Sari: [Dukung]
//! bot: 👍 Dukungan Anda untuk *LP-4F2H-B6DS* dicatat. Sekarang 4 orang mendukung. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//! Sari: status LP-4F2H-B6DX
//! bot: Nomor itu sepertinya salah ketik: huruf atau angkanya ada yang tidak cocok. Coba periksa lagi, contoh *LP-7K3M-9QXT*.
//! Sari: status LP-5TQR-AZ7G
//! bot: Laporan itu tidak ditemukan atau tidak dapat ditampilkan di akun ini.
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
//! Sari: status LP-4F2H-B6DS
//! bot: *LP-4F2H-B6DS* · Street light
//!      Lampu jalan depan SDN 3 mati total.
//!      Status: *Resolved*, reported on 19 November 2026
//!      Handled by: Public Works
//!      To be mended by: 3 December 2026
//!      Note from staff: Lampu sudah diganti.
//!      Supporters: 0
//!      [It is fixed] [Not fixed] [Menu]
//! Sari: sudah
//! bot: Good to hear; report *LP-4F2H-B6DS* is closed. How was it handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! ```

use aduan::{
    domain::{StageKind, TrackingNumber},
    phrase,
    refusal::Refusal,
    verbs::Progress,
};

use crate::{
    Phrase, Read, Say, clock,
    flow::category,
    limits::quote,
    state::{Pick, Until},
    turn::Turn,
};

/// How much of the city's note is shown.
const NOTE: usize = 300;

/// How to ask.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    let example = turn.example();
    turn.say(Phrase::new(Say::AskNumber).text("example", example));
}

/// A number with a symbol mistyped.
pub(crate) fn mistyped(turn: &mut Turn<'_>) {
    let example = turn.example();
    turn.say(Phrase::new(Say::Mistyped).text("example", example));
}

/// A verb that lacks its number.
pub(crate) fn which(turn: &mut Turn<'_>) {
    let example = turn.example();
    turn.say(Phrase::new(Say::WhichReport).text("example", example));
}

/// Looks it up.
pub(crate) fn see(turn: &mut Turn<'_>, number: TrackingNumber) {
    turn.ask(Read::Track(number), Until::Progress);
}

/// Shows it, with what can be done about it.
pub(crate) fn found(turn: &mut Turn<'_>, progress: Result<Progress, Refusal>) {
    let progress = match progress {
        Ok(progress) => progress,
        Err(refusal) => return turn.but_refused(&refusal),
    };
    let number = progress.number.clone();
    let mut picks = match (progress.own, progress.stage) {
        (true, StageKind::Resolved) => vec![Pick::Confirm(number.clone()), Pick::Dispute(number)],
        (true, StageKind::NeedsInfo) => vec![Pick::Answer(number)],
        (false, _) if progress.supported => vec![Pick::Unsupport(number)],
        (false, stage) if StageKind::OPEN.contains(&stage) => vec![Pick::Support(number)],
        _ => Vec::new(),
    };
    if turn.state.filing().is_none() {
        picks.push(Pick::Menu);
    }
    let (headline, lines) = (headline(turn, &progress), lines(turn, &progress));
    turn.finish(headline, picks);
    turn.add_lines(lines);
}

/// What it is, and how it stands.
pub(crate) fn headline(turn: &Turn<'_>, progress: &Progress) -> Phrase {
    let (language, zone) = (turn.language(), turn.scene.city.zone);
    Turn::about(Say::Detail, &progress.number)
        .text("category", category::name(turn, &progress.category))
        .text("title", quote(&progress.title, 80))
        .text("stage", phrase::stage(language, progress.stage))
        .text("filed", clock::day(progress.filed_at, zone, language))
}

/// What else is known of it.
pub(crate) fn lines(turn: &Turn<'_>, progress: &Progress) -> Vec<Phrase> {
    let (language, zone) = (turn.language(), turn.scene.city.zone);
    let mut lines = Vec::new();
    let department =
        progress.department.as_ref().and_then(|id| turn.scene.catalogue.department(id));
    if let Some(department) = department {
        let name = department.name.get(language);
        lines.push(Phrase::new(Say::DetailDepartment).text("department", name));
    }
    if let Some(due) = progress.due_at {
        lines.push(Phrase::new(Say::DetailDue).text("due", clock::day(due, zone, language)));
    }
    if let Some(note) = &progress.note {
        lines.push(Phrase::new(Say::DetailNote).text("note", quote(note.as_str(), NOTE)));
    }
    lines.push(Phrase::new(Say::DetailSupports).number("supports", progress.supports));
    lines
}
