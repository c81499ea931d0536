//! The words for those who operate it.

use std::sync::LazyLock;

use aduan::{
    domain::Language,
    phrase::{Phrases, Value},
};

/// The words of `key`.
pub(super) fn say(language: Language, key: &str, args: &[(&str, Value)]) -> String {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::shipped(include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"))
    });
    WORDS.say(language, key, args)
}
