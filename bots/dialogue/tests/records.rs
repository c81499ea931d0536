//! What a release wrote, every later one can read.

use aduan::domain::Language;
use aduan_dialogue::{Say, State};
use serde_json::{Value, json};

use crate::world::{World, script};

/// Scripts that end in every place a talk can be in.
const ENDS: &[&[&str]] = &[
    &[],
    &["Sari: lampu jalan depan SD 3 mati dari kemarin"],
    &["* Sari is signed in"],
    &["* Sari is signed in", "Sari: lapor"],
    &["* Sari is signed in", "Sari: (photo)"],
    &["* Sari is signed in", "Sari: sampah menumpuk di pasar lama", "Sari: 1"],
    &["* Sari is signed in", "Sari: sampah menumpuk di pasar lama", "Sari: lainnya", "Sari: 10"],
    &["* Sari is signed in", "Sari: (location -6.2, 106.8)", "Sari: sampah di kali", "Sari: 1"],
    &[
        "* Sari is signed in",
        "* Budi reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "Sari: lampu jalan mati semua",
        "Sari: 1",
        "Sari: (location -6.2, 106.8)",
    ],
    &["* Sari has agreed", "Sari: sampah di kali besar", "Sari: 1", "Sari: kali", "Sari: 1"],
    &[
        "* Sari has agreed",
        "Sari: sampah di kali besar",
        "Sari: 1",
        "Sari: kali",
        "Sari: 3",
        "Sari: kirim",
        "Sari: sari@contoh.id",
    ],
    &[
        "* Sari has agreed",
        "* Budi reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "Sari: dukung LP-4F2H-B6DS",
        "Sari: 081234567890",
        "Sari: 123456",
    ],
    &[
        "* Sari is signed in",
        "* Sari reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "* the staff ask about LP-4F2H-B6DS: \"Yang mana?\"",
        "Sari: yang di depan SD",
    ],
    &["* Sari is signed in", "Sari: belum LP-4F2H-B6DS"],
    &["* Sari is signed in", "Sari: jawab LP-4F2H-B6DS"],
    &[
        "* Sari is signed in",
        "Sari: sampah di kali besar",
        "Sari: 1",
        "Sari: kali",
        "Sari: 3",
        "Sari: kirim",
        "Sari: urungkan",
    ],
    &["* Sari is signed in", "Sari: sekitar"],
    &["* Sari is signed in", "Sari: sampah di kali besar", "Sari: cari"],
    &["* Sari has agreed", "Sari: saya"],
    &["* Sari is signed in", "Sari: komentar LP-4F2H-B6DS"],
    &[
        "* Sari is signed in",
        "* Budi reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "Sari: komentar LP-4F2H-B6DS",
        "Sari: di sini juga",
        "Sari: dukung LP-4F2H-B6DS",
    ],
    &[
        "* Sari is signed in",
        "* Sari reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "Sari: cabut LP-4F2H-B6DS",
    ],
    &["* Sari is signed in", "Sari: buka lagi LP-4F2H-B6DS"],
    &["* Sari is signed in", "Sari: banding LP-4F2H-B6DS"],
    &[
        "* Sari is signed in",
        "* Sari reported LP-4F2H-B6DS: \"Lampu jalan mati.\"",
        "* LP-4F2H-B6DS is closed",
        "Sari: nilai LP-4F2H-B6DS 4",
    ],
    &["* Sari is signed in", "Sari: petugas", "Sari: kapan kantor kelurahan buka?"],
];

fn written() -> Vec<Value> {
    ENDS.iter()
        .map(|script| {
            let mut world = World::new(Language::Indonesian);
            script::play(&mut world, script);
            world.state.to_record()
        })
        .collect()
}

/// The fixture of that version.
fn fixture(version: u64) -> String {
    format!("{}/tests/records/v{version}.json", env!("CARGO_MANIFEST_DIR"))
}

fn stored(version: u64) -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(fixture(version)).unwrap()).unwrap()
}

/// The version being made.
fn newest() -> u64 {
    State::new().to_record()["v"].as_u64().unwrap()
}

/// `UPDATE_RECORDS=1` writes the fixture of the version being made. Those of versions that were
/// released are never written again.
#[test]
fn the_version_being_made_is_the_newest_fixture() {
    if std::env::var_os("UPDATE_RECORDS").is_some() {
        let written = serde_json::to_string_pretty(&written()).unwrap() + "\n";
        std::fs::write(fixture(newest()), written).unwrap();
    }
    assert_eq!(stored(newest()), written(), "`UPDATE_RECORDS=1` writes them anew");
}

/// Whether everything that stands in `then` stands in `now`, which may know more.
fn holds(now: &Value, then: &Value) -> bool {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            then.iter().all(|(key, value)| now.get(key).is_some_and(|now| holds(now, value)))
        }
        _ => now == then,
    }
}

#[test]
fn records_of_every_version_are_read_and_the_talk_goes_on() {
    for version in 1..=newest() {
        let records = stored(version);
        assert!(records.len() >= 16);
        for mut record in records {
            let mut world = World::new(Language::Indonesian);
            world.state = State::from_record(&record);
            // Nothing that stood in it is lost when it is written in the form of today.
            record["v"] = newest().into();
            let now = world.state.to_record();
            assert!(holds(&now, &record), "version {version}: {record} became {now}");
            let turned = world.say("halo");
            assert!(turned.replies[0].lead.iter().all(|phrase| phrase.say != Say::Forgotten));
        }
    }
}

#[test]
fn an_unreadable_record_restarts_kindly_and_once() {
    let consent = json!({"at": "2026-11-20T08:00:00Z", "version": 1});
    for (record, say) in [
        (Value::Null, Say::Welcome),
        (json!([1, 2]), Say::Welcome),
        (json!({"v": 1, "at": "nowhere"}), Say::Welcome),
        (json!({"v": 99, "language": "en", "consent": consent, "at": {}}), Say::Menu),
        (json!({"v": 1, "language": "en", "consent": consent, "at": 7}), Say::Menu),
    ] {
        let mut world = World::new(Language::Indonesian);
        world.state = State::from_record(&record);
        let english = record.get("language").is_some();
        assert_eq!(world.state.language(), english.then_some(Language::English));
        let turned = world.say("halo");
        assert_eq!(turned.replies[0].lead[0].say, Say::Forgotten);
        assert_eq!(turned.replies[0].say, say);
        assert!(world.say("halo").replies[0].lead.is_empty());
    }
}
