//! Promises that a transcript does not show.

use aduan::{
    domain::{Language, Login, StageKind},
    ports::Wanted,
};
use aduan_dialogue::{Found, Input, Say};
use chrono::TimeDelta;
use serde_json::json;

use crate::world::{World, limits, script};

const LAMP: &str = "lampu jalan depan SD 3 mati dari kemarin";

fn sari() -> World {
    let mut world = World::new(Language::Indonesian);
    world.agreed();
    world.signed_in = true;
    world.said.clear();
    world
}

fn last(world: &World) -> &str {
    &world.said.last().unwrap().text
}

fn at_summary() -> World {
    let mut world = sari();
    world.say(LAMP);
    world.tap("Lampu jalan");
    world.say("lewati");
    world.tap("Publik");
    world
}

#[test]
fn a_report_of_somebody_known_takes_five_messages() {
    let mut world = at_summary();
    world.tap("Kirim");
    assert_eq!((world.said.len(), world.filed), (5, 1));
}

#[test]
fn so_does_one_with_an_album_and_one_with_photos_in_between() {
    let mut world = sari();
    world.photo(Some(LAMP));
    world.photo(None);
    world.wait(TimeDelta::seconds(8));
    world.tap("Lampu jalan");
    world.photo(None);
    world.wait(TimeDelta::seconds(10));
    world.turn(World::a_place(-6.2, 106.8));
    world.photo(None);
    world.tap("Anonim");
    assert!(last(&world).contains("Foto: 4"));
    world.tap("Kirim");
    assert_eq!((world.said.len(), world.filed), (5, 1));
}

#[test]
fn a_first_contact_takes_one_more_and_a_look_alike_another() {
    let mut world = World::new(Language::Indonesian);
    world.signed_in = true;
    script::play(&mut world, &["* Budi reported LP-4F2H-B6DS: \"Lampu jalan depan SDN 3 mati.\""]);
    world.say(LAMP);
    world.tap("Setuju, lanjut");
    world.tap("Lampu jalan");
    world.turn(World::a_place(-6.2, 106.8));
    world.tap("Beda, lanjutkan");
    world.tap("Publik");
    world.tap("Kirim");
    assert_eq!((world.said.len(), world.filed), (7, 1));
}

#[test]
fn who_names_somebody_in_public_is_told_before_it_is_sent() {
    let report = |preset: &str| {
        let mut world = sari();
        world.say("lampu jalan mati, hubungi Pak Budi 0812-3456-7890");
        world.tap("Lampu jalan");
        world.say("lewati");
        world.tap(preset)
    };
    let turned = report("Publik");
    assert_eq!((turned.replies.len(), turned.replies[0].lead[0].say), (1, Say::PublicMasked));
    assert!(report("Privat").replies[0].lead.is_empty());
}

#[test]
fn a_second_tap_is_answered_with_the_same_number() {
    let mut world = at_summary();
    let payload = world.button("Kirim").unwrap().payload;
    world.turn(Input::Chose(payload.clone()));
    let number = world.complaints[0].number.to_string();
    world.say("menu");
    let turned = world.turn(Input::Chose(payload));
    assert_eq!(turned.deeds, 0);
    assert_eq!(turned.replies[0].say, Say::FiledBefore);
    assert!(last(&world).contains(&number));
    assert_eq!(world.filed, 1);
}

#[test]
fn an_old_button_does_nothing() {
    let mut world = at_summary();
    let old = world.button("Privat").unwrap().payload;
    let turned = world.turn(Input::Chose(old));
    assert_eq!(turned.replies[0].lead[0].say, Say::Stale);
    assert_eq!(turned.replies[0].say, Say::Summary);
    assert!(last(&world).contains("Tampil: Publik"));
}

#[test]
fn a_draft_waits_half_an_hour_for_consent_and_is_gone_with_a_no() {
    let mut world = World::new(Language::Indonesian);
    world.say(LAMP);
    assert!(world.state.to_record().to_string().contains("lampu"));
    world.wait(TimeDelta::minutes(30));
    assert!(!world.state.to_record().to_string().contains("lampu"));

    world.say(LAMP);
    world.tap("Tidak setuju");
    assert!(!world.state.to_record().to_string().contains("lampu"));
    assert_eq!(world.state.consent(), None);
}

#[test]
fn a_draft_waits_seven_days() {
    let mut world = sari();
    world.say(LAMP);
    world.wait(TimeDelta::days(7));
    assert_eq!(world.state.to_record()["at"], json!("rest"));
    assert_eq!(world.said.len(), 1, "nobody is told");
}

#[test]
fn where_the_channel_proves_who_she_is_no_code_is_asked() {
    let mut world = World::new(Language::Indonesian);
    world.login = Login::Channel;
    world.agreed();
    world.said.clear();
    world.say(LAMP);
    world.tap("Lampu jalan");
    world.say("lewati");
    let turned = world.tap("Publik");
    assert_eq!(turned.deeds, 1);
    world.tap("Kirim");
    assert_eq!((world.said.len(), world.filed), (5, 1));
}

#[test]
fn a_vote_of_somebody_unknown_waits_for_her_name() {
    let mut world = World::new(Language::Indonesian);
    world.login = Login::Channel;
    world.agreed();
    script::play(&mut world, &["* Budi reported LP-4F2H-B6DS: \"Lampu jalan depan SDN 3 mati.\""]);
    world.say("dukung LP-4F2H-B6DS");
    assert_eq!(world.complaints[0].supports, 3);
    world.say("ya");
    assert_eq!(world.complaints[0].supports, 4);
}

#[test]
fn danger_comes_first_even_under_a_photo() {
    let mut world = sari();
    let turned = world.photo(Some("kebakaran di belakang pasar"));
    assert_eq!(turned.replies[0].say, Say::Danger);
    let turned = world.say("ada kabel putus di jalan, anak kesetrum");
    assert_eq!(turned.replies[0].lead[0].say, Say::Danger);
}

#[test]
fn too_long_a_text_is_cut_and_she_is_told() {
    let mut world = sari();
    let turned = world.say(&"banjir ".repeat(400));
    assert_eq!(turned.replies[0].lead[0].say, Say::WordsCut);
    let turned = world.say("banjir lagi");
    assert!(turned.replies[0].lead.iter().all(|phrase| phrase.say != Say::WordsCut));
}

#[test]
fn a_place_is_hoped_for_and_survives_the_outbox() {
    let mut world = sari();
    world.say(LAMP);
    world.tap("Lampu jalan");
    assert_eq!(world.said.last().unwrap().wanted, Some(Wanted::Location));
}

#[test]
fn a_failed_search_does_not_stop_a_report() {
    let mut world = sari();
    world.mischief = vec![Found::Nothing, Found::Nothing, Found::Nothing];
    let turned = world.say(LAMP);
    assert_eq!(turned.replies[0].say, Say::AskCategory);
    world.say("1");
    let turned = world.say("lewati");
    assert_eq!(turned.replies[0].say, Say::AskPreset);
}

#[test]
fn what_is_in_the_middle_survives_a_question_about_something_else() {
    let mut world = sari();
    script::play(&mut world, &["* Budi reported LP-4F2H-B6DS: \"Jalan berlubang di gang.\""]);
    world.say(LAMP);
    world.say("status LP-4F2H-B6DS");
    world.tap("Dukung");
    assert_eq!(world.complaints[0].supports, 4);
    let turned = world.tap("Lanjutkan draf");
    assert_eq!(turned.replies[0].say, Say::Suggested);
}

#[test]
fn one_cannot_support_oneself_instead_and_goes_on() {
    let mut world = sari();
    script::play(&mut world, &["* Budi reported LP-4F2H-B6DS: \"Lampu jalan depan SDN 3 mati.\""]);
    world.say(LAMP);
    world.tap("Lampu jalan");
    world.turn(World::a_place(-6.2, 106.8));
    world.complaints[0].own = true;
    let turned = world.tap("Ya, dukung");
    assert_eq!(turned.replies[0].lead[0].say, Say::Refused);
    assert_eq!(turned.replies[0].say, Say::AskPreset);
}

#[test]
fn a_short_answer_to_a_question_is_not_lost() {
    let mut world = sari();
    script::play(
        &mut world,
        &[
            "* Sari reported LP-4F2H-B6DS: \"Lampu jalan depan SDN 3 mati.\"",
            "* the staff ask about LP-4F2H-B6DS: \"RT berapa?\"",
        ],
    );
    let turned = world.say("RT 05");
    assert_eq!(turned.replies[0].say, Say::IsThisTheAnswer);
    world.say("ya");
    assert_eq!(world.complaints[0].stage, StageKind::InProgress);
}

#[test]
fn an_answer_that_looks_like_a_choice_is_an_answer() {
    let mut world = sari();
    script::play(
        &mut world,
        &[
            "* Sari reported LP-4F2H-B6DS: \"Jalan berlubang di gang.\"",
            "* the staff ask about LP-4F2H-B6DS: \"Berapa lubangnya?\"",
        ],
    );
    world.say("menu");
    world.tap("Jawab");
    let turned = world.say("2");
    assert_eq!(turned.replies[0].say, Say::Answered);
}

#[test]
fn a_category_without_a_name_or_an_example_still_fits_a_list() {
    let mut world = sari();
    for category in &mut world.catalogue.categories {
        category.name.id = " ".into();
        category.example.id = "".into();
    }
    world.say(LAMP);
    world.say("lainnya");
    let message = world.said.last().unwrap();
    assert_eq!(limits::check(message), Ok(()));
    assert_eq!(*message.buttons[0].label, *"lampu-jalan");
}

#[test]
fn one_word_is_enough_in_danger_and_a_greeting_is_no_report() {
    let mut world = sari();
    assert_eq!(world.say("kebakaran!!").replies[0].say, Say::Suggested);
    world.say("batal");
    world.say("lapor");
    let turned = world.say("halo");
    assert_eq!((turned.replies[0].say, turned.replies[0].lead.len()), (Say::AskWords, 0));
    assert_eq!(world.say("status").replies[0].say, Say::AskNumber);
}

#[test]
fn everything_works_by_typing_in_either_language() {
    for (category, place, who, send) in [
        ("ya", "lewati", "privat", "kirim"),
        ("1", "skip", "2", "1"),
        ("LAMPU JALAN!", "Lewati.", "Private", "ya"),
        ("street light", "depan SD 3", "anonim", "send"),
    ] {
        let mut world = sari();
        for text in [LAMP, category, place, who, send] {
            world.say(text);
        }
        assert_eq!((world.said.len(), world.filed), (5, 1), "{category}, {place}, {who}, {send}");
    }
}

#[test]
fn nothing_that_a_person_said_is_in_what_programmers_print() {
    let mut world = sari();
    world.say(LAMP);
    world.photo(Some("rahasia"));
    assert!(!format!("{:?}", world.state).contains("lampu"));
    assert!(!format!("{:?}", Input::Said(LAMP.into())).contains("lampu"));
}

#[test]
fn a_copy_holds_every_report_whole_in_messages_that_every_channel_takes() {
    let mut world = sari();
    for (number, letter) in ["LP-4F2H-B6DS", "LP-8WPN-3C1Q", "LP-5TQR-AZ7G"].into_iter().zip('a'..)
    {
        let words = letter.to_string().repeat(1_990);
        script::play(&mut world, &[&format!("* Sari reported {number}: \"{words}\"")]);
    }
    world.signed_in = true;
    let from = world.said.len();
    world.say("salinan data");
    while world.said.last().unwrap().buttons.iter().any(|button| *button.label == *"Berikutnya") {
        world.tap("Berikutnya");
    }
    let said: String = world.said[from..].iter().map(|message| message.text.as_ref()).collect();
    for letter in 'a'..='c' {
        assert!(said.contains(&letter.to_string().repeat(1_990)), "{letter} is cut");
    }
    assert!(world.said[from..].iter().all(|message| limits::check(message).is_ok()));
}

#[test]
fn who_writes_a_lot_is_told_once_a_minute_that_nothing_is_lost() {
    let mut world = sari();
    let told = |world: &World| {
        world.said.iter().filter(|said| said.text.starts_with("Pesan Anda banyak sekali")).count()
    };
    world.wait(TimeDelta::minutes(1));
    for _ in 0..20 {
        world.say("bantuan");
    }
    assert_eq!((told(&world), world.said.len()), (0, 20), "twenty are not a lot");
    for _ in 0..20 {
        world.say("bantuan");
    }
    assert_eq!((told(&world), world.said.len()), (1, 41), "each is answered");
    assert_eq!(last(&world), &*world.said[0].text, "she is answered last");

    world.wait(TimeDelta::minutes(1));
    for _ in 0..21 {
        world.say("bantuan");
    }
    assert_eq!((told(&world), world.said.len()), (2, 63));
    for _ in 0..3 {
        world.wait(TimeDelta::seconds(30));
        for _ in 0..10 {
            world.say("bantuan");
        }
    }
    assert_eq!(told(&world), 2, "ten in half a minute are not a lot");
}
