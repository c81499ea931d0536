//! How a report stands: by its number alone, at any time.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! Sari: [Cek nomor laporan]
//! Sari: lp 0000 000k
//! Sari: [Dukung]
//! Sari: status LP-0000-000X
//! Sari: status LP-0000-001C
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-0000-000K say it is fixed: "Lampu sudah diganti."
//! Sari: status LP-0000-000K
//! Sari: sudah
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
        Err(refusal) => {
            turn.refuse(&refusal);
            return turn.prompt();
        }
    };
    let number = progress.number.clone();
    let mut picks = match (progress.own, progress.stage) {
        (true, StageKind::Resolved) => vec![Pick::Confirm(number.clone()), Pick::Dispute(number)],
        (true, StageKind::NeedsInfo) => vec![Pick::Answer(number)],
        (true, _) => Vec::new(),
        (false, _) if progress.supported => vec![Pick::Unsupport(number)],
        (false, stage) if StageKind::OPEN.contains(&stage) => vec![Pick::Support(number)],
        (false, _) => Vec::new(),
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
    let language = turn.language();
    Turn::about(Say::Detail, &progress.number)
        .text("category", category::name(turn, &progress.category))
        .text("title", quote(&progress.title, 80))
        .text("stage", phrase::stage(language, progress.stage))
        .text("filed", clock::day(progress.filed_at, language))
}

/// What else is known of it.
pub(crate) fn lines(turn: &Turn<'_>, progress: &Progress) -> Vec<Phrase> {
    let language = turn.language();
    let mut lines = Vec::new();
    let department =
        progress.department.as_ref().and_then(|id| turn.scene.catalogue.department(id));
    if let Some(department) = department {
        let name = department.name.get(language);
        lines.push(Phrase::new(Say::DetailDepartment).text("department", name));
    }
    if let Some(due) = progress.due_at {
        lines.push(Phrase::new(Say::DetailDue).text("due", clock::day(due, language)));
    }
    if let Some(note) = &progress.note {
        lines.push(Phrase::new(Say::DetailNote).text("note", quote(note.as_str(), NOTE)));
    }
    lines.push(Phrase::new(Say::DetailSupports).number("supports", progress.supports));
    lines
}
