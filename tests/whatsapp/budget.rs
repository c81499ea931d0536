//! What a report costs: every message to a citizen is paid for.

use aduan::prelude::TimeDelta;
use fakes::whatsapp::Person;

use super::{City, does};

/// What she says first, agrees by, and then does from her words to the receipt: of one thing, and
/// later of another, in both languages.
const TALKS: [([&str; 2], [[&str; 5]; 2]); 2] = [
    (
        ["halo", "[Setuju, lanjut]"],
        [
            ["lampu jalan depan SD 3 mati", "[Lampu jalan]", "Lewati", "[Publik]", "[Kirim]"],
            ["jalan berlubang di depan pasar", "ya", "Lewati", "[Publik]", "[Kirim]"],
        ],
    ),
    (
        ["hello", "[Agree, continue]"],
        [
            ["the street light by the mosque is out", "yes", "Skip", "[Public]", "[Send]"],
            ["a pothole in front of the market", "yes", "Skip", "[Public]", "[Send]"],
        ],
    ),
];

async fn reports(city: &City, sari: &Person, acts: &[&str]) -> usize {
    let before = sari.heard().len();
    for act in acts {
        does(city, sari, act).await;
    }
    let heard = sari.heard();
    assert!(heard.last().unwrap().words().unwrap().starts_with("✅"), "{heard:#?}");
    heard.len() - before
}

/// Waits until she is told that a department has it, which it has once there is no undoing it.
async fn hears_the_news(city: &City, sari: &Person) {
    let heard = sari.heard().len();
    city.time.passes(TimeDelta::minutes(11));
    sari.hears(heard + 1).await;
}

#[tokio::test]
async fn whoever_was_here_before_reports_in_five_messages() {
    let city = City::start().await;
    for ((hello, [lamp, pothole]), nth) in TALKS.into_iter().zip(1..) {
        let sari = city.whatsapp.person(nth, "Sari");
        reports(&city, &sari, &[&hello[..], &lamp[..]].concat()).await;
        hears_the_news(&city, &sari).await;
        let before = city.whatsapp.billed();
        let again = reports(&city, &sari, &pothole).await;
        assert!(again <= 5, "{again}: {:?}", city.whatsapp);
        let billed = city.whatsapp.billed()["service"] - before["service"];
        assert_eq!(billed, again, "nothing else was sent");
        hears_the_news(&city, &sari).await;
    }
    assert_eq!(city.whatsapp.mistakes(), [""; 0]);
}

#[tokio::test]
async fn whoever_is_new_reports_in_six_messages_and_who_greets_first_gets_the_menu_besides() {
    let city = City::start().await;
    for (([hello, agrees], [lamp, _]), nth) in TALKS.into_iter().zip(1..) {
        let [words, rest @ ..] = lamp;
        let (sari, budi) =
            (city.whatsapp.person(nth, "Sari"), city.whatsapp.person(nth + 10, "Budi"));
        let at_once = reports(&city, &sari, &[&[words, agrees], &rest[..]].concat()).await;
        assert_eq!(at_once, 6, "{:?}", city.whatsapp);
        let greeting = reports(&city, &budi, &[&[hello, agrees], &lamp[..]].concat()).await;
        assert_eq!(greeting, 7, "{:?}", city.whatsapp);
        assert!(budi.heard()[1].bubble().unwrap().list.is_some(), "the menu");
    }
    assert_eq!(city.whatsapp.mistakes(), [""; 0]);
}
