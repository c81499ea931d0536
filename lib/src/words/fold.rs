//! One spelling for every letter and digit, however it was typed.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Gives the letters of `text` in their plainest form: compatibility forms taken apart, marks and
/// invisible characters dropped, small letters, digits of every script as `0` to `9`.
pub(super) fn fold(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !is_silent(*c))
        .nfkd()
        .filter(|c| !is_silent(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_silent(*c))
        .map(plain_digit)
}

/// The plain form of a single character, keeping its case; `None` if it leaves no trace.
pub(super) fn plain(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    if is_silent(c) {
        return None;
    }
    let mut first = None;
    decompose_compatible(c, |part| {
        first.get_or_insert(part);
    });
    Some(match plain_digit(first.unwrap_or(c)) {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        space if space.is_whitespace() && space != '\n' => ' ',
        other => other,
    })
}

/// Whether a character is only a mark upon another, or cannot be seen at all.
pub(super) fn is_silent(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    is_combining_mark(c)
        || matches!(
            c,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// Where the ten digits of a script begin, for scripts met in South and South-East Asia and the
/// Arabic world. Full-width and styled digits are plain already after decomposition.
const ZEROS: [u32; 20] = [
    0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
    0x0ED0, 0x1040, 0x17E0, 0x1B50, 0x1BB0, 0xA9D0, 0xAA50, 0xABF0,
];

fn plain_digit(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| char::from_digit(code - zero, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).collect()
    }

    #[test]
    fn every_way_to_type_a_word_gives_one_spelling() {
        assert_eq!(folded("Jalan"), "jalan");
        assert_eq!(folded("ｊａｌａｎ"), "jalan");
        assert_eq!(folded("𝓳𝓪𝓵𝓪𝓷"), "jalan");
        assert_eq!(folded("J\u{336}a\u{336}l\u{336}án"), "jalan");
        assert_eq!(folded("ja\u{AD}l\u{200B}an"), "jalan");
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        assert_eq!(folded("０８١٢꧓᮴"), "081234");
        assert_eq!(plain('٧'), Some('7'));
        assert_eq!(plain('\u{20E3}'), None);
    }
}
