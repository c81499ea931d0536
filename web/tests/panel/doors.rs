use aduan::domain::Role;
use aduan_web::{Access, Settings, routes};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::town::{Answer, Browser, PASSWORD, Town};

/// Who may come where: a visitor, and an officer of each role in the order of [`Role::ALL`]. `x`
/// is let in, `.` is led to the page where one signs in. A route that is not here fails the test
/// below.
const MATRIX: &[(&str, &str, &str)] = &[
    ("GET", "/", ".xxxxxx"),
    ("POST", "/assign", ".xxxxxx"),
    ("GET", "/live", ".xxxxxx"),
    ("GET", "/sign-in", "xxxxxxx"),
    ("POST", "/sign-in", "xxxxxxx"),
    ("GET", "/sign-in/code", "xxxxxxx"),
    ("POST", "/sign-in/code", "xxxxxxx"),
    ("POST", "/sign-out", ".xxxxxx"),
    ("GET", "/join", "xxxxxxx"),
    ("POST", "/join", "xxxxxxx"),
    ("POST", "/join/device", "xxxxxxx"),
    ("GET", "/complaints/{number}", ".xxxxxx"),
    ("GET", "/complaints/{number}/photos/{photo}", ".xxxxxx"),
    ("GET", "/complaints/{number}/photos/{photo}/small", ".xxxxxx"),
    ("POST", "/complaints/{number}/assign", ".xxxxxx"),
    ("POST", "/complaints/{number}/take", ".xxxxxx"),
    ("POST", "/complaints/{number}/hand", ".xxxxxx"),
    ("POST", "/complaints/{number}/ask", ".xxxxxx"),
    ("POST", "/complaints/{number}/reply", ".xxxxxx"),
    ("POST", "/complaints/{number}/end-talk", ".xxxxxx"),
    ("POST", "/complaints/{number}/resolve", ".xxxxxx"),
    ("POST", "/complaints/{number}/transfer", ".xxxxxx"),
    ("POST", "/complaints/{number}/reject", ".xxxxxx"),
    ("POST", "/complaints/{number}/reopen", ".xxxxxx"),
    ("POST", "/complaints/{number}/respond", ".xxxxxx"),
    ("POST", "/complaints/{number}/remark", ".xxxxxx"),
    ("GET", "/counter", ".xxxxxx"),
    ("POST", "/counter", ".xxxxxx"),
    ("GET", "/account", ".xxxxxx"),
    ("GET", "/account/password", ".xxxxxx"),
    ("POST", "/account/password", ".xxxxxx"),
    ("GET", "/account/device", ".xxxxxx"),
    ("POST", "/account/device", ".xxxxxx"),
    ("GET", "/account/recovery", ".xxxxxx"),
    ("POST", "/account/recovery", ".xxxxxx"),
    ("GET", "/account/sessions", ".xxxxxx"),
    ("POST", "/account/sessions/end", ".xxxxxx"),
    ("GET", "/setup", ".xxxxxx"),
    ("GET", "/setup/officers", ".xxxxxx"),
    ("GET", "/setup/officers/one", ".xxxxxx"),
    ("POST", "/setup/officers/one", ".xxxxxx"),
    ("POST", "/setup/officers/add", ".xxxxxx"),
    ("POST", "/setup/officers/invite", ".xxxxxx"),
    ("POST", "/setup/officers/retire", ".xxxxxx"),
    ("GET", "/setup/history", ".xxxxxx"),
    ("GET", "/setup/departments", ".xxxxxx"),
    ("GET", "/setup/departments/one", ".xxxxxx"),
    ("POST", "/setup/departments/one", ".xxxxxx"),
    ("GET", "/setup/categories", ".xxxxxx"),
    ("GET", "/setup/categories/one", ".xxxxxx"),
    ("POST", "/setup/categories/one", ".xxxxxx"),
    ("GET", "/setup/areas", ".xxxxxx"),
    ("GET", "/setup/areas/one", ".xxxxxx"),
    ("POST", "/setup/areas/one", ".xxxxxx"),
    ("GET", "/setup/replies", ".xxxxxx"),
    ("GET", "/setup/replies/one", ".xxxxxx"),
    ("POST", "/setup/replies/one", ".xxxxxx"),
    ("GET", "/setup/calendar", ".xxxxxx"),
    ("GET", "/setup/calendar/one", ".xxxxxx"),
    ("POST", "/setup/calendar/one", ".xxxxxx"),
    ("POST", "/language", "xxxxxxx"),
    ("GET", "/assets/aduan.*.css", "xxxxxxx"),
    ("GET", "/assets/icons.*.svg", "xxxxxxx"),
    ("GET", "/assets/queue.*.js", "xxxxxxx"),
    ("GET", "/assets/locate.*.js", "xxxxxxx"),
    ("GET", "/assets/map.*.js", "xxxxxxx"),
    ("GET", "/assets/leaflet/leaflet.*.js", "xxxxxxx"),
    ("GET", "/assets/leaflet/leaflet.*.css", "xxxxxxx"),
];

/// A path of the list as the matrix has it: what is in a file is not who may read it.
fn plain(path: &str) -> String {
    match path.split('.').collect::<Vec<_>>().as_slice() {
        [name, _, kind] => format!("{name}.*.{kind}"),
        _ => path.to_owned(),
    }
}

#[tokio::test]
async fn every_route_is_in_the_matrix_and_keeps_to_it() {
    let town = Town::new().await;
    let known = routes();
    assert_eq!(known.len(), MATRIX.len());
    for (at, role) in std::iter::once(None).chain(Role::ALL.map(Some)).enumerate() {
        let mut browser = Browser::new(&town);
        if let Some(role) = role {
            let name = format!("{role:?}");
            town.joins(&mut browser, &name, role, Some("pju")).await;
        }
        for route in &known {
            let row = MATRIX
                .iter()
                .find(|(method, path, _)| *method == route.method && *path == plain(&route.path));
            let Some((.., row)) = row else {
                panic!("{} {} is not in the matrix", route.method, route.path);
            };
            assert_eq!(row.starts_with('.'), route.access == Access::Officers, "{}", route.path);
            if matches!(&*route.path, "/sign-out" | "/sign-in/code") {
                continue; // Both lead to the same page whoever comes.
            }
            let answer = match route.method {
                Method::GET => browser.get(&route.path).await,
                // Some session that is nobody's, so that what is let in changes nothing.
                _ => browser.post(&route.path, &[("session", &"0".repeat(32))]).await,
            };
            let let_in = answer.leads_to() != "/panel/sign-in";
            let expected = row.as_bytes()[at] == b'x';
            assert_eq!(let_in, expected, "{role:?} {} {}", route.method, route.path);
            assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", route.path);
        }
    }
}

async fn posts(town: &Town, path: &str, cookies: &str, from: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(format!("/panel{path}"))
        .header(header::HOST, "lapor.example")
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in from {
        request = request.header(*name, *value);
    }
    town.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn what_changes_something_says_where_it_comes_from() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    let cookies = format!("aduan_panel={}", browser.cookies["aduan_panel"]);
    let foreign: [&[(&str, &str)]; 6] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://maling.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://lapor.example")],
    ];
    for route in routes().iter().filter(|route| route.method == Method::POST) {
        for from in foreign {
            let answer = posts(&town, &route.path, &cookies, from).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {from:?}", route.path);
            assert!(answer.body.contains("<h1>"), "{}", answer.body);
        }
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK, "nobody signed her out");
    let ours = [("origin", "http://lapor.example")];
    assert_eq!(posts(&town, "/sign-out", &cookies, &ours).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_is_changed_by_looking() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    for path in ["/sign-out", "/account/sessions/end", "/join/device", "/language"] {
        assert_eq!(browser.get(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn cookies_are_for_this_host_only_and_over_https_bound_to_it() {
    for (secure, name) in [(true, "__Host-aduan_"), (false, "aduan_")] {
        let settings = Settings { secure, ..Settings::under("/panel") };
        let town = Town::with(settings).await;
        let mut browser = Browser::new(&town);
        let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
        let knocked = browser.knocks(&dewi.email, PASSWORD).await;
        let chosen = browser.post("/language", &[("language", "id"), ("back", "/")]).await;
        for answer in [knocked, chosen] {
            let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
            assert!(cookie.starts_with(name), "{cookie}");
            assert!(cookie.contains("; Path=/; ") && !cookie.contains("Domain"), "{cookie}");
            assert!(cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
            assert_eq!(cookie.ends_with("; Secure"), secure, "{cookie}");
        }
        assert!(browser.cookies.keys().any(|key| key.ends_with("aduan_panel")));
        assert!(browser.cookies.keys().all(|key| key.starts_with(name)));
    }
}
