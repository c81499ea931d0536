//! A question to the city: how a citizen reaches a human.

use aduan::{
    domain::{CategoryId, Language, StageKind, TrackingNumber, Words},
    refusal::{Counted, Refusal},
    verbs::*,
};
use chrono::TimeDelta;

use super::town::{Town, note};

fn asks(town: &Town, who: &aduan::authority::Actor) -> TrackingNumber {
    let number = town.draft("x y z", aduan::domain::Preset::Private).number;
    let words = Words::parse("Kapan kantor kelurahan buka?").unwrap();
    town.does(who, &File::question(number.clone(), words));
    number
}

#[test]
fn a_question_goes_to_and_fro_until_staff_end_it() {
    let town = Town::new();
    let (sari, budi) = (town.logs_in("sari"), town.logs_in("budi"));
    let number = asks(&town, &sari);
    let seen = town.does(&sari, &Track { number: number.clone() });
    assert_eq!((seen.category, seen.stage), (CategoryId::question(), StageKind::Submitted));
    assert_eq!(town.refusal(&budi, &Track { number: number.clone() }), Refusal::NotFound);
    assert_eq!(town.refusal(&sari, &Undo { number: number.clone() }), Refusal::TooLate);

    let reply = Reply { number: number.clone(), words: note("Senin sampai Jumat.") };
    assert_eq!(town.refusal(&town.agent, &reply), Refusal::NotFound, "it is the coordinator's");
    let owed = town.owed();
    town.does(&town.coordinator, &reply);
    town.does(&town.coordinator, &Reply { words: note("Jam delapan."), ..reply.clone() });
    assert_eq!(town.owed(), owed + 2, "no word takes the place of another");

    let more = TellStaff { number: number.clone(), words: note("Kalau Sabtu?") };
    town.does(&sari, &more);
    assert_eq!(town.owed(), owed + 3, "whoever replied is told");
    assert_eq!(town.refusal(&budi, &more), Refusal::NotFound);

    town.does(&town.coordinator, &EndTalk { number: number.clone() });
    assert_eq!(town.refusal(&sari, &more), Refusal::NotNow { stage: StageKind::Closed });
    assert_eq!(
        town.refusal(&town.coordinator, &reply),
        Refusal::NotNow { stage: StageKind::Closed }
    );
}

#[test]
fn who_reported_all_day_can_still_ask_and_is_told_when_she_asked_enough() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    for _ in 0..10 {
        town.does(&sari, &town.draft("Lampu jalan mati", aduan::domain::Preset::Public));
    }
    for _ in 0..10 {
        asks(&town, &sari);
    }
    let more = Words::parse("Dan hari Minggu?").unwrap();
    let more = File::question(town.desk.reserve(), more);
    assert_eq!(town.refusal(&sari, &more).key(), "refusal-too-many-questions");
}

#[test]
fn a_complaint_is_no_talk_and_a_question_teaches_nothing_about_categories() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let lamp = town.files(&sari, "Lampu mati", aduan::domain::Preset::Public);
    let reply = Reply { number: lamp.clone(), words: note("Siap.") };
    assert_eq!(town.refusal(&town.coordinator, &reply), Refusal::NotAQuestion);
    let end = EndTalk { number: lamp };
    assert_eq!(town.refusal(&town.coordinator, &end), Refusal::NotAQuestion);
    asks(&town, &sari);
    let words = "kantor kelurahan buka".into();
    assert!(
        town.does(&sari, &Suggest { words }).iter().all(|it| it.category != CategoryId::question())
    );
}

#[test]
fn somebody_who_writes_without_end_is_asked_to_wait() {
    let town = Town::new();
    let sari = town.logs_in("sari");
    let number = asks(&town, &sari);
    let more = TellStaff { number, words: note("halo?") };
    for _ in 0..60 {
        town.does(&sari, &more);
    }
    let refusal = town.refusal(&sari, &more);
    let Refusal::TooOften { what: Counted::Messages, until } = refusal else { panic!("{refusal}") };
    let now = until - TimeDelta::minutes(5);
    assert!(refusal.words(Language::Indonesian, now).ends_with("5 menit lagi."));
    assert!(refusal.words(Language::English, until - TimeDelta::hours(3)).ends_with("3 hours."));
}
