//! Replying to a question.

use aduan::verbs::{Act, Reply};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.note().map(|words| Reply { number, words });
    asked.does(Act::Reply, filled, verb).await
}
