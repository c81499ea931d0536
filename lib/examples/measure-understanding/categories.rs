//! How often the suggested category is right.

use std::collections::{BTreeMap, BTreeSet};

use aduan::words::{Learned, features, keyword, suggest};

use crate::data::{Folder, Row, text};
use crate::watch::Watch;

type Keywords = BTreeMap<String, BTreeSet<String>>;

/// One set of reports: a file, the column that holds the answer, the columns that hold the words.
struct Set {
    file: &'static str,
    answer: &'static str,
    words: &'static [&'static str],
    leave_out: &'static [&'static str],
    groups: &'static [(&'static str, &'static str)],
}

const SETS: [Set; 4] = [
    Set {
        file: "sp4n_lapor_bandung.csv",
        answer: "category_group",
        words: &["title", "text"],
        leave_out: &["", "lainnya"],
        groups: &BANDUNG,
    },
    Set {
        file: "sp4n_lapor_bandung.csv",
        answer: "category_group",
        words: &["title", "text"],
        leave_out: &[""],
        groups: &BANDUNG,
    },
    Set {
        file: "purbalingga_reports.csv",
        answer: "category",
        words: &["text"],
        leave_out: &[""],
        groups: &PURBALINGGA,
    },
    Set {
        file: "laporgub_jateng_tokens.csv",
        answer: "category",
        words: &["tokens"],
        leave_out: &[""],
        groups: &LAPORGUB,
    },
];

/// Which categories of the default catalogue make up a category of the file.
const BANDUNG: [(&str, &str); 16] = [
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

const PURBALINGGA: [(&str, &str); 15] = [
    ("jalan", "Infrastruktur"),
    ("lampu-jalan", "Infrastruktur"),
    ("banjir", "Infrastruktur"),
    ("air-bersih", "Infrastruktur"),
    ("sampah", "Lingkungan"),
    ("pencemaran", "Lingkungan"),
    ("pohon-taman", "Lingkungan"),
    ("lalu-lintas", "Ketertiban"),
    ("ketertiban", "Ketertiban"),
    ("pendidikan", "Pendidikan"),
    ("bantuan-sosial", "Sosial dan Ekonomi"),
    ("tenaga-kerja", "Sosial dan Ekonomi"),
    ("kependudukan", "Pelayanan Publik"),
    ("kesehatan", "Pelayanan Publik"),
    ("layanan", "Pelayanan Publik"),
];

const LAPORGUB: [(&str, &str); 9] = [
    ("jalan", "infrastruktur"),
    ("sampah", "lingkungan"),
    ("pencemaran", "lingkungan"),
    ("pohon-taman", "lingkungan"),
    ("banjir", "bencana"),
    ("kesehatan", "kesehatan"),
    ("pendidikan", "pendidikan"),
    ("bantuan-sosial", "sosial masyarakat"),
    ("kependudukan", "permades dan kependudukan"),
];

const FOLDS: usize = 5;
const SHUFFLES: u64 = 4;

struct Report {
    category: String,
    features: Vec<String>,
}

/// Prints how often the suggested category is right.
pub(crate) fn measure(folder: &Folder) {
    println!("# Category");
    for set in &SETS {
        let mut watch = Watch::default();
        let reports = read(&folder.rows(set.file), set, &mut watch);
        if reports.is_empty() {
            continue;
        }
        let none: Keywords =
            reports.iter().map(|report| (report.category.clone(), BTreeSet::new())).collect();
        let left_out: Vec<_> = set.leave_out.iter().filter(|name| !name.is_empty()).collect();
        println!(
            "{} ({} reports, {} categories, left out {left_out:?})",
            set.file,
            reports.len(),
            none.len()
        );
        println!("  features: {}", watch.shown());
        show("learned, no keywords", cross_validate(&reports, &none));
        let keywords = catalogue(&none, set.groups);
        show("learned, with keywords", cross_validate(&reports, &keywords));
        let mut empty = Score::default();
        for report in &reports {
            empty.ask(&Learned::default(), &keywords, report);
        }
        show("empty city, keywords only", empty);
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
    watch: Watch,
}

impl Score {
    fn ask(&mut self, learned: &Learned<String>, keywords: &Keywords, report: &Report) {
        let ranked = self.watch.time(|| suggest(learned, keywords, &report.features));
        let place = ranked.iter().position(|suggestion| suggestion.category == report.category);
        self.asked += 1;
        self.first += u32::from(place == Some(0));
        self.in_three += u32::from(place.is_some_and(|place| place < 3));
        self.surprise -= place.map_or(0.0, |place| ranked[place].score.max(1e-9).ln());
    }
}

fn show(setting: &str, mut score: Score) {
    let of = f64::from(score.asked);
    println!(
        "  {setting:26} right first {:.3}, in three {:.3}; log loss {:.2}; {}",
        f64::from(score.first) / of,
        f64::from(score.in_three) / of,
        score.surprise / of,
        score.watch.shown(),
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
fn catalogue(none: &Keywords, groups: &[(&str, &str)]) -> Keywords {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/indonesia.toml");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut keywords = none.clone();
    let mut id = "";
    for line in text.lines() {
        if let Some(value) = line.strip_prefix("id = ") {
            id = value.trim_matches('"');
        } else if let Some(list) = line.strip_prefix("keywords = ") {
            let group =
                groups.iter().find(|(category, _)| *category == id).map(|(_, group)| *group);
            if let Some(words) = group.and_then(|group| keywords.get_mut(group)) {
                words.extend(list.split('"').skip(1).step_by(2).flat_map(keyword));
            }
        }
    }
    keywords
}

fn read(rows: &[Row], set: &Set, watch: &mut Watch) -> Vec<Report> {
    let category = |row: &Row| row.get(set.answer).cloned().unwrap_or_default();
    rows.iter()
        .map(|row| {
            let words = text(row, set.words);
            Report { category: category(row), features: watch.time(|| features(&words)) }
        })
        .filter(|report| !set.leave_out.contains(&report.category.as_str()))
        .collect()
}
