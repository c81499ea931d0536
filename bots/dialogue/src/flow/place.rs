//! Where it is: a point, words, or neither.
//!
//! ```transcript id
//! * Sari is signed in
//! Sari: (location 95.0000, 106.8000)
//! Sari: (location -6.2266, 106.8585)
//! Sari: saluran air di sini mampet, baunya sampai ke rumah
//! Sari: [Saluran air]
//! Sari: kembali
//! Sari: lewati
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! Sari: (location 95.0000, 106.8000)
//! Sari: (location -6.2266, 106.8585)
//! Sari: the drain here is blocked and smells
//! Sari: [Drains]
//! Sari: back
//! Sari: skip
//! ```

use aduan::{
    domain::{Place, Point},
    ports::Wanted,
};

use crate::{
    Phrase, Say,
    flow::{filing, lost, welcome},
    limits::quote,
    state::{At, Draft, Filing, Pick, Slot, Where},
    turn::Turn,
};

/// Asks where.
pub(crate) fn ask(turn: &mut Turn<'_>) {
    turn.hope(Phrase::new(Say::AskPlace), vec![Pick::Skip], Wanted::Location);
}

/// She shared a place.
pub(crate) fn shared(turn: &mut Turn<'_>, point: Option<Point>) {
    let Some(point) = point else {
        turn.lead(Say::BadPlace);
        return turn.prompt();
    };
    let now = turn.scene.now;
    match &mut turn.state.at {
        At::Welcome(held) => {
            held.get_or_insert_with(|| Draft::new(now)).put_at(point);
            welcome::again(turn);
        }
        At::Rest => {
            let mut draft = Draft::new(now);
            draft.put_at(point);
            turn.state.at = At::Filing(Filing { draft, slot: Slot::Words });
            turn.lead(Say::PlaceArrived);
            turn.prompt();
        }
        At::Filing(Filing { draft, slot }) => {
            draft.put_at(point);
            draft.touched = now;
            let elsewhere =
                matches!(slot, Slot::Words | Slot::Suggested(_) | Slot::Category(_) | Slot::Photos);
            if elsewhere {
                turn.lead(Say::PlaceArrived);
                turn.prompt();
            } else {
                filing::advance(turn);
            }
        }
        _ => {
            turn.lead(Say::NoPlaceHere);
            turn.prompt();
        }
    }
}

/// She described a place.
pub(crate) fn described(turn: &mut Turn<'_>, text: &str) {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let note = if letters > 2 { filing::read_note(turn, text) } else { None };
    let Some(note) = note else { return lost::not_understood(turn) };
    if let Some(draft) = turn.touch() {
        draft.describe_place(note);
    }
    filing::advance(turn);
}

/// She does not say where, or sends no new photos.
pub(crate) fn skip(turn: &mut Turn<'_>) {
    let Some(filing) = turn.filing() else { return lost::stale(turn) };
    if filing.slot == Slot::Place {
        filing.draft.skip_place();
    }
    turn.touch();
    filing::advance(turn);
}

/// How much of a place in words the summary shows.
const SHOWN: usize = 120;

/// The place, in words.
pub(crate) fn words(place: &Where, turn: &Turn<'_>) -> String {
    let language = turn.language();
    match place.place() {
        None => Say::PlaceNone.plain(language),
        Some(Place::Point(_)) => Say::PlacePoint.plain(language),
        Some(Place::Words(words)) => quote(words.as_str(), SHOWN),
        Some(Place::Both(_, words)) => {
            Say::PlaceBoth.with(language, &[("words", quote(words.as_str(), SHOWN).into())])
        }
    }
}
