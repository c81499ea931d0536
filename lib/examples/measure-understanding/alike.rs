//! How often the same problem, reported before, is among the three that are offered.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aduan::domain::Point;
use aduan::verbs::Likeness;
use aduan::words::tokens;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::data::{Folder, Row, text};
use crate::watch::Watch;

const FILES: [&str; 4] = [
    "jakarta_flood_reports_2017.csv",
    "new_haven_seeclickfix.csv",
    "sp4n_lapor_bandung.csv",
    "surabaya_messages.csv",
];

/// A pair further apart is not looked for; the pairs of Bandung are up to sixty days apart.
const RECENT: TimeDelta = TimeDelta::days(60);

struct Report {
    id: String,
    at: DateTime<Utc>,
    point: Option<Point>,
    tokens: Vec<String>,
    category: String,
}

/// How one new report fares: its old twins, looked for among all that were filed before.
#[derive(Default)]
struct Tally {
    pairs: u32,
    first: u32,
    in_three: u32,
}

/// Prints recall at three over pairs, and how well a likeness tells twins from neighbours.
pub(crate) fn measure(folder: &Folder) {
    println!("# Look-alikes");
    let mut watch = Watch::default();
    let reports: HashMap<&str, Vec<Report>> =
        FILES.into_iter().map(|file| (file, read(&folder.rows(file)))).collect();
    for list in ["duplicate_pairs_labelled.csv", "duplicate_pairs_by_rule.csv"] {
        let pairs = folder.rows(list);
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        // Of twins and of others: all, and those that would be offered.
        let (mut twins, mut others) = ((0, 0), (0, 0));
        for row in &pairs {
            let label = row.get("label").map_or("duplicate", String::as_str);
            let Some((file, reports)) =
                row.get("file").and_then(|file| reports.get_key_value(file.as_str()))
            else {
                continue;
            };
            let of = |id: &str| reports.iter().find(|report| row.get(id) == Some(&report.id));
            let Some((a, b)) = of("id_a").zip(of("id_b")) else { continue };
            let (old, new) = if a.at <= b.at { (a, b) } else { (b, a) };
            let offered = u32::from(likeness(old, new, &mut watch).is_some());
            match label {
                "duplicate" => {
                    twins = (twins.0 + 1, twins.1 + offered);
                    let tally = tallies.entry(file).or_default();
                    let three = likest(reports, new, &mut watch);
                    let place = three.iter().position(|id| *id == old.id);
                    tally.pairs += 1;
                    tally.first += u32::from(place == Some(0));
                    tally.in_three += u32::from(place.is_some());
                }
                "different" => others = (others.0 + 1, others.1 + offered),
                _ => {}
            }
        }
        println!("{list}");
        for (file, Tally { pairs, first, in_three }) in tallies {
            println!("  {file:31} {in_three} of {pairs} in three, {first} first");
        }
        println!(
            "  offered: {} of {} twins, {} of {} neighbours that are something else",
            twins.1, twins.0, others.1, others.0
        );
    }
    println!("  a pair: {}", watch.shown());
}

fn likeness(old: &Report, new: &Report, watch: &mut Watch) -> Option<f64> {
    watch.time(|| {
        Likeness {
            words: (&new.tokens, &old.tokens),
            metres: old.point.zip(new.point).map(|(a, b)| a.metres_to(b)),
            apart: new.at - old.at,
            same_category: old.category == new.category,
        }
        .score()
    })
}

fn likest<'a>(reports: &'a [Report], new: &Report, watch: &mut Watch) -> Vec<&'a str> {
    let before = reports
        .iter()
        .filter(|old| old.id != new.id && old.at <= new.at && new.at - old.at <= RECENT);
    let mut found: Vec<(f64, &str)> =
        before.filter_map(|old| Some((likeness(old, new, watch)?, old.id.as_str()))).collect();
    found.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    found.into_iter().take(3).map(|(_, id)| id).collect()
}

fn read(rows: &[Row]) -> Vec<Report> {
    let cell = |row: &Row, name: &str| row.get(name).cloned().unwrap_or_default();
    let point = |row: &Row| {
        let degrees = |name: &str| cell(row, name).parse().ok();
        Point::new(degrees("lat")?, degrees("lng")?).ok()
    };
    let mut seen = BTreeSet::new();
    rows.iter()
        .filter(|row| cell(row, "bulk_notice") != "1" && seen.insert(cell(row, "id")))
        .filter_map(|row| {
            let at = cell(row, "created_at");
            let at = NaiveDateTime::parse_from_str(at.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()?;
            Some(Report {
                id: cell(row, "id"),
                at: at.and_utc(),
                point: point(row),
                tokens: tokens(&text(row, &["title", "text", "description"])),
                category: String::new(),
            })
        })
        .collect()
}
