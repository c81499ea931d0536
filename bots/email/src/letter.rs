//! What a mail says.

use std::sync::LazyLock;

use aduan::{domain::Language, phrase::Phrases, ports::CodeLetter, ports::Message};

/// A subject and a text.
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// The longest subject, in characters (RFC 5322 §2.1.1 wants lines of at most 78).
const SUBJECT: usize = 70;

/// The letter that carries a code.
pub(crate) fn code(letter: &CodeLetter) -> Letter {
    let (city, code) = (letter.city.as_ref(), letter.code.reveal());
    let args = &[("city", city.into()), ("code", code.as_str().into())];
    Letter {
        subject: words().say(letter.language, "code-subject", args),
        text: words().say(letter.language, "code-body", args),
    }
}

/// A message of any other kind: its first line is the subject.
pub(crate) fn plain(message: &Message) -> Letter {
    let first = message.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let first = first.replace('*', "");
    let mut subject: String = first.trim().chars().take(SUBJECT).collect();
    if subject.len() < first.trim().len() {
        subject.push('…');
    }
    if subject.is_empty() {
        subject = words().say(Language::default(), "notice-subject", &[]);
    }
    Letter { subject, text: message.text.to_string() }
}

fn words() -> &'static Phrases {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::shipped(include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"))
    });
    &WORDS
}

#[cfg(test)]
mod tests {
    use aduan::{
        domain::{Code, Email, Handle},
        stub::SeededEntropy,
    };

    use super::*;

    #[test]
    fn every_phrase_has_words_in_every_language() {
        for language in Language::ALL {
            for key in ["code-subject", "code-body", "notice-subject"] {
                assert!(words().has(language, key), "{key} {language}");
            }
        }
    }

    #[test]
    fn a_code_stands_in_the_mail_once_and_is_found_again() {
        for language in Language::ALL {
            let code = Code::random(&SeededEntropy::new(7));
            let to = Handle::Email(Email::parse("sari@contoh.id").unwrap());
            let city = "Kota Lestari".into();
            let letter = super::code(&CodeLetter { to, code: code.clone(), language, city });
            assert_eq!(letter.text.matches(&code.reveal()).count(), 1);
            assert!(letter.text.lines().any(|line| Code::find(line).is_some_and(|c| c == code)));
            assert!(letter.subject.contains(&code.reveal()));
        }
    }
}
