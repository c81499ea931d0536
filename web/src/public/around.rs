//! What was reported around a place and still waits for something.

use std::collections::BTreeMap;

use aduan::{
    domain::Point,
    verbs::{Around, Nearby, ShowThese},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{
    Site, Ways, kept,
    row::{Row, distance},
};
use crate::{
    Served as _,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "public/around.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    /// Around which point.
    around: Option<Point>,
    rows: Vec<Row>,
    /// How far was looked.
    within: Option<String>,
    /// Where the next page is.
    next: Option<String>,
}

/// Around where, in degrees as somebody typed or a browser told them.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    at: String,
    #[serde(default)]
    page: u8,
}

/// The page. Where somebody is stands in the address of the page only, to a hundred metres.
pub(super) async fn page(
    State(site): State<Site>,
    shell: Shell,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let around = layout::point(&asked.at);
    let mut page = Page {
        ways: site.ways().clone(),
        around,
        rows: Vec::new(),
        within: None,
        next: None,
        shell,
    };
    if let Some(point) = around {
        let nearby = Nearby { around: Around::Point(point), page: asked.page };
        let found = nearby.find(site.desk()).await?;
        let metres: BTreeMap<_, _> =
            found.rows.iter().map(|row| (row.number.clone(), row.metres)).collect();
        let numbers = found.rows.into_iter().map(|row| row.number).collect();
        let catalogue = site.catalogue().await?;
        let shell = &page.shell;
        let row = |shown: aduan::verbs::Shown| {
            let metres = metres.get(&shown.number).copied().flatten();
            Row::of(shown, metres, &catalogue, shell)
        };
        let rows = ShowThese { numbers }.find(site.desk()).await?.into_iter().map(row).collect();
        let next = found
            .more
            .then(|| shell.at(&format!("/around?at={}&page={}", degrees(point), found.page + 1)));
        let within = found.within.map(|metres| distance(metres, shell));
        page = Page { rows, within, next, ..page };
    }
    layout::page(&page).map(kept)
}

/// A point as an address has it: three decimals, a hundred metres.
fn degrees(point: Point) -> String {
    format!("{:.3},{:.3}", point.latitude(), point.longitude())
}
