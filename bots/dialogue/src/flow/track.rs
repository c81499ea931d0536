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
//!      Riwayat: Diteruskan 19/11 → Diproses 20/11
//!      Dukungan: 3
//!      [Dukung] [Komentar] [Menu]
//! Sari: [Dukung]
//! bot: 👍 Dukungan Anda untuk *LP-4F2H-B6DS* dicatat. Sekarang 4 orang mendukung. Ketik *batal dukung LP-4F2H-B6DS* untuk menariknya.
//!      Mau dikabari perkembangannya?
//!      [Kabari saya] [Tidak perlu]
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
//!      So far: Forwarded 19/11 → Resolved 20/11
//!      Note from staff: Lampu sudah diganti.
//!      Supporters: 0
//!      [It is fixed] [Not fixed] [Menu]
//! Sari: sudah
//! bot: Good to hear! Report *LP-4F2H-B6DS* is closed. How was it handled?
//!      ☰ Show choices
//!        [1 – Very poor]
//!        [2 – Poor]
//!        [3 – Fair]
//!        [4 – Satisfied]
//!        [5 – Very satisfied]
//! ```

use aduan::{
    domain::{StageKind, Step, TrackingNumber},
    phrase,
    refusal::Refusal,
    verbs::Progress,
};

use crate::{
    Phrase, Read, Say, clock,
    flow::category,
    hear::About,
    limits::quote,
    notice::refused,
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
    let mut picks = actions(&progress);
    if turn.state.filing().is_none() {
        picks.push(Pick::Menu);
    }
    let (headline, lines) = (headline(turn, &progress), lines(turn, &progress));
    turn.finish(headline, picks);
    turn.add_lines(lines);
}

/// What can be done about it, by whose it is and how it stands.
fn actions(progress: &Progress) -> Vec<Pick> {
    let number = || progress.number.clone();
    let on = |about| Pick::On(about, number());
    let is_open = StageKind::OPEN.contains(&progress.stage);
    let mut picks = match (progress.own, progress.stage) {
        (true, StageKind::Resolved) => vec![Pick::Confirm(number()), Pick::Dispute(number())],
        (true, StageKind::NeedsInfo) => vec![Pick::Answer(number()), on(About::Withdraw)],
        (true, StageKind::Closed) if progress.rating.is_none() => {
            vec![on(About::Rate), on(About::Reopen)]
        }
        (true, StageKind::Closed) => vec![on(About::Reopen)],
        (true, StageKind::Rejected) if !progress.appealed => vec![on(About::Appeal)],
        (true, _) if is_open => vec![on(About::Withdraw)],
        (false, _) if progress.supported => vec![Pick::Unsupport(number())],
        (false, _) if is_open => vec![Pick::Support(number())],
        _ => Vec::new(),
    };
    match (progress.followed, progress.supported) {
        _ if progress.own => {}
        (true, _) => picks.push(on(About::Unfollow)),
        (false, true) => picks.push(on(About::Follow)),
        (false, false) => {}
    }
    if is_open && progress.published && picks.len() < 2 {
        picks.push(on(About::Comment));
    }
    if is_open && progress.own && picks.len() < 2 {
        picks.push(on(About::AddPhotos));
    }
    picks
}

/// How much of its story is told.
const STEPS: usize = 4;

/// The stages it came into last, each with its day.
fn steps(turn: &Turn<'_>, progress: &Progress) -> Option<Phrase> {
    let from = progress.steps.len().saturating_sub(STEPS);
    let step = |step: &Step| {
        let stage = phrase::stage(turn.language(), step.to);
        format!("{stage} {}", clock::day_of_month(step.at, turn.scene.city.zone))
    };
    let steps: Vec<String> = progress.steps[from..].iter().map(step).collect();
    let story = || Phrase::new(Say::DetailSteps).text("steps", steps.join(" → "));
    (!steps.is_empty()).then(story)
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
    lines.extend(steps(turn, progress));
    if let Some(older) = &progress.refers_to {
        lines.push(Turn::about(Say::DetailRefers, older));
    }
    if let Some(note) = &progress.note {
        let note = quote(note.as_str(), NOTE);
        let note = match progress.ground {
            Some(ground) => refused(ground, note, language),
            None => note,
        };
        lines.push(Phrase::new(Say::DetailNote).text("note", note));
    }
    lines.push(Phrase::new(Say::DetailSupports).number("supports", progress.supports));
    lines
}
