//! What machines that search the web are told: what to leave alone, and what there is.

use std::fmt::Write as _;

use aduan::verbs::Browse;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use super::{Site, kept};
use crate::{Served as _, layout::Trouble};

/// How many pages of the newest complaints a map of the site names. To the others the links of the
/// list lead.
const PAGES: usize = 5;

/// `robots.txt`, as RFC 9309 has it. Nothing is gained by reading what is around every point, and
/// a talk is for people.
pub(super) async fn rules(State(site): State<Site>) -> Response {
    let settings = site.settings();
    let away =
        [settings.at("/around?")].into_iter().chain(site.ways().chat.clone().map(Into::into));
    let away = away.map(|path: String| format!("Disallow: {path}"));
    let map = format!("Sitemap: {}{}\n", site.ways().origin, settings.at("/sitemap.xml"));
    let lines: Vec<_> = ["User-agent: *".to_owned()].into_iter().chain(away).chain([map]).collect();
    let rules = lines.join("\n");
    kept(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], rules).into_response())
}

/// The pages there are, the newest complaints among them, as sitemaps.org has it.
pub(super) async fn map(State(site): State<Site>) -> Result<Response, Trouble> {
    let mut paths: Vec<_> = ["/", "/find", "/around"].map(str::to_owned).into();
    let mut browse = Browse::default();
    for _ in 0..PAGES {
        let shelf = browse.find(site.desk()).await?;
        paths.extend(shelf.rows.iter().map(|row| format!("/c/{}", row.number)));
        browse.after = shelf.next;
        if browse.after.is_none() {
            break;
        }
    }
    let mut map = concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"#,
    )
    .to_owned();
    for path in paths {
        // Writing into a string does not fail.
        let _ = write!(
            map,
            "<url><loc>{}{}</loc></url>",
            site.ways().origin,
            site.settings().at(&path)
        );
    }
    map += "</urlset>\n";
    Ok(kept(([(header::CONTENT_TYPE, "application/xml")], map).into_response()))
}
