//! Saying that it is mended.

use aduan::verbs::{Act, Resolve};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.note().map(|remark| Resolve { number, remark, after: None });
    asked.does(Act::Resolve, filled, verb).await
}
