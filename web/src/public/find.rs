//! Finding complaints by words or by a number; without either, all that are published.

use aduan::{
    domain::{Note, TrackingNumber},
    query::Cursor,
    verbs::Browse,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{
    Site, Ways, kept,
    row::{Row, rows},
    ways::encoded,
};
use crate::{
    Served as _,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "public/find.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    /// What was asked for.
    asked: String,
    rows: Vec<Row>,
    /// Whether it is not the first page.
    further: bool,
    /// Where the next page is.
    next: Option<String>,
}

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<Box<str>>,
}

/// The most characters of words that are looked for: a sentence.
const LONGEST: usize = 120;

/// The page; who asks for a number is led to its complaint, whether there is one or not.
pub(super) async fn page(
    State(site): State<Site>,
    shell: Shell,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    if let Ok(number) = asked.q.trim().parse::<TrackingNumber>() {
        return Ok(Redirect::to(&shell.at(&format!("/c/{number}"))).into_response());
    }
    let q: String = asked.q.chars().take(LONGEST).collect();
    let further = asked.after.is_some();
    let found = match (Note::parse(&q), q.trim()) {
        (Err(_), words) if !words.is_empty() => aduan::verbs::Shelf::default(),
        (words, _) => {
            let browse = Browse { words: words.ok(), after: asked.after.map(Cursor) };
            browse.find(site.desk()).await?
        }
    };
    let next = found.next.map(|Cursor(after)| {
        shell.at(&format!("/find?q={}&after={}", encoded(q.trim()), encoded(&after)))
    });
    let rows = rows(found.rows, &site.catalogue().await?, &shell);
    let ways = site.ways().clone();
    layout::page(&Page { shell, ways, asked: q.trim().to_owned(), rows, further, next }).map(kept)
}
