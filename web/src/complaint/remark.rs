//! Writing a note that only staff read.

use aduan::verbs::{Act, Remark};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.note().map(|note| Remark { number, note });
    asked.does(Act::Remark, filled, verb).await
}
