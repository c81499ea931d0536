//! The one thing the gateway says by itself: that a message could not be answered.

use std::sync::LazyLock;

use aduan::{domain::Language, phrase::Phrases, ports::Message};
use serde_json::{Value, json};

/// The apology, as it is stored among the replies of conversations.
pub(crate) fn letter() -> Value {
    json!({ "gateway": "sorry" })
}

/// Whether a stored reply is the apology.
pub(crate) fn is(reply: &Value) -> bool {
    *reply == letter()
}

/// The apology in words.
pub(crate) fn render(language: Language) -> Message {
    let text = phrases().say(language, "sorry", &[]).into();
    Message { text, buttons: Vec::new(), list_label: None, wanted: None }
}

fn phrases() -> &'static Phrases {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
        let (id, en) = (include_str!("../locales/id.ftl"), include_str!("../locales/en.ftl"));
        Phrases::parse(id, en).unwrap_or_else(|_| Phrases::silent())
    });
    &PHRASES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_words_in_every_language() {
        for language in Language::ALL {
            assert!(phrases().has(language, "sorry"));
        }
    }
}
