//! The first sentence of a complaint, short enough for a list.

use super::courtesy::after_greeting;
use super::fold::{fold, is_silent};
use super::stop::is_stop;

/// How many characters a title has at most, its ellipsis included.
pub const TITLE_LENGTH: usize = 80;

/// Short forms whose dot does not end a sentence.
const SHORT: [&str; 34] = [
    "jl", "jln", "gg", "no", "nmr", "kec", "kab", "kel", "ds", "dsn", "kp", "rt", "rw", "yth",
    "bpk", "pak", "bu", "sdr", "dr", "drs", "ir", "prof", "hj", "km", "rp", "tgl", "telp", "hp",
    "st", "mr", "mrs", "dll", "perum", "blk",
];

/// The first sentence of `words`, at most [`TITLE_LENGTH`] characters.
///
/// A greeting is passed over if more follows; what is too long is cut between words.
///
/// ```
/// let title = aduan::words::title("Selamat pagi. Lampu di Jl. Melati mati! Sudah seminggu.");
/// assert_eq!(title, "Lampu di Jl. Melati mati!");
/// ```
pub fn title(words: &str) -> String {
    let mut fallback = None;
    let mut rest = words;
    loop {
        let (sentence, after) = split_sentence(rest);
        let line = tidy(sentence);
        if says_something(&line) {
            let matter = after_greeting(&line);
            return shorten(if says_something(matter) { matter } else { &line });
        }
        if fallback.is_none() && !line.is_empty() {
            fallback = Some(line);
        }
        if after.is_empty() {
            return shorten(&fallback.unwrap_or_default());
        }
        rest = after;
    }
}

/// The first sentence and what follows it.
fn split_sentence(text: &str) -> (&str, &str) {
    let mut word = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let ends = match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '。' => true,
            '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
            '.' => {
                next.is_none_or(char::is_whitespace)
                    && !is_short(text.get(word..at).unwrap_or_default())
            }
            _ => false,
        };
        if c.is_whitespace() || c == '.' {
            word = at + c.len_utf8();
        }
        if ends {
            return text.split_at(at + c.len_utf8());
        }
    }
    (text, "")
}

/// Whether `word` is usually written with a dot: a known short form, or an initial.
fn is_short(word: &str) -> bool {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).take(8).collect();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    initial || SHORT.iter().any(|short| short.eq_ignore_ascii_case(&word))
}

/// One line with single spaces, and no invisible characters but those that join emoji.
fn tidy(sentence: &str) -> String {
    let unseen =
        |c: &char| (is_silent(*c) && is_unsafe(*c)) || (c.is_control() && !c.is_whitespace());
    let clean: String = sentence.chars().filter(|c| !unseen(c)).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches(['.', '…', ' ']).to_owned()
}

/// Characters that turn the direction of what follows, which a list must not suffer.
fn is_unsafe(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether there is a word in it that is more than a courtesy.
fn says_something(line: &str) -> bool {
    let plain: String = fold(line).collect();
    plain.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && !is_stop(word))
}

/// Cuts between words, with an ellipsis.
fn shorten(line: &str) -> String {
    if line.chars().nth(TITLE_LENGTH).is_none() {
        return line.to_owned();
    }
    let room = line.char_indices().nth(TITLE_LENGTH - 1).map_or(line.len(), |(at, _)| at);
    let (head, tail) = line.split_at(room);
    let head = match head.rfind(' ') {
        Some(space) if !tail.starts_with(' ') => head.split_at(space).0,
        Some(_) => head,
        None => whole_letters(head, tail),
    };
    format!("{}…", head.trim_end_matches(|c: char| !c.is_alphanumeric() && c.is_ascii()))
}

/// Steps back so that no mark is parted from its letter.
fn whole_letters<'a>(head: &'a str, tail: &str) -> &'a str {
    let parted = |c: Option<char>| c.is_some_and(is_silent);
    let mut next = tail.chars().next();
    let mut end = head.len();
    for (at, c) in head.char_indices().rev() {
        if !parted(next) && c != '\u{200D}' {
            break;
        }
        (next, end) = (Some(c), at);
    }
    head.get(..end).filter(|head| !head.is_empty()).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_title_is_the_first_sentence() {
        assert_eq!(title("Jalan rusak. Mohon diperbaiki."), "Jalan rusak");
        assert_eq!(title("Kapan diperbaiki?\nSudah lama"), "Kapan diperbaiki?");
        assert_eq!(
            title("Air mati di Jl. Mawar No. 3 RT. 02. Terima kasih"),
            "Air mati di Jl. Mawar No. 3 RT. 02"
        );
        assert_eq!(title("Sejak jam 07.30 banjir 1.5 meter"), "Sejak jam 07.30 banjir 1.5 meter");
        assert_eq!(title("  lampu \n\n mati "), "lampu");
        assert_eq!(title(""), "");
    }

    #[test]
    fn a_greeting_is_passed_over_unless_it_is_all() {
        assert_eq!(
            title("Assalamualaikum wr. wb.\nSelamat pagi pak.\nPohon tumbang"),
            "Pohon tumbang"
        );
        assert_eq!(title("Selamat pagi."), "Selamat pagi");
        assert_eq!(title("Punten min, solokan mampet di RW 4"), "solokan mampet di RW 4");
        assert_eq!(title("Nuwun sewu. Dalane bolong pak"), "Dalane bolong pak");
        assert_eq!(title("…"), "");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let long = title(&"lampu jalan ".repeat(20));
        assert!(long.ends_with("jalan…") || long.ends_with("lampu…"), "{long}");
        assert!(long.chars().count() <= TITLE_LENGTH && long.chars().count() > 70);
        let exact = "a".repeat(TITLE_LENGTH);
        assert_eq!(title(&exact), exact);
        assert_eq!(title(&format!("{exact}a")), format!("{}…", "a".repeat(TITLE_LENGTH - 1)));
    }

    proptest! {
        #[test]
        fn a_title_fits_in_one_line_and_is_its_own_title(words in "\\PC{0,200}|[a-z .!?\n\u{301}]{0,300}") {
            let once = title(&words);
            prop_assert!(once.chars().count() <= TITLE_LENGTH);
            prop_assert!(!once.contains('\n'));
            prop_assert!(title(&once).chars().count() <= TITLE_LENGTH);
        }
    }
}
