//! The language of a page: the one that was chosen, or else the one the browser asks for.

use aduan::domain::Language;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::{Served, Settings, guard::cookie::Cookie};

/// How long a choice is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(365);

/// The language in which to answer.
pub(crate) fn of(headers: &HeaderMap, settings: &Settings) -> Language {
    let chosen = Cookie::Language.read(headers, settings).and_then(Language::from_tag);
    chosen.or_else(|| asked_for(headers)).unwrap_or_default()
}

/// The language of `Accept-Language` that is wanted most of those we have (RFC 9110 §12.5.4).
fn asked_for(headers: &HeaderMap) -> Option<Language> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best = None;
    for item in asked.split(',') {
        let (tag, weight) = item.split_once(";q=").unwrap_or((item, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        if let Some(language) = Language::from_tag(tag.trim())
            && weight > best.map_or(0.0, |(_, weight)| weight)
        {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

/// A language, and the page on which it was chosen.
#[derive(Debug, Deserialize)]
pub(crate) struct Choice {
    language: Language,
    back: Box<str>,
}

/// Remembers a language and goes back to where it was chosen.
pub(crate) async fn choose<S: Served>(
    State(served): State<S>,
    Form(choice): Form<Choice>,
) -> Response {
    let settings = served.settings();
    // To a page of ours only: what a form says may be anybody's words.
    let back = if is_page::<S>(&choice.back) { &*choice.back } else { "/" };
    let mut response = Redirect::to(&settings.at(back)).into_response();
    let code = choice.language.code();
    Cookie::Language.keep(response.headers_mut(), code, REMEMBERED, settings);
    response
}

/// Whether that is the path of a page of ours, perhaps with a query.
fn is_page<S: Served>(back: &str) -> bool {
    let path = back.split_once('?').map_or(back, |(path, _)| path);
    // Two slashes would lead to another host, and so might a backslash.
    !back.starts_with("//")
        && back.bytes().all(|byte| byte.is_ascii_graphic())
        && S::routes().iter().any(|route| route.method == "GET" && is_at(path, &route.path))
}

/// Whether a path is one of a route, whose `{…}` stand for a number or an id.
fn is_at(path: &str, route: &str) -> bool {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let fits = |(part, of): (&str, &str)| part == of || of.starts_with('{') && plain(part);
    path.split('/').count() == route.split('/').count()
        && path.split('/').zip(route.split('/')).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(cookie: &str, asked: &str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, asked.parse().unwrap());
        of(&headers, &Settings::under("/panel"))
    }

    #[test]
    fn a_choice_comes_before_what_the_browser_asks_for() {
        assert_eq!(answered("", "en-GB,en;q=0.9,id;q=0.8"), Language::English);
        assert_eq!(answered("", "fr, en;q=0.3, id;q=0.8"), Language::Indonesian);
        assert_eq!(answered("", "fr"), Language::Indonesian);
        assert_eq!(answered("aduan_language=id", "en"), Language::Indonesian);
        assert_eq!(answered("aduan_language=xx", "en"), Language::English);
    }
}
