//! Giving it to a department.

use aduan::verbs::{Act, Assign};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.to().map(|to| Assign { number, to });
    asked.does(Act::Assign, filled, verb).await
}
