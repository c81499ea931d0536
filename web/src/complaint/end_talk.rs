//! Closing a question that is answered.

use aduan::verbs::{Act, EndTalk};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = Ok(EndTalk { number });
    asked.does(Act::EndTalk, filled, verb).await
}
