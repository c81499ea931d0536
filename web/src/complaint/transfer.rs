//! Passing it on to another department.

use aduan::verbs::{Act, Transfer};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let both = filled.to().and_then(|to| Ok((to, filled.note()?)));
    let verb = both.map(|(to, reason)| Transfer { number, to, reason });
    asked.does(Act::Transfer, filled, verb).await
}
