//! The first page: what this is and how to begin, and what others reported.

use aduan::verbs::{Browse, MostSupported};
use askama::Template;
use axum::{extract::State, response::Response};

use super::{
    Site, Ways, kept,
    row::{Row, rows},
};
use crate::{
    Served as _,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "public/front.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    newest: Vec<Row>,
    supported: Vec<Row>,
    more: bool,
}

/// How many of the newest stand there, and how many of the most supported.
const NEWEST: usize = 8;
const SUPPORTED: usize = 5;

/// The page.
pub(super) async fn page(State(site): State<Site>, shell: Shell) -> Result<Response, Trouble> {
    let desk = site.desk();
    let mut newest = Browse::default().find(desk).await?.rows;
    let supported = MostSupported { most: SUPPORTED }.find(desk).await?;
    let catalogue = site.catalogue().await?;
    let more = newest.len() > NEWEST;
    newest.truncate(NEWEST);
    let newest = rows(newest, &catalogue, &shell);
    let supported = rows(supported, &catalogue, &shell);
    let ways = site.ways().clone();
    layout::page(&Page { shell, ways, newest, supported, more }).map(kept)
}
