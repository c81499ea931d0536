//! `GET api/talk?after=N`: what was said after line N. For the first look, and for browsers whose
//! stream is held up by something in between.

use axum::{
    Json,
    extract::{Query, State},
    http::header::SET_COOKIE,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use crate::web::{PageError, Webchat, page::Line, trouble::Trouble, visitor::Visitor};

#[derive(Deserialize)]
pub(super) struct After {
    #[serde(default)]
    pub(super) after: u64,
}

/// What was said, and whether there is a session at all.
#[derive(Serialize)]
struct Talk<'a> {
    open: bool,
    lines: Vec<&'a Line>,
}

pub(super) async fn talk(
    State(chat): State<Webchat>,
    Query(After { after }): Query<After>,
    visitor: Result<Visitor, Trouble>,
) -> Result<Response, Trouble> {
    let nobody = || Json(Talk { open: false, lines: Vec::new() }).into_response();
    let Ok(visitor) = visitor else { return Ok(nobody()) };
    let now = chat.pages().desk().now();
    match chat.pages().read(&visitor.account).await {
        Ok(page) => {
            let lines = page.value.after(after, now).collect();
            let cookie = visitor.secret.to_cookie(chat.settings());
            Ok(([(SET_COOKIE, cookie)], Json(Talk { open: true, lines })).into_response())
        }
        Err(PageError::NoSession) => Ok(nobody()),
        Err(error) => Err(Trouble::with_page(error, now)),
    }
}
