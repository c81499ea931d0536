use aduan::{authority::Actor, domain::*, verbs::Retire};
use axum::http::{StatusCode, header};
use chrono::TimeDelta;

use super::town::{Browser, PASSWORD, Town};

#[tokio::test]
async fn dewi_is_invited_joins_goes_home_and_comes_back_the_next_day() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    assert_eq!(dewi.recovery.len(), 10);
    let home = browser.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("You have nothing in hand") && home.body.contains("Dewi"));
    let left = browser.post("/sign-out", &[]).await;
    assert_eq!(left.leads_to(), "/panel/sign-in");
    assert!(browser.cookies.is_empty(), "nothing of her stays behind");

    town.clock.advance(TimeDelta::days(1));
    assert_eq!(browser.get("/").await.leads_to(), "/panel/sign-in");
    assert_eq!(browser.knocks(&dewi.email, PASSWORD).await.leads_to(), "/panel/sign-in/code");
    assert_eq!(browser.get("/").await.leads_to(), "/panel/sign-in", "half the way is not in");
    let entered = browser.post("/sign-in/code", &[("code", &town.code_of(&dewi))]).await;
    assert_eq!((entered.status, entered.leads_to()), (StatusCode::SEE_OTHER, "/panel"));
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ended_elsewhere_is_over_with_the_next_request() {
    let town = Town::new().await;
    let (mut desktop, mut phone) = (Browser::new(&town), Browser::new(&town));
    let dewi = town.joins(&mut desktop, "Dewi", Role::Agent, Some("pju")).await;
    phone.knocks(&dewi.email, PASSWORD).await;
    phone.post("/sign-in/code", &[("code", &dewi.recovery[0])]).await;
    let list = desktop.get("/account/sessions").await;
    assert_eq!(list.body.matches("Firefox, Linux").count(), 2);
    assert_eq!(list.body.matches("this one").count(), 1);
    assert!(list.body.contains("21 November 2026, 09:10"), "{}", list.body);
    let ended = desktop.post("/account/sessions/end", &[("session", &list.field("session"))]).await;
    assert_eq!(ended.leads_to(), "/panel/account/sessions");
    assert_eq!(phone.get("/").await.leads_to(), "/panel/sign-in");
    assert_eq!(desktop.get("/account/sessions").await.body.matches("Firefox, Linux").count(), 1);
}

#[tokio::test]
async fn whoever_retires_is_out_with_the_next_request() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    town.desk.run(&Actor::System, &Retire { officer: dewi.id }).await.unwrap();
    assert_eq!(browser.get("/").await.leads_to(), "/panel/sign-in");
    let knocked = browser.knocks(&dewi.email, PASSWORD).await;
    assert_eq!(knocked.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_unknown_address_is_answered_word_for_word_as_a_wrong_password() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    town.adds("Rina", Role::Coordinator, None).await;
    let mut answers = Vec::new();
    for email in [dewi.email.as_str(), "rina@lestari.id", "budi@lestari.id"] {
        let mut browser = Browser::new(&town);
        let answer = browser.knocks(email, "bukan kata sandinya").await;
        assert!(browser.cookies.is_empty());
        answers.push((answer.status, answer.headers, answer.body.replace(email, "…")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[1], answers[2]);
}

#[tokio::test]
async fn twenty_passwords_an_hour_then_a_page_that_says_until_when() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    browser.language = "id";
    for _ in 0..20 {
        let answer = browser.knocks("hantu@lestari.id", "bukan").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.knocks("hantu@lestari.id", "bukan").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.headers[header::RETRY_AFTER], "3000");
    assert!(answer.body.contains("Coba lagi 50 menit lagi"), "{}", answer.body);
}

#[tokio::test]
async fn a_password_that_will_not_do_is_told_why_and_the_device_stays() {
    let town = Town::new().await;
    let id = town.adds("Dewi", Role::Agent, Some("pju")).await;
    let invitation = town.invites(id).await;
    let mut browser = Browser::new(&town);
    let wrong = browser.post("/join", &[("invitation", "ABCD-ABCD-ABCD-ABCD-ABCD")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("That invitation is not valid"));
    let page = browser.post("/join", &[("invitation", &invitation)]).await;
    assert!(page.body.contains("Welcome, Dewi") && page.body.contains("<svg"));
    assert!(page.body.contains("otpauth://totp/Kota%20Lestari:dewi%40lestari.id?secret="));
    let device = page.field("device");
    for (password, again, told) in [
        ("pendek", "pendek", "at least 12 characters"),
        ("dewi@lestari.id", "dewi@lestari.id", "easy to guess"),
        (PASSWORD, "tiga kucing di bawah", "The two passwords differ"),
        (PASSWORD, PASSWORD, "not the code your app shows"),
    ] {
        let form = [
            ("invitation", invitation.as_str()),
            ("device", &device),
            ("password", password),
            ("again", again),
            ("code", "000000"),
        ];
        let answer = browser.post("/join/device", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
        assert_eq!(answer.field("device"), device);
        assert!(!answer.body.contains(PASSWORD));
    }
}

#[tokio::test]
async fn what_an_officer_is_called_is_words_and_never_a_page() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let id = town
        .desk
        .run(
            &Actor::System,
            &aduan::verbs::AddOfficer {
                name: PersonName::parse("<script>alert(1)</script>").unwrap(),
                email: Email::parse("x@lestari.id").unwrap(),
                role: Role::Admin,
                department: None,
            },
        )
        .await
        .unwrap()
        .answer;
    let invitation = town.invites(id).await;
    let page = browser.post("/join", &[("invitation", &invitation)]).await;
    assert!(!page.body.contains("<script"), "{}", page.body);
}
