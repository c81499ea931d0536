//! What somebody tries who wants in, or wants more than is his. That every form says where it comes
//! from is among the doors.

use std::net::SocketAddr;

use aduan::domain::{Preset, Role, Secret};
use aduan_web::{Settings, routes};
use axum::{
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use chrono::TimeDelta;

use super::town::{Browser, PASSWORD, Town};

#[tokio::test]
async fn a_cookie_that_was_planted_is_not_the_one_she_is_in_with() {
    let town = Town::new().await;
    let mut thief = Browser::new(&town);
    let dewi = town.joins(&mut Browser::new(&town), "Dewi", Role::Agent, Some("pju")).await;
    let planted = Secret::session(town.desk.room().entropy).reveal().to_string();
    thief.cookies.insert("aduan_panel".to_owned(), planted.clone());
    let mut hers = Browser::new(&town);
    hers.cookies = thief.cookies.clone();
    hers.knocks(&dewi.email, PASSWORD).await;
    let doorstep = hers.cookies["aduan_doorstep"].clone();
    hers.post("/sign-in/code", &[("code", &dewi.recovery[0])]).await;
    assert_eq!(hers.get("/").await.status, StatusCode::OK);
    assert_ne!(hers.cookies["aduan_panel"], planted);
    assert_ne!(hers.cookies["aduan_panel"], doorstep);
    for value in [planted, doorstep] {
        thief.cookies.insert("aduan_panel".to_owned(), value);
        assert_eq!(thief.get("/").await.leads_to(), "/panel/sign-in");
    }
}

#[tokio::test]
async fn a_code_that_was_used_opens_nothing_again() {
    let town = Town::new().await;
    let (mut hers, mut theirs) = (Browser::new(&town), Browser::new(&town));
    let dewi = town.joins(&mut hers, "Dewi", Role::Agent, Some("pju")).await;
    town.clock.advance(TimeDelta::seconds(60));
    for browser in [&mut hers, &mut theirs] {
        browser.knocks(&dewi.email, PASSWORD).await;
    }
    let code = town.code_of(&dewi);
    assert_eq!(hers.post("/sign-in/code", &[("code", &code)]).await.leads_to(), "/panel");
    let again = theirs.post("/sign-in/code", &[("code", &code)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("4 tries are left"), "{}", again.body);
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_a_lost_phone_once() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    for status in [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY] {
        browser.knocks(&dewi.email, PASSWORD).await;
        let answer = browser.post("/sign-in/code", &[("code", &dewi.recovery[0])]).await;
        assert_eq!(answer.status, status);
    }
}

#[tokio::test]
async fn a_cookie_that_was_copied_is_worth_nothing_once_she_has_left() {
    let town = Town::new().await;
    let (mut hers, mut thief) = (Browser::new(&town), Browser::new(&town));
    town.joins(&mut hers, "Dewi", Role::Agent, Some("pju")).await;
    thief.cookies.clone_from(&hers.cookies);
    assert_eq!(thief.get("/").await.status, StatusCode::OK, "as long as she is in, it is hers");
    hers.post("/sign-out", &[]).await;
    assert_eq!(thief.get("/").await.leads_to(), "/panel/sign-in");
}

#[tokio::test]
async fn the_half_way_of_one_is_not_gone_to_its_end_by_another() {
    let town = Town::new().await;
    let dewi = town.joins(&mut Browser::new(&town), "Dewi", Role::Admin, None).await;
    let joko = town.joins(&mut Browser::new(&town), "Joko", Role::Agent, Some("pju")).await;
    town.clock.advance(TimeDelta::seconds(60));
    let mut his = Browser::new(&town);
    his.knocks(&dewi.email, PASSWORD).await;
    let stolen = his.cookies.clone();
    his.knocks(&joko.email, PASSWORD).await;
    // He knows her password and has his own phone.
    his.cookies = stolen;
    for code in [town.code_of(&joko), joko.recovery[0].clone()] {
        let answer = his.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(his.get("/").await.leads_to(), "/panel/sign-in");
}

#[tokio::test]
async fn somebody_elses_session_is_not_his_to_end() {
    let town = Town::new().await;
    let (mut desktop, mut phone, mut his) =
        (Browser::new(&town), Browser::new(&town), Browser::new(&town));
    let dewi = town.joins(&mut desktop, "Dewi", Role::Agent, Some("pju")).await;
    town.joins(&mut his, "Joko", Role::Admin, None).await;
    phone.knocks(&dewi.email, PASSWORD).await;
    phone.post("/sign-in/code", &[("code", &dewi.recovery[0])]).await;
    let hers = desktop.get("/account/sessions").await.field("session");
    let mut told = Vec::new();
    for session in [hers, "0".repeat(32)] {
        let answer = his.post("/account/sessions/end", &[("session", &session)]).await;
        told.push((answer.status, answer.leads_to().to_owned(), answer.body));
    }
    assert_eq!(told[0], told[1], "like one that is not there");
    assert_eq!(phone.get("/").await.status, StatusCode::OK);
}

/// Tries a wrong password from that address, over a proxy if these lines are its.
async fn tries(town: &Town, from: &str, forwarded: &[String]) -> StatusCode {
    let mut request = Request::post("/panel/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for line in forwarded {
        request = request.header("x-forwarded-for", line);
    }
    let mut request = request.body("email=dewi%40lestari.id&password=bukan".into()).unwrap();
    let from: SocketAddr = format!("{from}:4711").parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(from));
    town.ask(request).await.status
}

#[tokio::test]
async fn behind_a_proxy_only_what_it_saw_itself_says_who_came() {
    let settings = Settings { behind_proxy: true, ..Settings::under("/panel") };
    let town = Town::with(settings).await;
    // What he says of himself comes first, in the line to which the proxy adds or in one of its own.
    let says = |nth: usize, real: &str| match nth % 3 {
        0 => vec![format!("198.51.{nth}.7, {real}")],
        1 => vec![format!("198.51.{nth}.7"), real.to_owned()],
        _ => vec![format!("198.51.{nth}.7"), format!("10.0.{nth}.1,{real}")],
    };
    for nth in 0..20 {
        let told = tries(&town, "10.0.0.1", &says(nth, "203.0.113.9")).await;
        assert_eq!(told, StatusCode::UNPROCESSABLE_ENTITY, "{nth}");
    }
    for nth in 20..23 {
        let told = tries(&town, "10.0.0.1", &says(nth, "203.0.113.9")).await;
        assert_eq!(told, StatusCode::TOO_MANY_REQUESTS, "{nth}");
    }
    // Somebody else is not shut out by it, though he came through the same proxy.
    let told = tries(&town, "10.0.0.1", &says(0, "192.0.2.5")).await;
    assert_eq!(told, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn with_no_proxy_nobody_says_where_he_comes_from() {
    let town = Town::new().await;
    for nth in 0..23 {
        let told = tries(&town, "203.0.113.9", &[format!("198.51.{nth}.7")]).await;
        let expected =
            if nth < 20 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
        assert_eq!(told, expected, "{nth}");
    }
    let told = tries(&town, "192.0.2.5", &["203.0.113.9".to_owned()]).await;
    assert_eq!(told, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn more_than_any_form_holds_is_refused_by_every_form() {
    let town = Town::new().await;
    let number = town.hears("Lampu mati", Preset::Public).await;
    let mut browser = Browser::new(&town);
    town.joins(&mut browser, "Dewi", Role::Admin, None).await;
    // More than a photo, for which there is more room than for words.
    let long = "x".repeat(12 * 1024 * 1024);
    for route in routes().iter().filter(|route| route.method == Method::POST) {
        if &*route.path == "/sign-out" {
            continue; // It reads nothing.
        }
        let path = route.path.replace("{number}", number.as_str());
        let body = format!("words={long}").into();
        let mut answer = browser.send(Method::POST, &path, body).await;
        if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
            // A form with a photo in it is sent in another way.
            answer = browser.uploads(&path, &[], ("x.jpg", long.as_bytes())).await;
        }
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(answer.body.contains("<h1>"), "{path}");
    }
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}
