use aduan::{authority::Actor, domain::*, refusal::Refusal, verbs::*};
use chrono::TimeDelta;

use super::town::{Town, slug};

#[test]
fn filed_twice_under_one_number_it_is_filed_once_and_answered_twice() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let draft = town.draft("Lampu jalan mati", Preset::Public);
    let first = town.does(&sari, &draft);
    let again = town.does(&sari, &draft);
    assert_eq!(first, again);
}

#[test]
fn another_body_or_another_person_under_the_same_number_is_refused() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let draft = town.draft("Lampu jalan mati", Preset::Public);
    town.does(&sari, &draft);
    let other = File { words: Words::parse("Jalan berlubang").unwrap(), ..draft.clone() };
    assert_eq!(town.refusal(&sari, &other), Refusal::NumberTaken);
    assert_eq!(town.refusal(&budi, &draft), Refusal::NumberTaken);
}

#[test]
fn a_visitor_and_the_staff_do_not_file() {
    let town = Town::new();
    let draft = town.draft("Lampu jalan mati", Preset::Public);
    assert_eq!(town.refusal(&Actor::Visitor, &draft), Refusal::LogInFirst);
    assert_eq!(town.refusal(&town.agent, &draft), Refusal::NotAllowed);
}

#[test]
fn for_five_minutes_only_the_reporter_sees_it_and_can_undo_it() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Public)).number;
    let assign = Assign { number: number.clone(), to: slug("pju") };
    let track = Track { number: number.clone() };
    assert!(town.does(&sari, &track).own);
    assert_eq!(town.refusal(&budi, &track), Refusal::NotFound);
    assert_eq!(town.refusal(&town.coordinator, &assign), Refusal::TooSoon);

    town.does(&sari, &Undo { number: number.clone() });
    assert_eq!(town.refusal(&sari, &track), Refusal::NotFound);
}

#[test]
fn after_five_minutes_it_cannot_be_undone() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Public)).number;
    town.later(TimeDelta::minutes(5));
    assert_eq!(town.refusal(&sari, &Undo { number }), Refusal::TooLate);
}

#[test]
fn an_anonymous_complaint_keeps_its_times_by_the_hour_and_settles_with_its_hour() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let receipt = town.does(&sari, &town.draft("Lampu jalan mati", Preset::Anonymous));
    assert_eq!(receipt.settles_at.to_rfc3339(), "2026-11-21T03:00:00+00:00");
    let seen = town.does(&sari, &Track { number: receipt.number.clone() });
    assert_eq!(seen.filed_at.to_rfc3339(), "2026-11-21T02:00:00+00:00");
    assert!(seen.own, "it can still be told whose it is, with the key");
    town.does(&sari, &Undo { number: receipt.number });
}

#[test]
fn a_phone_number_in_the_words_is_masked_for_the_public_and_kept_for_the_reporter() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = town.files(&sari, "Lampu mati, hubungi 0812-3456-7890", Preset::Public);
    town.gets_going(&number);
    let track = Track { number };
    assert_eq!(&*town.does(&budi, &track).title, "Lampu mati, hubungi [telepon]");
    assert_eq!(&*town.does(&sari, &track).title, "Lampu mati, hubungi 0812-3456-7890");
}

#[test]
fn ten_complaints_a_day_and_not_eleven() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for _ in 0..10 {
        town.does(&sari, &town.draft("Lampu jalan mati", Preset::Public));
    }
    let refusal = town.refusal(&sari, &town.draft("Lampu jalan mati", Preset::Public));
    assert_eq!(refusal.key(), "refusal-too-many-filings");
}

#[test]
fn words_teach_the_city_what_they_are_about() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for _ in 0..3 {
        town.does(&sari, &town.draft("Penerangan padam di gang", Preset::Public));
    }
    let suggest = Suggest { words: "penerangan padam lagi".into() };
    let best = town.does(&Actor::Visitor, &suggest);
    assert_eq!(best[0].category, slug("lampu"));
}
