//! Seeing a photo of a complaint.

use crate::{
    Desk, DeskError,
    authority::{self, Actor, Deed},
    book,
    domain::{BlobId, Complaint, PhotoId, TrackingNumber},
    refusal::Refusal,
};

use super::look;

/// Asks for a photo. Everybody may see those of published complaints; officers those of the
/// complaints they may read. What may not be seen is answered like what is not there, each time it
/// is asked for.
#[derive(Clone, Debug)]
pub struct SeePhoto {
    /// Of which complaint.
    pub number: TrackingNumber,
    /// Which.
    pub photo: PhotoId,
    /// How large.
    pub size: PhotoSize,
}

/// How large a photo is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoSize {
    /// As it is kept.
    Whole,
    /// Its thumbnail.
    Small,
}

impl SeePhoto {
    /// Finds where its bytes are kept.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] if there is none for whoever asks.
    pub async fn find(&self, desk: &Desk, actor: &Actor) -> Result<BlobId, DeskError> {
        let complaint = look::complaint(desk, &self.number).await?;
        if !complaint.is_published() {
            may_read(desk, actor, &complaint).await?;
        }
        let (_, picture) = complaint
            .pictures()
            .find(|(photo, _)| photo.id == self.photo)
            .ok_or(Refusal::NotFound)?;
        Ok(match self.size {
            PhotoSize::Whole => picture.blob,
            PhotoSize::Small => picture.thumbnail,
        })
    }
}

/// Refuses whoever may not read a complaint that is not published.
async fn may_read(desk: &Desk, actor: &Actor, complaint: &Complaint) -> Result<(), DeskError> {
    let Actor::Officer(id) = actor else { return Err(Refusal::NotFound.into()) };
    let facts = desk.storage().load(&super::officer_wants(actor)).await?;
    let officer = desk.room().officer(&facts, *id)?;
    let catalogue = book::catalogue(&facts)?;
    Ok(authority::officer_may(&catalogue, &officer, Deed::Read, complaint)?)
}
