//! `POST api/messages`: words, a tapped choice or a place.
//!
//! It is on the page first and in the inbox second, both before the answer. A browser that got
//! none sends the same again under the same name, and nothing stands or is done twice.

use aduan::domain::{Language, Point};
use aduan_gateway::{Heard, Inbound};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;

use crate::web::{
    Webchat,
    page::{Act, Own, Said},
    trouble::Trouble,
    visitor::Visitor,
};

/// What a browser sends.
#[derive(Deserialize)]
pub(super) struct Message {
    /// The browser's name for it, unlike that of any other of its messages.
    id: Box<str>,
    /// The language the page is set to.
    language: Language,
    /// The number of the line it replies to. What was said there the server knows by itself.
    #[serde(default)]
    quotes: Option<u64>,
    #[serde(flatten)]
    does: Does,
}

#[derive(Deserialize)]
#[serde(tag = "did", rename_all = "snake_case")]
enum Does {
    Wrote { text: Box<str> },
    Chose { payload: Box<str>, label: Box<str> },
    Located { latitude: f64, longitude: f64 },
}

/// The longest message, in characters: what Telegram takes, and more than anybody writes.
const LONGEST: usize = 4_096;
/// The longest name of a message, and the longest payload and label, in bytes.
pub(super) const NAME: usize = 64;
const LABEL: usize = 120;

pub(super) async fn say(
    State(chat): State<Webchat>,
    visitor: Visitor,
    Json(message): Json<Message>,
) -> Result<StatusCode, Trouble> {
    let Message { id, language, quotes, does } = message;
    let (act, input) = does.read().ok_or(Trouble::Unreadable)?;
    hear(&chat, visitor, Own { id, quotes, act }, language, input).await
}

impl Does {
    /// What stands on the page, and what is heard; `None` if it is too long or empty.
    fn read(self) -> Option<(Act, Heard)> {
        match self {
            Self::Wrote { text } => {
                let fits = !text.trim().is_empty() && text.chars().count() <= LONGEST;
                fits.then(|| (Act::Wrote { text: text.clone() }, Heard::Said { text }))
            }
            Self::Chose { payload, label } => {
                let fits = payload.len() <= NAME && label.len() <= LABEL;
                let heard = Heard::Chose { payload: payload.clone() };
                fits.then_some((Act::Chose { payload, label }, heard))
            }
            Self::Located { latitude, longitude } => {
                let point = Point::new(latitude, longitude).ok()?;
                Some((Act::Located { point }, Heard::SharedPlace { point: Some(point) }))
            }
        }
    }
}

/// Writes what a person did on her page, and hands it on.
pub(super) async fn hear(
    chat: &Webchat,
    visitor: Visitor,
    own: Own,
    language: Language,
    input: Heard,
) -> Result<StatusCode, Trouble> {
    if own.id.is_empty() || own.id.len() > NAME {
        return Err(Trouble::Unreadable);
    }
    let now = chat.pages().desk().now();
    // Names are each browser's own, so that nobody can take another's.
    let provider_id = format!("{}:{}", visitor.account.address, own.id).into();
    let quoted = match own.quotes {
        Some(at) => chat.pages().told(&visitor.account, at).await,
        None => Ok(None),
    };
    let quoted = quoted.map_err(|error| Trouble::with_page(error, now))?.map(Into::into);
    let heard = chat.pages().hear(&visitor.account, Said::Me(own)).await;
    heard.map_err(|error| Trouble::with_page(error, now))?;
    let network = visitor.network.0;
    let peer = visitor.account;
    let language = Some(language);
    let phone = None;
    let inbound = Inbound { peer, provider_id, at: now, input, quoted, phone, network, language };
    chat.inner.listener.hear(&[inbound]).await?;
    Ok(StatusCode::ACCEPTED)
}
