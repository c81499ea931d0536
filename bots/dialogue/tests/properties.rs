//! Whatever people, channels and storages do.

mod mischief;

use std::collections::BTreeSet;

use aduan::{
    domain::{Language, Login, Point},
    refusal::Refusal,
};
use aduan_dialogue::{Did, Found, Input, Say, State, Unreadable};
use chrono::TimeDelta;
use proptest::{
    collection::vec, option, prelude::*, sample::select, strategy::ValueTree,
    test_runner::TestRunner,
};
use serde_json::Value;

use crate::world::{Turned, World, limits};
use mischief::{finds, outcomes};

/// What somebody does.
#[derive(Clone, Debug)]
enum Act {
    Say(String),
    /// In reply to a message of ours.
    Reply(usize, Box<Act>),
    Tap(usize),
    TapOld(usize),
    Forge(String),
    Place(Option<(f64, f64)>),
    Photo(Option<String>, i64),
    Unreadable(u8),
    Wait(i64),
    Quiet,
    SignOut,
}

fn words() -> impl Strategy<Value = String> {
    let known = select(vec![
        "halo",
        "menu",
        "0",
        "1",
        "2",
        "3",
        "4",
        "10",
        "lapor",
        "kembali",
        "bantuan",
        "bahasa",
        "english",
        "masuk",
        "petugas",
        "bot",
        "balas LP-4F2H-B6DS",
        "urungkan",
        "lanjut",
        "kirim",
        "ya",
        "tidak",
        "lewati",
        "publik",
        "anonim",
        "ubah",
        "status",
        "sudah",
        "setuju",
        "setuju",
        "123456",
        "111 111",
        "sari@contoh.id",
        "081234567890",
        "kirim ulang",
        "komentar LP-4F2H-B6DS",
        "komentar LP-4F2H-B6DS di sini juga",
        "komen",
        "hapus komentar",
        "ikuti LP-4F2H-B6DS",
        "berhenti ikuti LP-4F2H-B6DS",
        "cabut laporan",
        "cabut LP-5TQR-AZ7G",
        "buka lagi LP-8WPN-3C1Q",
        "buka lagi LP-8WPN-3C1Q masih gelap",
        "banding LP-5TQR-AZ7G karena jalan umum",
        "banding",
        "nilai LP-8WPN-3C1Q",
        "belum",
        "saya",
        "my reports",
        "sekitar",
        "cari",
        "cari lampu",
        "search flying saucer",
        "laporan di sekitar kenanga",
        "dukung LP-4F2H-B6DS",
        "LP-4F2H-B6DS",
        "batal dukung LP-4F2H-B6DS",
        "sudah LP-8WPN-3C1Q",
        "belum LP-8WPN-3C1Q masih gelap",
        "belum LP-8WPN-3C1Q",
        "jawab LP-8WPN-3C1Q",
        "jawab LP-8WPN-3C1Q RT 5",
        "LP-4F2H-B6DX",
        "nilai LP-8WPN-3C1Q 4",
        "lampu jalan depan SD 3 mati dari kemarin",
        "ada kebakaran di belakang pasar baru",
        "jalan berlubang di depan sekolah kami",
        "lampu jalan",
        "terima kasih",
        "tiang nomor 14",
    ]);
    prop_oneof![
        6 => known.prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "\\PC{0,60}",
        1 => ("[a-z* ]{1,40}", 1_usize..120).prop_map(|(text, times)| text.repeat(times)),
    ]
}

fn places() -> impl Strategy<Value = Act> {
    option::of((-95.0..95.0, -185.0..185.0)).prop_map(Act::Place)
}

fn photos() -> impl Strategy<Value = Act> {
    let photo = (option::of(words()), -5_i64..9_000);
    photo.prop_map(|(caption, after)| Act::Photo(caption, after))
}

fn replies() -> impl Strategy<Value = Act> {
    prop_oneof![3 => words().prop_map(Act::Say), 1 => places(), 1 => photos()]
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        8 => words().prop_map(Act::Say),
        9 => (0_usize..4).prop_map(Act::Tap),
        1 => (any::<usize>(), replies()).prop_map(|(to, act)| Act::Reply(to, act.into())),
        1 => any::<usize>().prop_map(Act::TapOld),
        1 => prop_oneof!["\\PC{0,80}", "[0-9a-z]{1,8}:[0-9]{1,3}", "(confirm|answer|see|dispute):LP-8WPN-3C1Q"]
            .prop_map(Act::Forge),
        1 => places(),
        1 => photos(),
        1 => (0_u8..3).prop_map(Act::Unreadable),
        1 => (1_i64..1_000_000).prop_map(Act::Wait),
        1 => Just(Act::Quiet),
        1 => Just(Act::SignOut),
    ];
    vec(act, 1..40)
}

/// Who talks, where, and what comes in between.
#[derive(Clone, Debug)]
struct Setting {
    known: bool,
    login: Login,
    language: Language,
    finds: Vec<Found>,
    outcomes: Vec<Result<Did, Refusal>>,
}

fn settings() -> impl Strategy<Value = Setting> {
    let login = select(vec![Login::Otp, Login::Channel]);
    let language = select(Language::ALL.to_vec());
    let mischief = prop_oneof![
        1 => Just((Vec::new(), Vec::new())),
        1 => (finds(), outcomes()),
    ];
    (any::<bool>(), login, language, mischief).prop_map(
        |(known, login, language, (finds, outcomes))| Setting {
            known,
            login,
            language,
            finds,
            outcomes,
        },
    )
}

fn world(setting: &Setting) -> World {
    let mut world = World::new(setting.language);
    if setting.known {
        world.agreed();
        world.signed_in = true;
    }
    crate::world::script::play(
        &mut world,
        &[
            "* Budi reported LP-4F2H-B6DS: \"Lampu jalan depan SDN 3 mati total.\"",
            "* Sari reported LP-8WPN-3C1Q: \"Jalan berlubang di Gang Kenanga.\"",
            "* the staff of LP-8WPN-3C1Q say it is fixed: \"Sudah diaspal.\"",
            "* Sari reported LP-5TQR-AZ7G: \"Lampu taman mati.\"",
            "* the staff ask about LP-5TQR-AZ7G: \"Yang mana?\"",
        ],
    );
    world.login = setting.login;
    world.mischief = setting.finds.clone();
    world.sabotage = setting.outcomes.clone();
    world
}

/// Plays one act; `None` if nothing reached the conversation.
fn play(world: &mut World, act: &Act) -> Option<Turned> {
    let input = input(world, act)?;
    Some(world.turn(input))
}

fn input(world: &mut World, act: &Act) -> Option<Input> {
    Some(match act {
        Act::Say(text) => Input::Said(text.as_str().into()),
        Act::Reply(to, act) => {
            let quoted = world.said.get(to % world.said.len().max(1))?.text.clone();
            Input::Quoting { quoted, act: Box::new(input(world, act)?) }
        }
        Act::Tap(at) => {
            let buttons = world.said.iter().rev().find(|message| !message.buttons.is_empty());
            let buttons = &buttons?.buttons;
            Input::Chose(buttons[at % buttons.len()].payload.clone())
        }
        Act::TapOld(at) => {
            let all: Vec<_> = world.said.iter().flat_map(|message| &message.buttons).collect();
            Input::Chose(all.get(at % all.len().max(1))?.payload.clone())
        }
        Act::Forge(payload) => Input::Chose(payload.as_str().into()),
        Act::Place(at) => Input::SharedPlace(at.and_then(|(lat, lon)| Point::new(lat, lon).ok())),
        Act::Photo(caption, after) => Input::SentMedia {
            source: format!("photo-{after}").into(),
            caption: caption.as_deref().map(Into::into),
            settle_after: TimeDelta::seconds(*after),
        },
        Act::Unreadable(0) => Input::Unreadable(Unreadable::Voice),
        Act::Unreadable(1) => Input::Unreadable(Unreadable::Sticker),
        Act::Unreadable(_) => Input::Unreadable(Unreadable::Other),
        Act::Wait(seconds) => {
            world.wait(TimeDelta::seconds(*seconds));
            return None;
        }
        Act::Quiet => Input::WentQuiet,
        Act::SignOut => {
            world.signed_in = !world.signed_in;
            return None;
        }
    })
}

/// What must hold after every turn, besides its shape, which the world checks.
fn holds(world: &World, act: &Act, turned: &Turned) {
    // Photos are collected, and who talks with the staff is not answered by a machine.
    let is_photo = match act {
        Act::Reply(_, act) => matches!(**act, Act::Photo(..)),
        act => matches!(act, Act::Photo(..)),
    };
    let may_be_silent = is_photo || matches!(act, Act::Quiet) || !at(world)["with-staff"].is_null();
    assert!(may_be_silent || !turned.replies.is_empty(), "no reply to {act:?}");
    let answers = turned.replies.iter().filter(|reply| reply.say != Say::SlowDown).count();
    assert!(answers <= 2, "{answers} replies to {act:?}");
    assert!(turned.replies.iter().filter(|reply| !reply.choices.is_empty()).count() <= 1);
    for reply in &turned.replies {
        for language in Language::ALL {
            limits::check(&reply.render(language)).unwrap();
        }
    }
    let record = world.state.to_record();
    let stored = serde_json::to_string(&record).unwrap();
    let read: Value = serde_json::from_str(&stored).unwrap();
    assert_eq!(State::from_record(&read), world.state, "{stored}");
}

fn at(world: &World) -> Value {
    world.state.to_record()["at"].clone()
}

/// How many conversations are played: as many as `ADUAN_TALKS` says, such as 10000, and without
/// it as many as a debug build on a busy machine plays in half a minute.
fn talks() -> u32 {
    let told = std::env::var_os("ADUAN_TALKS");
    told.map_or(2_000, |talks| talks.to_str().unwrap().parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: talks(),
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn whatever_happens_it_answers_within_limits_and_can_be_left(
        acts in acts(),
        setting in settings(),
    ) {
        let mut world = world(&setting);
        for act in &acts {
            if let Some(turned) = play(&mut world, act) {
                holds(&world, act, &turned);
            }
        }
        // What is left of a talk with the staff is the draft from before.
        if !at(&world)["with-staff"].is_null() {
            world.say("bot");
        }
        world.say("batal");
        let record = world.state.to_record();
        prop_assert!(at(&world) == "rest" || at(&world)["welcome"].is_null(), "{}", record);
        prop_assert!(record["sent"].is_null() || record["sent"]["draft"].is_null());
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: talks() / 5,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn the_same_talk_goes_the_same_way_however_often_it_is_stored(
        acts in acts(),
        setting in settings(),
    ) {
        let mut kept = world(&setting);
        let mut stored = world(&setting);
        for act in &acts {
            let once = play(&mut kept, act);
            stored.state = State::from_record(&stored.state.to_record());
            prop_assert_eq!(once, play(&mut stored, act));
            prop_assert_eq!(&kept.state, &stored.state);
        }
    }

    #[test]
    fn any_record_can_be_read(text in "\\PC{0,40}", key in select(vec!["at", "offer", "sent", "waiting"])) {
        let mut record = State::new().to_record();
        record[key] = text.into();
        let mut world = World::new(Language::Indonesian);
        world.state = State::from_record(&record);
        prop_assert_eq!(world.say("halo").replies.len(), 1);
    }
}

/// A property about states that are never reached would prove nothing.
#[test]
fn these_talks_go_everywhere() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..600 {
        let talk = (acts(), settings()).new_tree(&mut runner).unwrap().current();
        let mut world = world(&talk.1);
        for act in &talk.0 {
            play(&mut world, act);
            let at = at(&world);
            let name = at.as_object().map_or(&at, |at| at.values().next().unwrap());
            let slot = &name["slot"];
            let first = |value: &Value| match value {
                Value::Object(object) => object.keys().next().cloned(),
                other => other.as_str().map(str::to_owned),
            };
            reached.extend(first(&at));
            reached.extend(first(slot).map(|slot| format!("filing {slot}")));
            if world.filed > 0 {
                reached.insert("filed".to_owned());
            }
        }
    }
    for place in [
        "welcome",
        "rest",
        "filing",
        "resuming",
        "login",
        "ready",
        "reason",
        "answer",
        "questions",
        "with-staff",
        "asking",
        "filing quiet",
        "filing words",
        "filing suggested",
        "filing category",
        "filing place",
        "filing alike",
        "filing preset",
        "filing summary",
        "filing edit",
        "filing photos",
        "filed",
    ] {
        assert!(reached.contains(place), "{place} is not among {reached:?}");
    }
}
