use aduan::domain::Role;
use aduan_web::{Settings, Tiles, routes};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::town::{Answer, Browser, Town};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

fn is_guarded(answer: &Answer, what: &str) {
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "geolocation=(self), camera=(), microphone=()"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.headers[name], value, "{what}");
    }
    let kept = answer.headers[header::CACHE_CONTROL].to_str().unwrap();
    let file = answer
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind != "text/html; charset=utf-8" && kind != "text/event-stream");
    assert_eq!(
        kept,
        if file { "public, max-age=31536000, immutable" } else { "no-store" },
        "{what}"
    );
}

/// What can be said of every page, whoever made it.
fn is_a_page(answer: &Answer, language: &str, what: &str) {
    let page = &answer.body;
    assert!(page.starts_with("<!doctype html>"), "{what}: {page}");
    for part in [
        &format!("<html lang=\"{language}\">"),
        "<a class=\"skip\" href=\"#main\">",
        "<main id=\"main\">",
        "<title>",
        "name=\"viewport\"",
    ] {
        assert!(page.contains(part), "{what} has no {part}");
    }
    assert_eq!(page.matches("<h1>").count(), 1, "{what}");
    // A script is a file of ours and never stands in the page.
    let ours = page.matches("<script type=\"module\" src=\"/panel/assets/").count();
    assert_eq!(page.matches("<script").count(), ours, "{what}");
    for inline in ["<style", " style=", " onclick", "javascript:"] {
        assert!(!page.contains(inline), "{what} has {inline}");
    }
    let labelled = page.matches(" for=\"").count();
    let fields = ["<input ", "<select ", "<textarea "].map(|field| page.matches(field).count());
    let typed = fields.iter().sum::<usize>() - page.matches("type=\"hidden\"").count();
    assert_eq!(labelled, typed, "{what}: every field has a label");
}

#[tokio::test]
async fn every_answer_is_guarded_and_every_page_is_whole_in_both_languages() {
    let town = Town::new().await;
    for (nth, language) in ["id", "en"].into_iter().enumerate() {
        for signed_in in [false, true] {
            let mut browser = Browser::new(&town);
            browser.language = language;
            if signed_in {
                town.joins(&mut browser, &format!("Dewi{nth}"), Role::Agent, Some("pju")).await;
            }
            let cookies = browser.cookies.clone();
            for route in routes() {
                let what = format!("{} {} in {language}", route.method, route.path);
                browser.cookies = cookies.clone();
                let answer = match route.method {
                    Method::GET => browser.get(&route.path).await,
                    _ => browser.post(&route.path, &[]).await,
                };
                is_guarded(&answer, &what);
                if answer
                    .headers
                    .get(header::CONTENT_TYPE)
                    .is_some_and(|kind| kind == "text/html; charset=utf-8")
                {
                    is_a_page(&answer, language, &what);
                }
            }
        }
    }
}

#[tokio::test]
async fn errors_are_pages_too() {
    let town = Town::new().await;
    for (language, words) in [("id", "Halaman itu tidak ada."), ("en", "There is no such page.")] {
        let mut browser = Browser::new(&town);
        browser.language = language;
        for (path, status) in [
            ("/hantu", StatusCode::NOT_FOUND),
            ("/sign-in/../../etc/passwd", StatusCode::NOT_FOUND),
            ("/sign-out", StatusCode::METHOD_NOT_ALLOWED),
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.body.contains(words), "{path}: {}", answer.body);
            is_guarded(&answer, path);
            is_a_page(&answer, language, path);
        }
        let long = "x".repeat(70_000);
        let large = browser.post("/sign-in", &[("email", &long), ("password", "")]).await;
        let garbled = browser.post("/sign-in", &[("surel", "dewi@lestari.id")]).await;
        for (answer, status) in
            [(large, StatusCode::PAYLOAD_TOO_LARGE), (garbled, StatusCode::UNPROCESSABLE_ENTITY)]
        {
            assert_eq!(answer.status, status);
            is_guarded(&answer, "a form");
            is_a_page(&answer, language, "a form");
        }
    }
}

#[tokio::test]
async fn a_language_is_chosen_and_kept_and_leads_back_to_a_page_of_ours() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    assert!(browser.get("/sign-in").await.body.contains("Sign in"));
    for (back, to) in [
        ("/join", "/panel/join"),
        ("/", "/panel"),
        ("//maling.example", "/panel"),
        ("https://maling.example/", "/panel"),
        ("/hantu", "/panel"),
    ] {
        let chosen = browser.post("/language", &[("language", "id"), ("back", back)]).await;
        assert_eq!(chosen.leads_to(), to, "{back}");
    }
    assert!(browser.get("/sign-in").await.body.contains("Kata sandi"));
}

#[tokio::test]
async fn pictures_come_from_us_and_from_the_server_of_tiles_that_is_named() {
    let tiles = Tiles::new("https://peta.example/{z}/{x}/{y}.png", "© Peta", None).unwrap();
    let settings = Settings { tiles: Some(tiles), ..Settings::under("/panel") };
    let town = Town::with(settings).await;
    let page = Browser::new(&town).get("/sign-in").await;
    let policy = POLICY.replace("img-src 'self'", "img-src 'self' https://peta.example");
    assert_eq!(page.headers[header::CONTENT_SECURITY_POLICY], policy);
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_a_year_under_a_name_of_its_own() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let page = browser.get("/sign-in").await;
    let (_, rest) = page.body.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let path = rest.split('"').next().unwrap();
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = town.ask(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.body.contains("prefers-color-scheme: dark") && answer.body.contains("@media print")
    );
}
