//! Somebody may have reported the same: supporting that is better than a second report.
//!
//! ```transcript id
//! * Sari is signed in
//! * Budi reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! Sari: lampu jalan depan SD 3 mati dari kemarin
//! Sari: [Lampu jalan]
//! Sari: (location -6.2266, 106.8585)
//! Sari: [Lihat dulu]
//! Sari: [Ya, dukung]
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Budi reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! Sari: the street light at SD 3 is out since yesterday
//! Sari: [Street light]
//! Sari: (location -6.2266, 106.8585)
//! Sari: [No, continue]
//! Sari: back
//! Sari: skip
//! Sari: [Yes, support it]
//! ```

use aduan::{
    phrase,
    refusal::Refusal,
    verbs::{Alike, Progress},
};

use crate::{
    Phrase, Read, Say,
    flow::{filing, login, lost, track},
    limits::quote,
    state::{Pick, Slot, Until, Wish},
    turn::Turn,
};

/// How much of somebody else's title is shown.
const TITLE: usize = 80;

/// Offers the likest.
pub(crate) fn found(turn: &mut Turn<'_>, alike: Vec<Alike>) {
    if let Some(draft) = turn.state.draft_mut() {
        draft.looked = true;
    }
    match (alike.into_iter().next(), turn.filing()) {
        (Some(likest), Some(filing)) => {
            filing.slot = Slot::Alike(likest);
            turn.prompt();
        }
        _ => filing::advance(turn),
    }
}

/// Is it the same?
pub(crate) fn ask(turn: &mut Turn<'_>, alike: &Alike) {
    let say = if alike.metres.is_some() { Say::AlikeNear } else { Say::AlikeSomewhere };
    let mut phrase = Turn::about(say, &alike.number)
        .text("title", quote(&alike.title, TITLE))
        .text("stage", phrase::stage(turn.language(), alike.stage))
        .number("supports", alike.supports);
    if let Some(metres) = alike.metres {
        phrase = phrase.number("metres", metres);
    }
    turn.offer(phrase, vec![Pick::Same, Pick::Different, Pick::Show]);
}

fn offered(turn: &mut Turn<'_>) -> Option<Alike> {
    match &turn.filing()?.slot {
        Slot::Alike(alike) => Some(alike.clone()),
        _ => None,
    }
}

/// It is: she supports it, and her draft ends.
pub(crate) fn same(turn: &mut Turn<'_>) {
    let Some(alike) = offered(turn) else { return lost::stale(turn) };
    login::grant(turn, Wish::SupportInstead(alike.number));
}

/// It is not: on with her own.
pub(crate) fn different(turn: &mut Turn<'_>) {
    if offered(turn).is_none() {
        return lost::stale(turn);
    }
    turn.touch();
    filing::advance(turn);
}

/// She wants to see it first.
pub(crate) fn show(turn: &mut Turn<'_>) {
    let Some(alike) = offered(turn) else { return lost::stale(turn) };
    turn.ask(Read::Track(alike.number), Until::Shown);
}

/// Shows it, and asks again.
pub(crate) fn shown(turn: &mut Turn<'_>, progress: Result<Progress, Refusal>) {
    match (progress, offered(turn)) {
        (Ok(progress), Some(alike)) => {
            turn.lead_with(track::headline(turn, &progress));
            for line in track::lines(turn, &progress) {
                turn.lead_with(line);
            }
            let phrase: Phrase = Turn::about(Say::AskSame, &alike.number);
            turn.offer(phrase, vec![Pick::Same, Pick::Different]);
        }
        (Err(refusal), Some(_)) => {
            turn.refuse(&refusal);
            filing::advance(turn);
        }
        _ => turn.prompt(),
    }
}
