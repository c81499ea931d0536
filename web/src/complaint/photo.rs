//! The photos of a complaint.

use aduan::{
    authority::Actor,
    domain::PhotoId,
    refusal::Refusal,
    verbs::{PhotoSize, SeePhoto},
};
use axum::{
    extract::{Path, rejection::PathRejection},
    http::header,
    response::{IntoResponse as _, Response},
};

use super::Asked;
use crate::layout::Trouble;

/// Which photo of which complaint.
type Which = Result<Path<(String, PhotoId)>, PathRejection>;

/// As it is kept.
pub(crate) async fn whole(asked: Asked, which: Which) -> Result<Response, Trouble> {
    show(asked, which, PhotoSize::Whole).await
}

/// Its thumbnail.
pub(crate) async fn small(asked: Asked, which: Which) -> Result<Response, Trouble> {
    show(asked, which, PhotoSize::Small).await
}

/// What is kept was encoded by us, as JPEG; all the same a browser is told to do nothing with it
/// but show it. It may keep it for itself for an hour.
async fn show(asked: Asked, which: Which, size: PhotoSize) -> Result<Response, Trouble> {
    let absent = Trouble::Refused(Refusal::NotFound);
    let Ok(Path((_, photo))) = which else { return Err(absent) };
    let see = SeePhoto { number: asked.number, photo, size };
    let actor = Actor::Officer(asked.who.officer);
    let blob = see.find(asked.panel.desk(), &actor).await?;
    let album = asked.panel.album().ok_or(absent.clone())?;
    let bytes = album.show(blob).await?.ok_or(absent)?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, max-age=3600"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::CONTENT_DISPOSITION, "inline"),
    ];
    Ok((headers, bytes.into_vec()).into_response())
}
