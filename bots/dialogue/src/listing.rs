//! How a page of a list looks: one row a report, and one that leads on.

use aduan::{
    domain::Language,
    phrase,
    verbs::{Listed, Listing},
};

use crate::{
    Phrase, Say, clock,
    flow::category,
    limits::{ROWS, quote},
    state::{ListOf, Pick},
    turn::Turn,
};

/// How much of what she looked for is said back.
const WORDS: usize = 60;

/// What she looked for, to be said back.
pub(crate) fn asked_for(words: &str) -> String {
    quote(words, WORDS)
}

/// Which reports stand on a page, for the row that leads there.
pub(crate) fn span(page: u8, language: Language) -> String {
    let from = i64::from(page) * i64::try_from(Listing::ROWS).unwrap_or(1) + 1;
    let to = from + i64::try_from(Listing::ROWS).unwrap_or(1) - 1;
    Say::NextPageHint.with(language, &[("from", from.into()), ("to", to.into())])
}

/// Shows a page that has rows. A draft that waits can be gone on with, if there is room.
pub(crate) fn show(turn: &mut Turn<'_>, phrase: Phrase, of: ListOf, listing: &Listing) {
    let row = |listed: &Listed| Pick::Row(listed.number.clone(), hint(turn, listed));
    let mut picks: Vec<Pick> = listing.rows.iter().map(row).collect();
    if listing.more {
        picks.push(Pick::Page(of, listing.page.saturating_add(1)));
    }
    let phrase = phrase.number("page", u16::from(listing.page) + 1);
    if picks.len() < ROWS {
        turn.finish(phrase, picks);
    } else {
        turn.offer(phrase, picks);
    }
}

/// What the row of a report says besides its number.
pub(crate) fn hint(turn: &Turn<'_>, listed: &Listed) -> Box<str> {
    let language = turn.language();
    let (say, measure) = if let Some(metres) = listed.metres {
        (Say::RowAway, ("metres", i64::from(metres).into()))
    } else {
        let filed = clock::day(listed.filed_at, turn.scene.city.zone, language);
        (Say::RowFiled, ("filed", filed.into()))
    };
    let category = category::name(turn, &listed.category).into();
    let stage = phrase::stage(language, listed.stage).into();
    say.with(language, &[("category", category), ("stage", stage), measure]).into()
}
