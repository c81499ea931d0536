//! Filing for somebody at the counter, as an officer's browser does it.

use aduan::{authority::Actor, domain::*, verbs::*};
use axum::http::StatusCode;

use super::{
    complaint::NASTY,
    town::{Browser, Town},
};

const PHOTO: (&str, &[u8]) = ("x.jpg", b"\xff\xd8\xff a photo");
const NONE: (&str, &[u8]) = ("", b"");

#[tokio::test]
async fn rina_writes_down_what_a_caller_says_and_reads_out_the_number() {
    let town = Town::new().await;
    town.settles().await;
    let mut hers = Browser::new(&town);
    town.joins(&mut hers, "Rina", Role::Coordinator, None).await;
    let page = hers.get("/counter").await;
    assert_eq!(page.status, StatusCode::OK);
    let number = page.field("number");
    let mut form = vec![
        ("number", number.as_str()),
        ("words", "Lampu jalan mati"),
        ("place", "In front of SDN 3"),
        ("point", "-6.9, 107.6"),
        ("category", ""),
        ("preset", "private"),
        ("handle", "0812-3456-7890"),
        ("language", "id"),
    ];
    let told = hers.uploads("/counter", &form, PHOTO).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.body.contains("<option value=\"lampu\" selected>"), "{}", told.body);
    assert!(told.body.contains("value=\"0812-3456-7890\"") && told.body.contains(&number));
    form[4].1 = "lampu";
    let told = hers.uploads("/counter", &form, PHOTO).await;
    assert!(told.body.contains("needs consent"), "{}", told.body);
    form.push(("agreed", "yes"));
    for _ in 0..2 {
        let filed = hers.uploads("/counter", &form, PHOTO).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
        assert!(filed.body.contains(&number) && filed.body.contains("Give this number"));
    }
    let page = hers.get(&format!("/complaints/{number}")).await;
    for words in [
        "You filed it for somebody at the counter",
        "In front of SDN 3",
        "/small\"",
        "-6.90000,107.60000",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("3456"), "her phone number is on no page");
}

#[tokio::test]
async fn whoever_may_not_file_for_others_has_no_such_page() {
    let town = Town::new().await;
    town.settles().await;
    for role in [Role::Admin, Role::Auditor, Role::Custodian] {
        let mut browser = Browser::new(&town);
        town.joins(&mut browser, &format!("{role:?}"), role, None).await;
        assert_eq!(browser.get("/counter").await.status, StatusCode::FORBIDDEN);
        let number = town.desk.reserve().to_string();
        let form = [("number", number.as_str()), ("words", "Lampu"), ("category", "lampu")];
        let answer = browser.uploads("/counter", &form, NONE).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let track = Track { number: number.parse().unwrap() };
        assert!(town.desk.run(&Actor::Visitor, &track).await.is_err());
    }
}

#[tokio::test]
async fn whatever_is_typed_at_the_counter_is_words_and_never_a_page() {
    let town = Town::new().await;
    town.settles().await;
    let mut hers = Browser::new(&town);
    town.joins(&mut hers, "Rina", Role::Coordinator, None).await;
    for words in NASTY {
        let fields = ["number", "words", "place", "category", "preset", "handle", "language"];
        let form = fields.map(|field| (field, words));
        for file in [NONE, (words, b"<script>alert(6)</script>".as_slice())] {
            let told = hers.uploads("/counter", &form, file).await;
            assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.body);
            for tag in ["<script>", "<img src=x", "<svg onload", "<style>"] {
                assert!(!told.body.contains(tag), "{tag}: {}", told.body);
            }
        }
    }
}
