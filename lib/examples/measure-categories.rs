//! How often the suggested category is right, on reports that residents wrote.
//!
//! `ADUAN_DATA=… cargo run --release -p aduan --example measure-categories`. Prints figures only,
//! never a row. Without the data it says so and succeeds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aduan::words::{Learned, features, keyword, suggest};

type Keywords = BTreeMap<String, BTreeSet<String>>;

/// One set of reports: a file, the column that holds the answer, the columns that hold the words.
struct Set {
    file: &'static str,
    answer: &'static str,
    words: &'static [&'static str],
    leave_out: &'static [&'static str],
}

const SETS: [Set; 4] = [
    Set {
        file: "sp4n_lapor_bandung.csv",
        answer: "category_group",
        words: &["title", "text"],
        leave_out: &["", "lainnya"],
    },
    Set {
        file: "sp4n_lapor_bandung.csv",
        answer: "category_group",
        words: &["title", "text"],
        leave_out: &[""],
    },
    Set { file: "purbalingga_reports.csv", answer: "category", words: &["text"], leave_out: &[""] },
    Set {
        file: "laporgub_jateng_tokens.csv",
        answer: "category",
        words: &["tokens"],
        leave_out: &[""],
    },
];

/// Which categories of the default catalogue make up a group of the Bandung file.
const GROUPS: [(&str, &str); 16] = [
    ("jalan", "jalan_jembatan"),
    ("lampu-jalan", "penerangan_jalan"),
    ("banjir", "drainase_banjir_bencana"),
    ("air-bersih", "air_bersih"),
    ("sampah", "sampah_lingkungan"),
    ("pencemaran", "sampah_lingkungan"),
    ("pohon-taman", "sampah_lingkungan"),
    ("lalu-lintas", "perhubungan"),
    ("ketertiban", "ketertiban_keamanan"),
    ("kependudukan", "kependudukan"),
    ("bantuan-sosial", "bantuan_sosial"),
    ("kesehatan", "kesehatan"),
    ("pendidikan", "pendidikan"),
    ("tenaga-kerja", "ketenagakerjaan"),
    ("bangunan", "perumahan_tata_ruang"),
    ("layanan", "layanan_digital_aduan"),
];

const FOLDS: usize = 5;
const SHUFFLES: u64 = 4;

struct Report {
    category: String,
    features: Vec<String>,
}

fn main() {
    let Some(folder) = std::env::var_os("ADUAN_DATA") else {
        println!("skipped: ADUAN_DATA is not set");
        return;
    };
    for set in &SETS {
        let Ok(text) = std::fs::read_to_string(Path::new(&folder).join(set.file)) else {
            println!("skipped: no {} in ADUAN_DATA", set.file);
            continue;
        };
        let mut reports = Vec::new();
        let reading = stopwatch(|| reports = read(&text, set));
        let none: Keywords =
            reports.iter().map(|report| (report.category.clone(), BTreeSet::new())).collect();
        let left_out: Vec<_> = set.leave_out.iter().filter(|name| !name.is_empty()).collect();
        println!(
            "{} ({} reports, {} categories, left out {left_out:?})",
            set.file,
            reports.len(),
            none.len()
        );
        let each = reading / f64::from(u32::try_from(reports.len()).unwrap_or(u32::MAX)) * 1000.0;
        println!("  features                   {each:.2} ms a message, reading included");
        show("learned, no keywords", &cross_validate(&reports, &none));
        if set.answer == "category_group" {
            let keywords = catalogue(&none);
            show("learned, with keywords", &cross_validate(&reports, &keywords));
            let mut empty = Score::default();
            for report in &reports {
                empty.ask(&Learned::default(), &keywords, report);
            }
            show("empty city, keywords only", &empty);
        }
    }
}

/// Teaches four fifths and asks about the last, in turn, for several orders of the reports.
fn cross_validate(reports: &[Report], keywords: &Keywords) -> Score {
    let mut score = Score::default();
    for shuffle in 0..SHUFFLES {
        let mut order: Vec<usize> = (0..reports.len()).collect();
        order.sort_by_key(|i| scatter(*i as u64 + 1, shuffle));
        for fold in 0..FOLDS {
            let mut learned = Learned::default();
            for (place, i) in order.iter().enumerate() {
                if place % FOLDS != fold {
                    learned.learn(&reports[*i].category, &reports[*i].features);
                }
            }
            for i in order.iter().skip(fold).step_by(FOLDS) {
                score.ask(&learned, keywords, &reports[*i]);
            }
        }
    }
    score
}

#[derive(Default)]
struct Score {
    asked: u32,
    first: u32,
    in_three: u32,
    surprise: f64,
    seconds: f64,
}

impl Score {
    fn ask(&mut self, learned: &Learned<String>, keywords: &Keywords, report: &Report) {
        let mut ranked = Vec::new();
        self.seconds += stopwatch(|| ranked = suggest(learned, keywords, &report.features));
        let place = ranked.iter().position(|suggestion| suggestion.category == report.category);
        self.asked += 1;
        self.first += u32::from(place == Some(0));
        self.in_three += u32::from(place.is_some_and(|place| place < 3));
        self.surprise -= place.map_or(0.0, |place| ranked[place].score.max(1e-9).ln());
    }
}

/// How many seconds something takes.
#[expect(clippy::disallowed_methods, reason = "a stopwatch, in a program that measures")]
fn stopwatch(run: impl FnOnce()) -> f64 {
    let start = std::time::Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

fn show(setting: &str, score: &Score) {
    let of = f64::from(score.asked);
    println!(
        "  {setting:26} right first {:.3}, in three {:.3}; log loss {:.2}; {:.2} ms a message",
        f64::from(score.first) / of,
        f64::from(score.in_three) / of,
        score.surprise / of,
        score.seconds / of * 1000.0,
    );
}

/// A fixed pseudo-random order (the mixing step of splitmix64).
fn scatter(i: u64, shuffle: u64) -> u64 {
    let mut x = i.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(shuffle * 77_777);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The keywords of the default catalogue, gathered by group.
fn catalogue(groups: &Keywords) -> Keywords {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/indonesia.toml");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut keywords = groups.clone();
    let mut id = "";
    for line in text.lines() {
        if let Some(value) = line.strip_prefix("id = ") {
            id = value.trim_matches('"');
        } else if let Some(list) = line.strip_prefix("keywords = ") {
            let group =
                GROUPS.iter().find(|(category, _)| *category == id).map(|(_, group)| *group);
            if let Some(words) = group.and_then(|group| keywords.get_mut(group)) {
                words.extend(list.split('"').skip(1).step_by(2).flat_map(keyword));
            }
        }
    }
    keywords
}

fn read(text: &str, set: &Set) -> Vec<Report> {
    let mut rows = rows(text).into_iter();
    let header = rows.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap_or(usize::MAX);
    let cell = |row: &[String], name: &str| row.get(column(name)).cloned().unwrap_or_default();
    rows.map(|row| {
        let words: Vec<String> = set.words.iter().map(|name| cell(&row, name)).collect();
        Report {
            category: cell(&row, set.answer),
            features: features(&without_placeholders(&words.join(".\n"))),
        }
    })
    .filter(|report| !set.leave_out.contains(&report.category.as_str()))
    .collect()
}

/// Drops "[nama]" and its like, which the publisher of the data put in.
fn without_placeholders(text: &str) -> String {
    let pieces = text.split('[').enumerate();
    pieces
        .map(
            |(n, piece)| {
                if n == 0 { piece } else { piece.split_once(']').map_or(piece, |(_, rest)| rest) }
            },
        )
        .collect()
}

/// The rows of a comma-separated file with quoted cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                cell.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    rows
}
