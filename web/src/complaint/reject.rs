//! Not taking it.

use aduan::verbs::{Act, Reject};
use axum::{Form, response::Response};

use super::{Asked, Filled};
use crate::layout::Trouble;

/// Does it.
pub(crate) async fn give(asked: Asked, Form(filled): Form<Filled>) -> Result<Response, Trouble> {
    let number = asked.number.clone();
    let both = filled.to().and_then(|ground| Ok((ground, filled.note()?)));
    let verb = both.map(|(ground, reason)| Reject { number, ground, reason });
    asked.does(Act::Reject, filled, verb).await
}
