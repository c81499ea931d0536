//! Taking it over.

use aduan::verbs::{Act, Start};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = Ok(Start { number, owner: None });
    asked.does(Act::Take, filled, verb).await
}
