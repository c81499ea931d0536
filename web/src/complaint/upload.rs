//! What was filled into a form that takes a photo.

use std::collections::BTreeMap;

use aduan::{
    domain::{Loss, Picture},
    ports::NotKept,
};
use axum::{
    extract::{FromRequest, Multipart, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::de::{
    DeserializeOwned,
    value::{Error, MapDeserializer},
};

use crate::{
    Panel,
    layout::{Shell, Trouble},
};

/// A form and the photo in it, if one was chosen.
pub(crate) struct Upload<T> {
    pub(crate) filled: T,
    pub(crate) photo: Option<Box<[u8]>>,
}

impl<T: DeserializeOwned> FromRequest<Panel> for Upload<T> {
    type Rejection = Response;

    async fn from_request(request: Request, panel: &Panel) -> Result<Self, Response> {
        let unreadable = || StatusCode::UNPROCESSABLE_ENTITY.into_response();
        let form = Multipart::from_request(request, panel).await;
        let mut form = form.map_err(|_| unreadable())?;
        let (mut fields, mut photo) = (BTreeMap::new(), None);
        while let Some(field) = form.next_field().await.map_err(IntoResponse::into_response)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "photo" {
                let bytes = field.bytes().await.map_err(IntoResponse::into_response)?;
                photo = (!bytes.is_empty()).then(|| Box::from(&*bytes));
            } else {
                fields.insert(name, field.text().await.map_err(IntoResponse::into_response)?);
            }
        }
        let fields = MapDeserializer::<_, Error>::new(fields.into_iter());
        let filled = T::deserialize(fields).map_err(|_| unreadable())?;
        Ok(Self { filled, photo })
    }
}

impl<T> Upload<T> {
    /// The photo, cleaned and kept, or in words why that cannot be.
    pub(crate) async fn kept(
        photo: Option<Box<[u8]>>,
        panel: &Panel,
        shell: &Shell,
    ) -> Result<Result<Option<Picture>, String>, Trouble> {
        let (Some(photo), Some(album)) = (photo, panel.album()) else { return Ok(Ok(None)) };
        match album.keep(photo).await {
            Ok(picture) => Ok(Ok(Some(picture))),
            Err(NotKept::Lost(loss)) => Ok(Err(match loss {
                Loss::TooLarge => shell.say("photo-lost-large"),
                Loss::Foreign => shell.say("photo-lost-foreign"),
                Loss::NeverCame | Loss::Gone | Loss::Unreadable => shell.say("photo-lost-other"),
            })),
            Err(NotKept::Blobs(error)) => Err(error.into()),
        }
    }
}
