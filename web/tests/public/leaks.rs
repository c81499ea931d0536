//! What is not public is nowhere: not by its number, in a list, a count, a photo or an error.

use aduan::{domain::*, verbs::*};
use axum::http::StatusCode;

use super::town::Town;

/// Everything that a reader can see of the town, in one text.
async fn everything(town: &Town) -> String {
    let mut all = String::new();
    for path in [
        "/",
        "/find",
        "/find?order=supported",
        "/find?q=lampu",
        "/find?q=lampu&order=supported",
        "/find?q=melati",
        "/around?at=-6.9,107.6",
    ] {
        all += &town.get(path).await.body;
    }
    all
}

#[tokio::test]
async fn a_private_number_reads_like_one_that_nobody_has() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let private = town.files(&sari, "Lampu jalan mati", "Jalan Melati", Preset::Private).await;
    town.starts(&private).await;
    let fresh = town.files(&sari, "Lampu jalan mati", "Jalan Melati", Preset::Public).await;
    let nobodys = town.desk.reserve();
    for language in ["id", "en"] {
        let answer = async |number: &TrackingNumber| {
            let answer = town.reads(&format!("/c/{number}"), language).await;
            let body = answer.body.replace(&number.to_string(), "LP-XXXX-XXXX");
            (answer.status, answer.headers, body)
        };
        let absent = answer(&nobodys).await;
        assert_eq!(absent.0, StatusCode::NOT_FOUND);
        for number in [&private, &fresh] {
            assert_eq!(answer(number).await, absent);
        }
    }
    for (number, size) in [(&private, ""), (&fresh, ""), (&private, "/small"), (&fresh, "/small")] {
        let nobodys = format!("/photos/{nobodys}/{}{size}", PhotoId::from_bytes([7; 16]));
        let absent = town.get(&nobodys).await;
        let photo = town.photos(number).await[0];
        let answer = town.get(&format!("/photos/{number}/{photo}{size}")).await;
        assert_eq!((answer.status, answer.headers), (absent.status, absent.headers));
    }
}

#[tokio::test]
async fn what_is_private_changes_nothing_that_anybody_sees() {
    let town = Town::new().await;
    let (sari, budi) = (town.knows("sari").await, town.knows("budi").await);
    let published = town.publishes(&budi, "Lampu taman mati").await;
    let before = everything(&town).await;
    assert!(before.contains(&published.to_string()));
    for preset in [Preset::Private, Preset::Private] {
        let number = town.files(&sari, "Lampu jalan mati", "Jalan Melati", preset).await;
        town.starts(&number).await;
    }
    town.files(&sari, "Lampu gang mati", "Jalan Melati", Preset::Public).await;
    assert_eq!(everything(&town).await, before);
}

#[tokio::test]
async fn a_photo_of_one_is_not_found_under_the_number_of_another() {
    let town = Town::new().await;
    let sari = town.knows("sari").await;
    let published = town.publishes(&sari, "Lampu taman mati").await;
    let private = town.files(&sari, "Lampu jalan mati", "Jalan Melati", Preset::Private).await;
    let photo = town.photos(&private).await[0];
    let answer = town.get(&format!("/photos/{published}/{photo}")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.body.contains("a photo"));
}

#[tokio::test]
async fn what_most_people_support_is_gone_as_soon_as_it_is_hidden() {
    let town = Town::new().await;
    let (sari, budi) = (town.knows("sari").await, town.knows("budi").await);
    let number = town.publishes(&sari, "Lampu taman mati").await;
    town.desk.run(&budi, &Support { number: number.clone() }).await.unwrap();
    let shown = async || town.get("/").await.body.matches("Lampu taman mati</a>").count();
    assert_eq!(shown().await, 2, "among the newest, and among the most supported");
    town.hides(&number).await;
    assert_eq!(shown().await, 0);
}
