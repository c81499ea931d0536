//! What was meant by what was typed or tapped. Typed numbers, labels and synonyms work wherever
//! buttons do, in either language and however they are spelled.

mod ask;
mod command;
mod danger;
mod fold;
mod link;
mod number;
mod synonym;
mod tongue;
mod typo;

use aduan::{
    domain::{Language, LinkCode, TrackingNumber},
    words::without_courtesy,
};

use ask::Ask;
pub(crate) use command::Command;
pub(crate) use danger::is_danger;
pub(crate) use fold::fold;
pub(crate) use number::About;
pub use tongue::language_of;

use crate::{
    Scene,
    state::{Pick, State, read_payload},
};

/// What was meant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Heard {
    /// One of the choices on offer.
    Pick(Pick),
    /// A second tap on *Kirim*.
    SentBefore(TrackingNumber),
    /// A choice of an older message, or one that never was.
    Stale,
    /// A word that means the same everywhere.
    Command(Command),
    /// Such a word, mistyped: only where nothing else is awaited.
    Nearly(Command),
    /// Something about the report of that number, and what was written after it.
    About(About, TrackingNumber, Box<str>),
    /// A number with a symbol mistyped.
    Mistyped,
    /// A code that another chat showed; none, if it was mistyped.
    LinkCode(Option<LinkCode>),
    /// Words to look for.
    Search(Box<str>),
    /// A place in words to look around.
    Nearby(Box<str>),
    /// Anything else.
    Words,
}

/// Whether a text says yes, courtesies aside.
pub(crate) fn agrees(text: &str) -> bool {
    synonym::is_yes(without_courtesy(&fold(text)))
}

/// Whether a text says no, courtesies aside.
pub(crate) fn refuses(text: &str) -> bool {
    synonym::is_no(without_courtesy(&fold(text)))
}

/// The report that a message of ours is about, to which somebody may reply: the first it names, in a
/// city whose numbers begin with `prefix`.
pub fn report_named_in(text: &str, prefix: &str) -> Option<TrackingNumber> {
    number::first(text, prefix)
}

/// What was meant by a tap.
pub(crate) fn tapped(payload: &str, state: &State) -> Heard {
    if let Some((about, number)) = About::of_notice(payload) {
        return Heard::About(about, number, "".into());
    }
    let Some((nonce, index)) = read_payload(payload) else { return Heard::Stale };
    if let Some(sent) = &state.sent
        && sent.nonce == nonce
        && index == 0
    {
        return Heard::SentBefore(sent.number.clone());
    }
    if nonce != state.offer.nonce {
        return Heard::Stale;
    }
    state.offer.picks.get(index).cloned().map_or(Heard::Stale, Heard::Pick)
}

/// What was meant by a text.
pub(crate) fn said(text: &str, state: &State, scene: &Scene<'_>) -> Heard {
    match number::find(text, &scene.city.prefix) {
        number::Found::About(about, number, rest) => return Heard::About(about, number, rest),
        number::Found::Mistyped => return Heard::Mistyped,
        number::Found::Nothing => {}
    }
    // No label, number or command is longer than this.
    if text.len() > 160 {
        return Heard::Words;
    }
    let folded = fold(text);
    if folded.is_empty() {
        return Heard::Words;
    }
    let bare = without_courtesy(&folded);
    if let Some(pick) = typed(&folded, state, scene).or_else(|| typed(bare, state, scene)) {
        return Heard::Pick(pick);
    }
    if let Some(code) = link::read(&folded) {
        return code;
    }
    if let Some(command) = Command::read(&folded) {
        return Heard::Command(command);
    }
    if let Some(pick) = mistyped(bare, state, scene) {
        return Heard::Pick(pick);
    }
    if let Some(command) = Command::nearly(bare) {
        return Heard::Nearly(command);
    }
    match ask::read(text) {
        Some((Ask::Search, words)) => Heard::Search(words.into()),
        Some((Ask::Nearby, place)) => Heard::Nearby(place.into()),
        None => Heard::Words,
    }
}

/// The choice on offer whose label was mistyped.
fn mistyped(folded: &str, state: &State, scene: &Scene<'_>) -> Option<Pick> {
    let label = |pick: &Pick| {
        Language::ALL.map(|language| (fold(&pick.label(language, state, scene)), pick.clone()))
    };
    let labels: Vec<_> = state.offer.picks.iter().flat_map(label).collect();
    typo::nearest(folded, labels.iter().map(|(label, pick)| (label.as_str(), pick))).cloned()
}

/// The choice on offer that was typed: its number in the row, its label, or a word for it.
fn typed(folded: &str, state: &State, scene: &Scene<'_>) -> Option<Pick> {
    let picks = &state.offer.picks;
    if let Ok(at @ 1..=10) = folded.parse::<usize>() {
        return picks.get(at - 1).cloned();
    }
    let labelled = |pick: &&Pick| {
        Language::ALL.iter().any(|of| fold(&pick.label(*of, state, scene)) == *folded)
    };
    picks
        .iter()
        .find(labelled)
        .or_else(|| picks.iter().find(|pick| synonym::means(pick, folded)))
        .or_else(|| picks.iter().find(|pick| synonym::is_yes(folded) && pick.is_yes(state)))
        .or_else(|| picks.iter().find(|pick| synonym::is_no(folded) && pick.is_no()))
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_payloads_are_stale() {
        let state = State::new();
        for payload in ["", "k3f9:2", "0:99", "confirm:", "confirm:LP", "🔥", "m:new"] {
            assert_eq!(tapped(payload, &state), Heard::Stale, "{payload}");
        }
    }
}
