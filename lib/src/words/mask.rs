//! Hiding what names a person in words that everyone may read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fold::plain;
use super::{numbers, plates};

/// A kind of private detail that people write into complaints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Private {
    /// A telephone number: Indonesian in any of its spellings, or foreign with a plus.
    Phone,
    /// The number of an identity or family card (NIK, KK), or another number as long.
    NationalId,
    /// An e-mail address.
    Email,
    /// An Indonesian vehicle plate.
    Plate,
}

impl Private {
    /// What stands in the text instead.
    pub fn marker(self) -> &'static str {
        match self {
            Self::Phone => "[telepon]",
            Self::NationalId => "[NIK]",
            Self::Email => "[e-mail]",
            Self::Plate => "[plat]",
        }
    }
}

/// Words without their private details, and which kinds were found.
#[derive(Clone, PartialEq, Eq)]
pub struct Masked {
    /// The words, with a marker in place of each private detail.
    pub text: String,
    /// The kinds that were found; empty means that `text` is as it was written.
    pub found: BTreeSet<Private>,
}

impl std::fmt::Debug for Masked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Masked").field("found", &self.found).finish_non_exhaustive()
    }
}

/// Replaces phone numbers, identity numbers, e-mail addresses and vehicle plates by markers.
///
/// Masking is idempotent: masked words come back unchanged. It errs towards hiding, except where
/// that would eat the facts of a complaint (prices, dates, times, house numbers, distances).
///
/// ```
/// let masked = aduan::words::mask("Lampu mati, hubungi 0812-3456-7890 jam 07.30");
/// assert_eq!(masked.text, "Lampu mati, hubungi [telepon] jam 07.30");
/// ```
pub fn mask(text: &str) -> Masked {
    let mut out = String::with_capacity(text.len());
    let mut found = BTreeSet::new();
    let mut from = 0;
    for (range, kind) in find(text) {
        out.push_str(text.get(from..range.start).unwrap_or_default());
        if let Some(kind) = kind {
            found.insert(kind);
            out.push_str(kind.marker());
        } else {
            out.push_str(text.get(range.clone()).unwrap_or_default());
        }
        from = range.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    Masked { text: out, found }
}

/// Where private details stand in `text`, in order; `None` marks a marker that stood there before.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, Option<Private>)> {
    let mut line = Line::new(text);
    let mut spans = line.wall_markers(text);
    for (kind, hits) in [
        (Private::Email, emails as fn(&mut Line) -> Vec<Hit>),
        (Private::Phone, numbers::find),
        (Private::Plate, plates::find),
    ] {
        for hit in hits(&mut line) {
            spans.push((line.bytes(&hit.glyphs), Some(hit.kind.unwrap_or(kind))));
        }
    }
    spans.sort_by_key(|(range, _)| range.start);
    spans
}

/// A find of one scanner; `kind` only where it differs from the scanner's own.
pub(super) struct Hit {
    pub(super) glyphs: Range<usize>,
    pub(super) kind: Option<Private>,
}

/// What stands where something was found already. No scanner looks through it, which is what
/// makes a second masking find nothing new.
const WALL: char = '\u{0}';

/// A text as its visible characters in plain form, each with the place it came from.
pub(super) struct Line {
    glyphs: Vec<(usize, char)>,
    end: usize,
}

impl Line {
    fn new(text: &str) -> Self {
        let glyphs = text.char_indices().filter_map(|(at, c)| Some((at, plain(c)?))).collect();
        Self { glyphs, end: text.len() }
    }

    pub(super) fn len(&self) -> usize {
        self.glyphs.len()
    }

    /// The character at `i`; beyond either end, a wall.
    pub(super) fn at(&self, i: usize) -> char {
        self.glyphs.get(i).map_or(WALL, |(_, c)| *c)
    }

    /// The character before `i`; a wall at the start.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or(WALL, |i| self.at(i))
    }

    /// The end of the run of characters from `i` on that are all `like` that, at most `most`.
    pub(super) fn run(&self, i: usize, most: usize, like: impl Fn(char) -> bool) -> usize {
        (i..self.len().min(i + most))
            .find(|j| !like(self.at(*j)))
            .unwrap_or(self.len().min(i + most))
    }

    /// Closes a range to every later look.
    pub(super) fn wall(&mut self, range: Range<usize>) {
        for glyph in self.glyphs.get_mut(range).unwrap_or_default() {
            glyph.1 = WALL;
        }
    }

    /// Up to `count` words that stand before `i`, nearest first, in small letters.
    pub(super) fn words_before(&self, i: usize, count: usize) -> Vec<String> {
        let mut words: Vec<String> = vec![String::new()];
        for j in (i.saturating_sub(12 * count)..i).rev() {
            let c = self.at(j);
            if c == WALL || c == '\n' {
                break;
            } else if c.is_alphabetic() {
                if let Some(word) = words.last_mut() {
                    word.insert(0, c.to_ascii_lowercase());
                }
            } else if words.last().is_some_and(|word| !word.is_empty()) {
                if words.len() == count {
                    break;
                }
                words.push(String::new());
            }
        }
        words
    }

    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let byte = |i: usize| self.glyphs.get(i).map_or(self.end, |(at, _)| *at);
        byte(range.start)..byte(range.end)
    }

    fn wall_markers(&mut self, text: &str) -> Vec<(Range<usize>, Option<Private>)> {
        let mut spans = Vec::new();
        for kind in [Private::Phone, Private::NationalId, Private::Email, Private::Plate] {
            for (at, marker) in text.match_indices(kind.marker()) {
                let from = self.glyphs.partition_point(|(byte, _)| *byte < at);
                let to = self.glyphs.partition_point(|(byte, _)| *byte < at + marker.len());
                self.wall(from..to);
                spans.push((at..at + marker.len(), None));
            }
        }
        spans
    }
}

/// E-mail addresses: something, an at sign, and a name with a dot before a letter.
fn emails(line: &mut Line) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut floor = 0;
    for at in 0..line.len() {
        if line.at(at) != '@' || at < floor {
            continue;
        }
        let local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let start = (floor.max(at.saturating_sub(64))..at)
            .rev()
            .find(|i| !local(line.at(*i)))
            .map_or(floor.max(at.saturating_sub(64)), |i| i + 1);
        let mut end = line.run(at + 1, 253, |c| c.is_alphanumeric() || c == '.' || c == '-');
        while end > at && ".-".contains(line.before(end)) {
            end -= 1;
        }
        let dotted = (at + 2..end).any(|i| line.before(i) == '.' && line.at(i).is_alphabetic());
        if start < at && dotted {
            line.wall(start..end);
            hits.push(Hit { glyphs: start..end, kind: None });
            floor = end;
        }
    }
    hits
}

#[cfg(test)]
mod tests;
