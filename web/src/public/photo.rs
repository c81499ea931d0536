//! A photo of a published complaint.

use aduan::{
    authority::Actor,
    domain::{PhotoId, TrackingNumber},
    refusal::Refusal,
    verbs::{PhotoSize, SeePhoto},
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::Site;
use crate::{
    Served as _,
    layout::{Trouble, photo},
};

/// The photo as it is kept.
pub(super) async fn whole(
    State(site): State<Site>,
    Path(which): Path<(Box<str>, Box<str>)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    find(&site, which, PhotoSize::Whole, &headers).await
}

/// Its thumbnail.
pub(super) async fn small(
    State(site): State<Site>,
    Path(which): Path<(Box<str>, Box<str>)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    find(&site, which, PhotoSize::Small, &headers).await
}

/// Whether everybody may see it is asked each time. What is no number and what is nobody's are
/// answered alike.
async fn find(
    site: &Site,
    (number, photo): (Box<str>, Box<str>),
    wanted: PhotoSize,
    headers: &HeaderMap,
) -> Result<Response, Trouble> {
    let nothing = Trouble::Refused(Refusal::NotFound);
    let (Ok(number), Ok(photo)) = (number.parse::<TrackingNumber>(), photo.parse::<PhotoId>())
    else {
        return Err(nothing);
    };
    let see = SeePhoto { number, photo, size: wanted };
    let blob = see.find(site.desk(), &Actor::Visitor).await?;
    let photos = site.photos().ok_or(nothing)?;
    photo::answer(photos, blob, headers).await
}
