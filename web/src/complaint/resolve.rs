//! Saying that it is mended, with a photo taken afterwards.

use aduan::verbs::{Act, Resolve};
use axum::response::Response;

use super::{Asked, Filled, asked::Unfit, upload::Upload};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, upload: Upload<Filled>) -> Result<Response, Trouble> {
    let Upload { filled, photo } = upload;
    let number = asked.number.clone();
    let verb = match filled.note() {
        Ok(remark) => {
            let after = Upload::<Filled>::kept(photo, &asked.panel, &asked.shell).await?;
            after.map(|after| Resolve { number, remark, after }).map_err(Unfit::Photo)
        }
        Err(unfit) => Err(unfit),
    };
    asked.does(Act::Resolve, filled, verb).await
}
