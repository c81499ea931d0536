//! Mended or not: what a notice asks, answered by its buttons or in words.
//!
//! ```transcript id
//! * Sari is signed in
//! * Sari reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-0000-000K say it is fixed: "Lampu sudah diganti."
//! Sari: {dispute:LP-0000-000K}
//! Sari: masih mati kalau malam
//! * the staff of LP-0000-000K say it is fixed: "Kabel diganti, lampu menyala."
//! Sari: sudah LP-0000-000K
//! Sari: 5
//! ```
//!
//! ```transcript en
//! * Sari is signed in
//! * Sari reported LP-0000-000K: "Lampu jalan depan SDN 3 mati total."
//! * the staff of LP-0000-000K say it is fixed: "Lampu sudah diganti."
//! Sari: notfixed LP-0000-000K it is still dark at night
//! Sari: {confirm:LP-0000-000K}
//! * the staff of LP-0000-000K say it is fixed: "Kabel diganti, lampu menyala."
//! Sari: {confirm:LP-0000-000K}
//! Sari: [4 – Satisfied]
//! ```

use aduan::{domain::TrackingNumber, ports::Wanted};

use crate::{
    Phrase, Say,
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

/// Thanks.
pub(crate) fn rated(turn: &mut Turn<'_>, stars: u8) {
    turn.finish(Phrase::new(Say::Rated).number("stars", stars), Vec::new());
}
