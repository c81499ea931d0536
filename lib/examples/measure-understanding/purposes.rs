//! How often it is told what a message is for, and how many reports would be missed.

use aduan::words::{Purpose, purpose};

use crate::data::{Folder, Row, text};
use crate::watch::Watch;

/// Files whose rows are all reports, or nearly.
const REPORTS: [(&str, &[&str]); 3] = [
    ("sp4n_lapor_bandung.csv", &["title", "text"]),
    ("jakarta_flood_reports_2017.csv", &["title", "text"]),
    ("new_haven_seeclickfix.csv", &["title", "description"]),
];

const KINDS: [(&str, Purpose); 4] = [
    ("laporan", Purpose::Report),
    ("pertanyaan", Purpose::Question),
    ("terima_kasih", Purpose::Thanks),
    ("lainnya", Purpose::Other),
];

/// Prints how many of each kind are taken for what.
pub(crate) fn measure(folder: &Folder) {
    println!("# Purpose");
    let mut watch = Watch::default();
    let rows = folder.rows("chat_messages.csv");
    for (kind, _) in KINDS {
        let of_kind = rows.iter().filter(|row| row.get("kind").is_some_and(|it| it == kind));
        tell(&format!("chat_messages.csv, {kind}"), of_kind, &["text"], &mut watch);
    }
    for (file, columns) in REPORTS {
        let rows = folder.rows(file);
        let complaints = rows.iter().filter(|row| {
            row.get("kind").is_none_or(|kind| kind.starts_with("Pengaduan"))
                && row.get("bulk_notice").is_none_or(|notice| notice == "0")
        });
        tell(file, complaints, columns, &mut watch);
    }
    println!("  {}", watch.shown());
}

fn tell<'a>(of: &str, rows: impl Iterator<Item = &'a Row>, columns: &[&str], watch: &mut Watch) {
    let words = rows.map(|row| text(row, columns)).filter(|words| !words.trim().is_empty());
    let taken: Vec<Purpose> =
        words.map(|words| watch.time(|| purpose(words.trim_matches(['.', '\n'])))).collect();
    let counts: Vec<String> = KINDS
        .iter()
        .map(|(kind, it)| {
            format!("{kind} {}", taken.iter().filter(|purpose| *purpose == it).count())
        })
        .collect();
    println!("  {of} ({}): taken for {}", taken.len(), counts.join(", "));
}
