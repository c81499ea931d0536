//! Asking the reporter something.

use aduan::verbs::{Act, Ask};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.note().map(|question| Ask { number, question });
    asked.does(Act::Ask, filled, verb).await
}
