//! `POST api/photos?id=…`: a photo, as plain bytes, so that the page can show how much of it is
//! under way. It waits, sealed and durable, before the answer; whether it is a photo at all shows
//! when it is cleaned.

use aduan::domain::Language;
use aduan_gateway::Heard;
use axum::{
    body::{Body, to_bytes},
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use chrono::TimeDelta;
use serde::Deserialize;

use super::say::hear;
use crate::web::{
    Webchat,
    page::{Act, Own},
    trouble::Trouble,
    visitor::Visitor,
};

/// The largest photo, in bytes: what is fetched of any channel.
const LARGEST: usize = 10 * 1024 * 1024;
/// The longest caption, in characters, as on Telegram and WhatsApp.
const CAPTION: usize = 1_024;

/// What goes with the bytes.
#[derive(Deserialize)]
pub(super) struct Photo {
    /// The browser's name for it.
    id: Box<str>,
    language: Language,
    /// What was written under it.
    #[serde(default)]
    caption: Option<Box<str>>,
    /// How many more were chosen together with it.
    #[serde(default)]
    more: u32,
}

impl Photo {
    /// How long more may follow. The last one is waited for as long as a slow line may take, and
    /// after it nothing is.
    fn settle_after(&self) -> TimeDelta {
        if self.more > 0 { TimeDelta::minutes(1) } else { TimeDelta::seconds(1) }
    }
}

pub(super) async fn photo(
    State(chat): State<Webchat>,
    visitor: Visitor,
    Query(photo): Query<Photo>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Trouble> {
    let bytes_only =
        headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "application/octet-stream");
    let short = photo.caption.as_ref().is_none_or(|text| text.chars().count() <= CAPTION);
    if !bytes_only || !short {
        return Err(Trouble::Unreadable);
    }
    let uploads = chat.pages().uploads().ok_or(Trouble::Unreadable)?;
    let now = chat.pages().desk().now();
    let page = chat.pages().read(&visitor.account).await;
    let page = page.map_err(|error| Trouble::with_page(error, now))?.value;
    let source = match page.own(&photo.id) {
        // It came before, and the browser did not hear so.
        Some(Act::Photographed { source, .. }) => source.clone(),
        Some(_) => return Err(Trouble::Unreadable),
        None => {
            let _place = chat.inner.uploading.try_acquire().map_err(|_| Trouble::Busy)?;
            let bytes = to_bytes(body, LARGEST).await.map_err(|_| Trouble::TooLarge)?;
            uploads.keep(&bytes).await.map_err(|error| {
                tracing::error!(%error, "webchat.photo_not_kept");
                Trouble::Busy
            })?
        }
    };
    let settle_after = photo.settle_after();
    let Photo { id, language, caption, .. } = photo;
    let act = Act::Photographed { source: source.clone(), caption: caption.clone() };
    let input = Heard::SentMedia { source, caption, settle_after };
    hear(&chat, visitor, Own { id, quotes: None, act }, language, input).await
}
