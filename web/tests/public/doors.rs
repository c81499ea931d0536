//! Who may come, and what every answer carries.

use aduan_web::{Access, public_routes};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::town::{Town, encoded};

/// Every route but the files, which the panel has too; all of them are for everybody. One that is
/// not here fails the test below.
const MATRIX: [(&str, &str); 9] = [
    ("GET", "/"),
    ("GET", "/find"),
    ("GET", "/around"),
    ("GET", "/c/{number}"),
    ("GET", "/robots.txt"),
    ("GET", "/sitemap.xml"),
    ("GET", "/photos/{number}/{photo}"),
    ("GET", "/photos/{number}/{photo}/small"),
    ("POST", "/language"),
];

#[tokio::test]
async fn every_route_is_in_the_matrix_and_open_to_everybody_signed_in_or_not() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let number = town.publishes(&sari, "Lampu jalan mati").await;
    let photo = town.photos(&number).await[0];
    let mut known = public_routes();
    known.retain(|route| !route.path.starts_with("/assets/"));
    assert_eq!(known.len(), MATRIX.len());
    for route in &known {
        let row = (route.method.as_str(), &*route.path);
        assert!(MATRIX.contains(&row), "{row:?} is not in the matrix");
        assert_eq!(route.access, Access::Anyone, "{row:?}");
        let path = route
            .path
            .replace("{number}", &number.to_string())
            .replace("{photo}", &photo.to_string());
        for cookie in ["", "aduan_panel=00000000000000000000000000000000"] {
            let request = Request::builder()
                .method(route.method.clone())
                .uri(&path)
                .header(header::COOKIE, cookie)
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::HOST, "lapor.example");
            let form = if route.method == Method::POST { "language=en&back=/" } else { "" };
            let answer = town.ask(request.body(Body::from(form)).unwrap()).await;
            let expected = if form.is_empty() { StatusCode::OK } else { StatusCode::SEE_OTHER };
            assert_eq!(answer.status, expected, "{row:?}");
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_and_says_how_long_it_may_be_kept() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let number = town.publishes(&sari, "Lampu jalan mati").await;
    let photo = town.photos(&number).await[0];
    let page = "public, max-age=0, s-maxage=30, must-revalidate";
    for (path, status, kept) in [
        ("/".to_owned(), 200, page),
        ("/find?q=lampu".to_owned(), 200, page),
        ("/around?at=-6.9,107.6".to_owned(), 200, page),
        (format!("/c/{number}"), 200, page),
        (format!("/photos/{number}/{photo}"), 200, "private, no-cache"),
        (format!("/c/{}", town.desk.reserve()), 404, "no-store"),
        ("/find?after=hantu".to_owned(), 404, "no-store"),
        ("/hantu".to_owned(), 404, "no-store"),
        (format!("/photos/{number}/x"), 404, "no-store"),
    ] {
        let answer = town.get(&path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], kept, "{path}");
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}");
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(answer.headers[header::X_FRAME_OPTIONS], "DENY", "{path}");
        if kept == page {
            assert_eq!(answer.headers[header::VARY], "accept-language, cookie", "{path}");
        }
    }
}

#[tokio::test]
async fn a_photo_that_a_browser_has_is_not_sent_again_but_asked_for_each_time() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let number = town.publishes(&sari, "Lampu jalan mati").await;
    let photo = town.photos(&number).await[0];
    let path = format!("/photos/{number}/{photo}");
    let first = town.get(&path).await;
    assert_eq!(
        (&first.bytes[..], &first.headers[header::CONTENT_TYPE]),
        (&b"a photo"[..], &"image/jpeg".parse().unwrap())
    );
    assert_eq!(&town.get(&format!("{path}/small")).await.bytes[..], b"small");
    let again = Request::get(&path).header(header::IF_NONE_MATCH, &first.headers[header::ETAG]);
    let again = town.ask(again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn machines_are_told_what_there_is_and_nothing_that_is_not_published() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let number = town.publishes(&sari, "Lampu jalan mati").await;
    let hidden = town.publishes(&sari, "Jalan berlubang").await;
    town.hides(&hidden).await;
    let rules = town.get("/robots.txt").await;
    assert_eq!(rules.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    let rules = String::from_utf8(rules.bytes.to_vec()).unwrap();
    let map = rules.lines().last().unwrap().strip_prefix("Sitemap: ").unwrap();
    let (origin, path) = map.split_at(map.find("/sitemap").unwrap());
    let map = String::from_utf8(town.get(path).await.bytes.to_vec()).unwrap();
    let pages: Vec<_> = map.split("<loc>").skip(1).map(|rest| rest.split('<').next()).collect();
    let expected = ["/", "/find", "/around", &format!("/c/{number}")];
    let expected = expected.map(|path| format!("{origin}{path}"));
    assert_eq!(pages, expected.each_ref().map(|page| Some(page.as_str())));
    let page = String::from_utf8(town.get(&format!("/c/{number}")).await.bytes.to_vec()).unwrap();
    for locale in ["og:locale\" content=\"en_US", "og:locale:alternate\" content=\"id_ID"] {
        assert!(page.contains(locale), "{page}");
    }
}

#[tokio::test]
async fn a_language_is_chosen_without_losing_the_page() {
    let town = Town::new().await;
    for (back, to) in [
        ("/find?q=lampu", "/find?q=lampu"),
        ("/c/LP-7K3M-9QXT", "/c/LP-7K3M-9QXT"),
        ("//maling.example/x", "/"),
        ("/c/LP-7K3M-9QXT/x", "/"),
        ("/find?q=a%0d%0ab", "/find?q=a%0d%0ab"),
        ("/find?q=a\r\nSet-Cookie: x", "/"),
    ] {
        let request = Request::post("/language")
            .header(header::HOST, "lapor.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = format!("language=en&back={}", encoded(back));
        let answer = town.ask(request.body(Body::from(form)).unwrap()).await;
        assert_eq!(answer.leads_to(), to, "{back}");
    }
}
