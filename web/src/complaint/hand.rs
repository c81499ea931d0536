//! Having somebody else own it.

use aduan::verbs::{Act, Start};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.to().map(|owner| Start { number, owner: Some(owner) });
    asked.does(Act::Hand, filled, verb).await
}
