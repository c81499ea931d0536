//! Words with limits, as people type them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text that does not fit where it was meant to stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    /// There is nothing in it that can be read.
    #[error("the text is empty")]
    Empty,
    /// It is longer than `limit` characters.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// The most characters that fit.
        limit: usize,
    },
}

/// Removes what cannot be seen or would disturb a page: control characters other than line
/// breaks, zero-width and direction-changing marks; more than two line breaks in a row; more
/// than four combining marks on one letter.
fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len().min(8_192));
    let (mut breaks, mut marks) = (0, 0);
    for c in raw.trim().chars() {
        let c = if c == '\r' || c == '\u{2028}' || c == '\u{2029}' { '\n' } else { c };
        let unseen = (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        if unseen {
            if c == '\t' {
                out.push(' ');
            }
            continue;
        }
        breaks = if c == '\n' { breaks + 1 } else { 0 };
        marks = if unicode_normalization::char::is_combining_mark(c) { marks + 1 } else { 0 };
        if breaks <= 2 && marks <= 4 {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

macro_rules! text {
    ($($(#[$doc:meta])* $name:ident($limit:literal))*) => {$(
        $(#[$doc])*
        ///
        /// Trimmed, free of characters that cannot be seen, not empty, and at most
        #[doc = concat!(stringify!($limit), " characters. `Debug` shows its length only.")]
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// The most characters that fit.
            pub const LIMIT: usize = $limit;

            /// Reads what somebody typed.
            pub fn parse(raw: &str) -> Result<Self, InvalidText> {
                let text = tidy(raw);
                if text.chars().all(|c| !c.is_alphanumeric() && c.is_ascii()) {
                    return Err(InvalidText::Empty);
                }
                if text.chars().count() > Self::LIMIT {
                    return Err(InvalidText::TooLong { limit: Self::LIMIT });
                }
                Ok(Self(text.into()))
            }

            /// Reads what somebody typed and keeps no more of it than fits.
            pub fn cut(raw: &str) -> Result<Self, InvalidText> {
                Self::parse(&tidy(raw).chars().take(Self::LIMIT).collect::<String>())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidText;
            fn try_from(text: String) -> Result<Self, InvalidText> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> String {
                text.0.into()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({} characters)", stringify!($name), self.0.chars().count())
            }
        }
    )*};
}

text! {
    /// What a citizen reports.
    Words(2_000)
    /// What somebody adds to a public complaint.
    Comment(500)
    /// A question, an answer, a reason, a remark, an address in words.
    Note(1_000)
    /// What a person calls herself.
    PersonName(80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_are_removed_and_line_breaks_are_few() {
        let words = Words::parse("  lampu\u{202e} mati\0\r\n\n\n\n\ndepan\tSD ").unwrap();
        assert_eq!(words.as_str(), "lampu mati\n\ndepan SD");
    }

    #[test]
    fn an_emoji_is_words_and_dots_are_not() {
        assert!(Words::parse("🔥").is_ok());
        assert_eq!(Words::parse(" ... \u{200b}"), Err(InvalidText::Empty));
    }

    #[test]
    fn over_long_text_is_told_its_limit_or_cut() {
        let long = "a".repeat(2_001);
        assert_eq!(Words::parse(&long), Err(InvalidText::TooLong { limit: 2_000 }));
        assert_eq!(Words::cut(&long).unwrap().as_str().len(), 2_000);
    }

    #[test]
    fn letters_under_a_heap_of_marks_stay_readable() {
        let zalgo = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(Words::parse(&zalgo).unwrap().as_str().chars().count(), 5);
    }
}
