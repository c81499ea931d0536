use aduan::{
    authority::Actor,
    domain::*,
    verbs::{SetCalendar, SetupOf},
};
use axum::http::StatusCode;

use super::{
    complaint::NASTY,
    town::{Answer, Browser, PASSWORD, Town},
};

/// An administrator, signed in.
async fn wati(town: &Town) -> Browser<'_> {
    let mut browser = Browser::new(town);
    town.joins(&mut browser, "Wati", Role::Admin, None).await;
    browser
}

async fn setup(town: &Town) -> Setup {
    SetupOf { by: Actor::System }.find(&town.desk).await.unwrap().setup
}

/// The form of a department, filled in.
fn department<'a>(seen: &'a str, id: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    let fields = [("id", id), ("name-id", name), ("name-en", name), ("parent", "pju")];
    [&[("seen", seen), ("new", "on")], &fields[..]].concat()
}

fn is_refused(answer: &Answer, words: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains(words), "no {words:?} in {}", answer.body);
}

#[tokio::test]
async fn wati_adds_a_department_and_finds_what_she_did_in_the_history() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let rooms = browser.get("/setup").await;
    assert!(rooms.body.contains("Departments") && rooms.body.contains("History"));
    let form = browser.get("/setup/departments/one").await;
    let seen = form.field("seen");
    let saved = browser
        .post("/setup/departments/one", &department(&seen, "uptd-utara", "UPTD Utara"))
        .await;
    assert_eq!(saved.leads_to(), "/panel/setup/departments", "{}", saved.body);
    let list = browser.get("/setup/departments").await;
    assert!(list.body.contains("UPTD Utara") && list.body.contains("Below Lighting"));
    let history = browser.get("/setup/history").await;
    assert!(history.body.contains("Department uptd-utara"), "{}", history.body);
    assert!(history.body.contains("Wati · 21 November 2026"), "{}", history.body);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let seen = browser.get("/setup/departments/one").await.field("seen");
    for (id, name, words) in [
        ("UPTD Utara", "UPTD Utara", "Use 1 to 40 of a-z"),
        ("pju", "UPTD Utara", "Another one is called so"),
        ("utara", "", "Fill this in"),
    ] {
        let form = department(&seen, id, name);
        let answer = browser.post("/setup/departments/one", &form).await;
        is_refused(&answer, words);
        assert!(answer.body.contains(&format!("value=\"{id}\"")), "{}", answer.body);
        assert!(answer.body.contains("aria-invalid=\"true\""), "{}", answer.body);
    }
    let area = [
        ("seen", seen.as_str()),
        ("new", "on"),
        ("id", "utara"),
        ("name", "Utara"),
        ("outline", "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,2]]]}"),
    ];
    is_refused(&browser.post("/setup/areas/one", &area).await, "A ring is not closed");
    let days = [("seen", seen.as_str()), ("used", "on"), ("hours", "Mon-Fri 08:00-16:00")];
    let days = [&days[..], &[("holidays", "25 Desember Natal")]].concat();
    is_refused(&browser.post("/setup/calendar/one", &days).await, "25 Desember Natal");
    assert_eq!(setup(&town).await.catalogue.departments.len(), 2, "nothing was saved");
}

#[tokio::test]
async fn what_something_needs_is_not_retired_and_the_page_says_what_needs_it() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let form = browser.get("/setup/departments/one?id=pju").await;
    let seen = form.field("seen");
    let retire = [
        ("seen", seen.as_str()),
        ("id", "pju"),
        ("name-id", "Penerangan"),
        ("name-en", "Lighting"),
        ("retired", "on"),
    ];
    let answer = browser.post("/setup/departments/one", &retire).await;
    is_refused(&answer, "lampu: That department is retired");
    assert!(answer.body.contains("checked"), "what she ticked stays: {}", answer.body);
}

#[tokio::test]
async fn of_two_administrators_the_second_is_told_and_may_insist() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let seen = browser.get("/setup/departments/one").await.field("seen");
    let calendar = Some(Calendar::new(ServiceHours::default()));
    let other = SetCalendar { seen: seen.parse().unwrap(), calendar };
    town.desk.run(&Actor::System, &other).await.unwrap();
    // A mistake of her own does not make her form a newer one.
    let wrong = browser.post("/setup/departments/one", &department(&seen, "X", "Taman")).await;
    assert_eq!(wrong.field("seen"), seen);
    let late = browser.post("/setup/departments/one", &department(&seen, "taman", "Taman")).await;
    is_refused(&late, "Somebody else changed this");
    assert!(late.body.contains("value=\"Taman\""), "{}", late.body);
    let seen = late.field("seen");
    let again = browser.post("/setup/departments/one", &department(&seen, "taman", "Taman")).await;
    assert_eq!(again.leads_to(), "/panel/setup/departments");
    assert!(setup(&town).await.catalogue.calendar.is_some(), "hers and the other's");
}

#[tokio::test]
async fn every_kind_of_thing_is_listed_changed_and_read_again() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let category = browser.get("/setup/categories/one?id=lampu").await;
    let changed = [
        ("seen", category.field("seen")),
        ("id", "lampu".to_owned()),
        ("name-id", "Lampu jalan".to_owned()),
        ("name-en", "Street light".to_owned()),
        ("keywords", "lampu\r\nlampu mati\r\n".to_owned()),
        ("department", "pju".to_owned()),
        ("class", "fast".to_owned()),
        ("private", "on".to_owned()),
    ];
    let changed = changed.each_ref().map(|(name, value)| (*name, value.as_str()));
    let saved = browser.post("/setup/categories/one", &changed).await;
    assert_eq!(saved.leads_to(), "/panel/setup/categories", "{}", saved.body);
    let catalogue = setup(&town).await.catalogue;
    let lamps = catalogue.category(&"lampu".parse().unwrap()).unwrap();
    assert_eq!((lamps.class, lamps.private, lamps.keywords.len()), (Class::Fast, true, 2));

    let seen = browser.get("/setup/replies/one").await.field("seen");
    let reply = [
        ("seen", seen.as_str()),
        ("new", "on"),
        ("name-id", "Minta foto"),
        ("name-en", "A photo"),
        ("purpose", "ask"),
        ("text-id", "Satu foto\r\nya"),
        ("text-en", "One photo, please"),
    ];
    let saved = browser.post("/setup/replies/one", &reply).await;
    assert_eq!(saved.leads_to(), "/panel/setup/replies", "{}", saved.body);
    assert_eq!(&*setup(&town).await.catalogue.replies[0].text.id, "Satu foto\nya");
    let form = browser.get("/setup/replies/one?id=0").await;
    let seen = form.field("seen");
    let gone = [("seen", seen.as_str()), ("which", "0"), ("remove", "on")];
    assert_eq!(browser.post("/setup/replies/one", &gone).await.status, StatusCode::SEE_OTHER);
    assert!(setup(&town).await.catalogue.replies.is_empty());
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_others_are_not_let_in() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let stranger = OfficerId::random(town.desk.room().entropy).to_string();
    for path in [
        "/setup/departments/one?id=hantu".to_owned(),
        "/setup/departments/one?id=../pju".to_owned(),
        "/setup/categories/one?id=hantu".to_owned(),
        "/setup/areas/one?id=hantu".to_owned(),
        "/setup/replies/one?id=7".to_owned(),
        "/setup/calendar/one?id=hantu".to_owned(),
        format!("/setup/officers/one?id={stranger}"),
    ] {
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/setup/officers/one", "/setup/officers/invite", "/setup/officers/retire"] {
        let form = [("officer", stranger.as_str()), ("role", "agent"), ("seen", "1")];
        assert_eq!(browser.post(path, &form).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let mut dewi = Browser::new(&town);
    town.joins(&mut dewi, "Dewi", Role::Coordinator, None).await;
    for path in ["/setup", "/setup/departments", "/setup/officers", "/setup/history"] {
        assert_eq!(dewi.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let form = department("1", "taman", "Taman");
    let answer = dewi.post("/setup/departments/one", &form).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_newcomer_is_invited_joins_gets_another_role_and_retires() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    let form =
        [("name", "Rina"), ("email", "rina@lestari.id"), ("role", "agent"), ("department", "pju")];
    let wrong = [&form[..1], &[("email", "rina")], &form[2..]].concat();
    is_refused(&browser.post("/setup/officers/add", &wrong).await, "That is no e-mail address");
    let added = browser.post("/setup/officers/add", &form).await;
    let invitation = added.body.split("class=\"code\">").nth(1).unwrap().split('<').next().unwrap();
    let mut hers = Browser::new(&town);
    let page = hers.post("/join", &[("invitation", invitation)]).await;
    assert!(page.body.contains("Welcome, Rina"), "{}", page.body);
    is_refused(&browser.post("/setup/officers/add", &form).await, "address");

    let list = browser.get("/setup/officers").await;
    assert!(list.body.contains("Agent · Lighting · Has not joined yet"), "{}", list.body);
    let which = list.body.rsplit("officers/one?id=").next().unwrap().split('"').next().unwrap();
    let one = browser.get(&format!("/setup/officers/one?id={which}")).await;
    let seen = one.field("seen");
    let change = [("seen", seen.as_str()), ("officer", which), ("role", "coordinator")];
    let changed = browser.post("/setup/officers/one", &change).await;
    assert_eq!(changed.leads_to(), "/panel/setup/officers", "{}", changed.body);
    let history = browser.get("/setup/history").await;
    assert!(history.body.contains("Rina: role or department"), "{}", history.body);
    let retired = browser.post("/setup/officers/retire", &[("officer", which)]).await;
    assert_eq!(retired.status, StatusCode::SEE_OTHER);
    assert_eq!(
        hers.post("/join", &[("invitation", invitation)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn names_are_words_and_never_a_page() {
    let town = Town::new().await;
    let mut browser = wati(&town).await;
    for (at, nasty) in NASTY.iter().enumerate() {
        let (seen, id) = (browser.get("/setup").await, format!("n{at}"));
        assert_eq!(seen.status, StatusCode::OK);
        let seen = browser.get("/setup/departments/one").await.field("seen");
        let form = department(&seen, &id, nasty);
        let answer = browser.post("/setup/departments/one", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let add = [("name", *nasty), ("email", &format!("{id}@lestari.id")), ("role", "auditor")];
        assert_eq!(browser.post("/setup/officers/add", &add).await.status, StatusCode::OK);
    }
    let form = browser.get("/setup/departments/one?id=n0").await;
    for page in [
        form,
        browser.get("/setup/departments").await,
        browser.get("/setup/categories/one").await,
        browser.get("/setup/officers").await,
        browser.get("/setup/history").await,
    ] {
        for mark in ["<script>", "<img", "<svg onload", "<style>"] {
            assert!(!page.body.contains(mark), "{mark} in {}", page.body);
        }
    }
}

#[tokio::test]
async fn an_officer_changes_her_password_her_phone_and_her_codes() {
    let town = Town::new().await;
    let mut browser = Browser::new(&town);
    let dewi = town.joins(&mut browser, "Dewi", Role::Agent, Some("pju")).await;
    let account = browser.get("/account").await;
    assert!(account.body.contains("10 left"), "{}", account.body);

    let new = "empat kambing di kebun";
    let wrong = [("current", "bukan yang ini"), ("password", new), ("again", new)];
    is_refused(&browser.post("/account/password", &wrong).await, "not your password now");
    let short = [("current", PASSWORD), ("password", "pendek"), ("again", "pendek")];
    is_refused(&browser.post("/account/password", &short).await, "too short");
    let right = [("current", PASSWORD), ("password", new), ("again", new)];
    let changed = browser.post("/account/password", &right).await;
    assert_eq!(changed.leads_to(), "/panel/account", "{}", changed.body);
    let mut elsewhere = Browser::new(&town);
    let before = elsewhere.knocks(&dewi.email, PASSWORD).await;
    assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY);

    let codes = browser.post("/account/recovery", &[("current", new)]).await;
    assert_eq!(codes.body.matches("<li class=\"code\">").count(), 10);
    elsewhere.knocks(&dewi.email, new).await;
    let void = elsewhere.post("/sign-in/code", &[("code", &dewi.recovery[0])]).await;
    assert_eq!(void.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = browser.get("/account/device").await;
    let device = page.field("device");
    let phone = TotpSecret::parse(&device).unwrap();
    let code = phone.code(town.desk.now()).unwrap().reveal();
    let not_hers = [("device", device.as_str()), ("current", new), ("code", "000000")];
    let refused = browser.post("/account/device", &not_hers).await;
    is_refused(&refused, "not the code your app shows");
    assert_eq!(refused.field("device"), device, "the picture stays");
    let scanned = [("device", device.as_str()), ("current", new), ("code", &code)];
    let changed = browser.post("/account/device", &scanned).await;
    assert_eq!(changed.leads_to(), "/panel/account", "{}", changed.body);
    assert_eq!(browser.get("/account").await.status, StatusCode::OK, "she stays in here");
}
