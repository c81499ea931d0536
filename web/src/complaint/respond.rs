//! Answering in public.

use aduan::verbs::{Act, Respond};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let verb = filled.comment().map(|words| Respond { number, words });
    asked.does(Act::Respond, filled, verb).await
}
