//! The words for those who operate it.

use std::sync::LazyLock;

use aduan::{
    domain::Language,
    phrase::{Phrases, Value},
};

/// The words of `key`.
pub(super) fn say(language: Language, key: &str, args: &[(&str, Value)]) -> String {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        let (id, en) = (include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
        // Both files are part of the program, and a test reads them.
        Phrases::parse(id, en).unwrap_or_else(|_| Phrases::silent())
    });
    WORDS.say(language, key, args)
}
