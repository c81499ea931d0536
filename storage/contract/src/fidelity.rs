//! What was written is what is read.

use aduan::{
    domain::StageKind,
    record::{Facets, Key, Row},
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Medium,
    fixture::{
        Town, category, complaint_with, handle, minutes, now, number, officer, point, put, record,
        token, words,
    },
};

/// Scripts people of the archipelago and their guests write, and what breaks careless code.
const TEXTS: &[&str] = &[
    "",
    " ",
    "Lampu jalan depan SD 3 mati dari kemarin",
    "e\u{301} is not \u{e9}, and \u{1e69} is not s\u{323}\u{307}",
    "ꦲꦏ꧀ꦱꦫꦗꦮ ᬅᬓ᭄ᬱᬭᬩᬮᬶ ᮃᮊ᮪ᮞᮛ ᯀᯂ᯲ᯘᯒ ᨕᨒᨙ",
    "مصباح الشارع معطل \u{202b}(rtl)\u{202c} שלום",
    "路灯坏了 ถนนชำรุด रास्ता টাকা 도로 さくら",
    "\u{1f6a7}\u{1f469}\u{200d}\u{1f527}\u{1f1ee}\u{1f1e9}\u{1f44d}\u{1f3fd} \u{fe0f}",
    "a\0b\0\0c",
    "'; DROP TABLE records; -- \" ` % _ \\ \\u0000 $1 ?1",
    "line\r\nline\nline\tend\u{2028}\u{feff}",
    "ſ ẞ ß İ ı K \u{fdfa}",
];

pub async fn every_script_survives(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    for (of, text) in TEXTS.iter().enumerate() {
        town.insert([record(officer(of), text)]).await;
    }
    town.reopen().await;
    for (of, text) in TEXTS.iter().enumerate() {
        assert_eq!(town.row(officer(of)).await, Some((1, record(officer(of), text))));
    }
}

pub async fn a_body_is_bytes(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let all: Box<[u8]> = (0..=u8::MAX).chain([0xff, 0xfe, 0xc0, 0x80, 0]).collect();
    let row = Row { body: all, ..record(officer(1), "") };
    town.insert([row.clone()]).await;
    town.reopen().await;
    assert_eq!(town.row(officer(1)).await, Some((1, row)));
}

pub async fn a_long_body_survives(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let long: Box<[u8]> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    let row = Row { body: long, ..record(officer(1), "") };
    town.insert([row.clone()]).await;
    town.apply(put(row.clone(), 1)).await;
    town.reopen().await;
    assert_eq!(town.row(officer(1)).await, Some((2, row)));
}

pub async fn every_facet_survives(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let Key::Officer(owner) = officer(1) else { panic!("no officer") };
    let facets = Facets {
        stage: StageKind::NeedsInfo,
        category: category("jalan-rusak_2"),
        department: Some("dinas-pu".parse().unwrap()),
        owner: Some(owner),
        filed_at: now(),
        due_at: Some(minutes(1)),
        point: Some(point(-6.123_456_789_012_345, 106.987_654_321_098_76)),
        published: true,
        reporter: Some(token("ani")),
        public_words: words(&["b", "a"]),
        staff_words: words(&["b", "a", "c"]),
    };
    let names = vec![number(0), handle("x")];
    let full = complaint_with(1, |of| *of = facets);
    let full = Row { names, ..full };
    let bare = complaint_with(2, |_| {});
    town.insert([full.clone(), bare.clone()]).await;
    town.reopen().await;
    assert_eq!(town.row(full.key.clone()).await, Some((1, full)));
    assert_eq!(town.row(bare.key.clone()).await, Some((1, bare)));
}

pub async fn every_stage_survives(medium: &dyn Medium) {
    let town = Town::open(medium).await;
    for (of, stage) in StageKind::ALL.into_iter().enumerate() {
        let row = complaint_with(of, |facets| facets.stage = stage);
        town.insert([row.clone()]).await;
        assert_eq!(town.row(row.key.clone()).await, Some((1, row)));
    }
    let mut stages = town.storage().figures(now()).await.unwrap().complaints;
    stages.sort_unstable();
    let mut expected = StageKind::ALL.map(|stage| (stage, 1));
    expected.sort_unstable();
    assert_eq!(stages, expected);
}

pub async fn times_keep_their_precision(medium: &dyn Medium) {
    let mut town = Town::open(medium).await;
    let times: [DateTime<Utc>; 6] = [
        now() + TimeDelta::nanoseconds(1),
        now() + TimeDelta::nanoseconds(999_999_999),
        now() + TimeDelta::nanoseconds(123_456_789),
        DateTime::UNIX_EPOCH,
        DateTime::UNIX_EPOCH - TimeDelta::nanoseconds(1),
        DateTime::from_timestamp(7_258_118_399, 999_999_999).unwrap(), // the end of 2199
    ];
    let rows: Vec<_> = (times.into_iter().enumerate())
        .map(|(of, time)| {
            complaint_with(of, |facets| {
                facets.filed_at = time;
                facets.due_at = Some(time);
            })
        })
        .collect();
    town.insert(rows.clone()).await;
    town.reopen().await;
    for row in rows {
        assert_eq!(town.row(row.key.clone()).await, Some((1, row)));
    }
}
