//! Finding complaints by words or by a number; without either, all that are published.

use aduan::{
    domain::{Note, TrackingNumber},
    query::{Cursor, Order},
    verbs::{Browse, Shelf},
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
    /// The orders there are: where the same is in each, what it is called, and whether it is this.
    orders: Vec<(String, String, bool)>,
    /// Where the first page is, if this is another.
    first: Option<String>,
    /// Where the next page is.
    next: Option<String>,
}

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    order: String,
    after: Option<Box<str>>,
}

/// The most characters of words that are looked for: a sentence.
const LONGEST: usize = 120;

/// The name by which the most supported are asked for; the newest have none.
const SUPPORTED: &str = "supported";

/// The page that lists these words in that order, below the site.
fn path(words: &str, order: Order) -> String {
    match order {
        Order::Supported => format!("/find?q={}&order={SUPPORTED}", encoded(words)),
        Order::Newest | Order::Due => format!("/find?q={}", encoded(words)),
    }
}

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
    let words = q.trim().to_owned();
    let order = if asked.order == SUPPORTED { Order::Supported } else { Order::Newest };
    let first = asked.after.is_some().then(|| shell.at(&path(&words, order)));
    let found = match Note::parse(&q) {
        Err(_) if !words.is_empty() => Shelf::default(),
        note => {
            let browse = Browse { words: note.ok(), order, after: asked.after.map(Cursor) };
            browse.find(site.desk()).await?
        }
    };
    let next = found.next.map(|Cursor(after)| {
        shell.at(&format!("{}&after={}", path(&words, order), encoded(&after)))
    });
    let orders = [(Order::Newest, "public-newest"), (Order::Supported, "public-most-supported")];
    let orders =
        orders.map(|(of, called)| (shell.at(&path(&words, of)), shell.say(called), of == order));
    let rows = rows(found.rows, &site.catalogue().await?, &shell);
    let (ways, orders) = (site.ways().clone(), orders.into());
    layout::page(&Page { shell, ways, asked: words, rows, orders, first, next }).map(kept)
}
