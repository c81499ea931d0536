//! How people begin a talk.

use aduan::domain::ChatLinks;
use askama::filters::urlencode_strict;

/// Where the pages are reached, and in which chats people can report.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The scheme and host under which everybody reaches the pages: `https://lapor.lestari.go.id`.
    pub origin: Box<str>,
    /// The path of the chat page, such as `/chat`.
    pub chat: Option<Box<str>>,
    /// Other chats, opened by links.
    pub links: ChatLinks,
}

impl Ways {
    /// Reached there, with no chat yet.
    pub fn at(origin: &str) -> Self {
        Self { origin: origin.into(), chat: None, links: ChatLinks::default() }
    }

    /// The link that opens the chat page with what is to be said there, still to be sent.
    pub(super) fn chat(&self, say: &str) -> Option<String> {
        let path = self.chat.as_ref()?;
        Some(match say {
            "" => path.to_string(),
            say => format!("{path}?say={}", encoded(say)),
        })
    }
}

/// Text as a part of a query.
pub(super) fn encoded(text: &str) -> String {
    match urlencode_strict(text) {
        Ok(encoded) => encoded.to_string(),
    }
}
