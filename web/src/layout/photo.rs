//! A photo as an answer, for whoever was allowed to see it.

use aduan::{domain::BlobId, refusal::Refusal, seal::SealedBlobs};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::Trouble;

/// The bytes under `blob`. They never change, so a browser that has them is told so; but it has to
/// ask each time, since who may see them does change.
///
/// # Errors
/// If the store has nothing there, or fails.
pub(crate) async fn answer(
    photos: &SealedBlobs,
    blob: BlobId,
    headers: &HeaderMap,
) -> Result<Response, Trouble> {
    let tag = HeaderValue::try_from(format!("\"{blob}\"")).map_err(|_| Trouble::Failed)?;
    let caching = [
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (header::ETAG, tag.clone()),
    ];
    if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let bytes = photos.get(blob).await.map_err(|error| {
        let told: &(dyn std::error::Error + 'static) = &error;
        tracing::error!(error = told, "photo.failed");
        Trouble::Failed
    })?;
    let bytes = bytes.ok_or(Trouble::Refused(Refusal::NotFound))?;
    // Every photo was encoded anew as JPEG before it was kept.
    Ok((caching, [(header::CONTENT_TYPE, "image/jpeg")], bytes.into_vec()).into_response())
}
