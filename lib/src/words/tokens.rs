//! Search tokens: what is indexed of a text, and looked up for a query.

use std::collections::HashSet;

use super::fold::fold;
use super::mask;
use super::slang::meaning;
use super::stem::stem;
use super::stop::is_stop;

/// How many tokens a text gives at most.
pub const TOKENS: usize = 200;

/// How long a token is at most, in bytes.
pub const TOKEN_BYTES: usize = 32;

/// A number with this many digits names somebody, or nothing that is searched for.
const TOO_MANY_DIGITS: usize = 6;

/// How many words of a text are looked at.
const WORDS: usize = 20_000;

/// The words of `text` as they are indexed and searched: in one spelling, without what every
/// message holds, each once and in the order they first appear.
///
/// Phone numbers, identity numbers, e-mail addresses, plates, and numbers of six or more digits
/// never become tokens. At most [`TOKENS`] tokens, each at most [`TOKEN_BYTES`] bytes.
///
/// ```
/// use aduan::words::tokens;
/// assert_eq!(tokens("Lampu jln mati, hub 081234567890"), tokens("lampu JALAN matiii, hub"));
/// ```
pub fn tokens(text: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut tokens = Vec::new();
    each(text, |token| {
        if !seen.contains(token.as_str()) {
            seen.insert(token.clone());
            tokens.push(token);
        }
        tokens.len() < TOKENS
    });
    tokens
}

/// Gives every token of `text` in turn, repeated ones too, until `take` has had enough.
pub(super) fn each(text: &str, mut take: impl FnMut(String) -> bool) {
    let mut from = 0;
    let mut left = WORDS;
    let spans = mask::find(text);
    let ends = std::iter::once(text.len()..text.len());
    for range in spans.into_iter().map(|(range, _)| range).chain(ends) {
        let piece = text.get(from..range.start).unwrap_or_default();
        if !split(piece, &mut left, &mut take) {
            return;
        }
        from = range.end;
    }
}

/// Splits into words and settles each; false once enough was taken.
fn split(text: &str, left: &mut usize, take: &mut impl FnMut(String) -> bool) -> bool {
    let mut word = Word::default();
    for c in fold(text).chain(std::iter::once(' ')) {
        if c.is_alphanumeric() {
            word.push(c);
        } else if !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`') && !word.text.is_empty() {
            if *left == 0 {
                return false;
            }
            *left -= 1;
            for part in std::mem::take(&mut word).parts() {
                if !settle(part, take) {
                    return false;
                }
            }
        }
    }
    true
}

/// A word while it is read: cut at its greatest length, long-drawn letters drawn in.
#[derive(Default)]
struct Word {
    text: String,
    repeats: usize,
    digits: usize,
    full: bool,
}

impl Word {
    fn push(&mut self, c: char) {
        self.digits += usize::from(c.is_ascii_digit());
        self.repeats = if self.text.ends_with(c) && !c.is_numeric() { self.repeats + 1 } else { 0 };
        match self.repeats {
            0 | 1 => {
                self.full |= self.text.len() + c.len_utf8() > TOKEN_BYTES;
                if !self.full {
                    self.text.push(c);
                }
            }
            2 if !self.full => {
                self.text.pop();
            }
            _ => {}
        }
    }

    /// The word, or its letters and its number apart: *tahun2 → tahun*, *rt03 → rt, 3*.
    fn parts(mut self) -> Vec<String> {
        if self.digits >= TOO_MANY_DIGITS {
            return Vec::new();
        }
        undouble(&mut self.text);
        if self.digits == 0 {
            return vec![self.text];
        }
        let is_digit = |c: char| c.is_ascii_digit();
        if let Some((letters, end)) = self.text.split_once('2')
            && letters.len() >= 4
            && letters.contains(['a', 'e', 'i', 'o', 'u'])
            && !letters.contains(is_digit)
            && ["", "nya", "an", "kan", "i", "lah"].contains(&end)
        {
            return vec![format!("{letters}{end}")];
        }
        let number = |digits: &str| match digits.trim_start_matches('0') {
            "" => "0".to_owned(),
            rest => rest.to_owned(),
        };
        if let Some(at) = self.text.find(is_digit)
            && let (letters, digits) = self.text.split_at(at)
            && digits.chars().all(is_digit)
        {
            return [letters.to_owned(), number(digits)]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
        }
        if let Some(at) = self.text.find(|c| !is_digit(c))
            && let (digits, letters) = self.text.split_at(at)
            && !letters.contains(is_digit)
        {
            return vec![number(digits), letters.to_owned()];
        }
        vec![self.text]
    }
}

/// Brings a word to its standard form and gives it away, unless it tells nothing.
///
/// Each step is taken until none changes the word, so that a token is its own token.
fn settle(word: String, take: &mut impl FnMut(String) -> bool) -> bool {
    let mut word = word;
    for _ in 0..8 {
        undouble(&mut word);
        if is_stop(&word) || is_single_letter(&word) {
            return true;
        }
        if let Some(standard) = meaning(&word) {
            if let Some((first, second)) = standard.split_once(' ') {
                return settle(first.to_owned(), take) && settle(second.to_owned(), take);
            }
            standard.clone_into(&mut word);
            continue;
        }
        let stemmed = stem(word.clone());
        if stemmed == word {
            break;
        }
        word = stemmed;
    }
    take(word)
}

/// *tolongg → tolong*: a doubled last letter is stress, hardly ever spelling.
fn undouble(word: &mut String) {
    let mut ends = word.chars().rev();
    if let (Some(last), Some(next)) = (ends.next(), ends.next())
        && last == next
        && last.is_alphabetic()
        && word.len() > 3
    {
        word.pop();
    }
}

fn is_single_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests;
