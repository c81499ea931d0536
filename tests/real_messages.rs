//! Messages residents really wrote, through the built binary: each becomes one complaint.
//!
//! `ADUAN_DATA` names the folder with the files; without it the tests say so and pass. Whatever
//! fails names a file and the id of a row, never its words.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use aduan::{
    ports::Storage as _,
    query::{Filter, Order, Query, Select},
};
use aduan_sqlite::SqliteStorage;
use common::{aduan, err, out, tell};

/// One message, by somebody of her own.
struct Person {
    file: &'static str,
    id: String,
    text: String,
    /// How often she sent it.
    sent: usize,
    /// Whether she had to say first that she wants to report something.
    said_so: bool,
    filed: Option<String>,
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("ADUAN_DATA").map(PathBuf::from);
    if folder.is_none() {
        tell("skipped: ADUAN_DATA names no folder with messages");
    }
    folder
}

/// The records of a file of comma-separated values, by the names of its head.
fn records(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    let mut rows = rows.into_iter();
    let head = rows.next().unwrap();
    rows.map(|row| head.iter().cloned().zip(row).collect()).collect()
}

/// People of a file, evenly from all of it; a script has a line for a message.
fn people(
    folder: &Path,
    file: &'static str,
    words: &str,
    keep: fn(&BTreeMap<String, String>) -> bool,
    most: usize,
) -> Vec<Person> {
    let all: Vec<_> = records(&folder.join(file)).into_iter().filter(keep).collect();
    let step = all.len().div_ceil(most).max(1);
    let person = |row: &BTreeMap<String, String>| {
        let text = row[words].split_whitespace().collect::<Vec<_>>().join(" ");
        let id = row["id"].clone();
        Person { file, id, text, sent: 0, said_so: false, filed: None }
    };
    all.iter().step_by(step).map(person).filter(|person| !person.text.is_empty()).collect()
}

/// The last answer to each person, and how many of her lines were not answered.
fn answers(transcript: &str) -> (BTreeMap<String, String>, BTreeSet<String>) {
    let mut answers = BTreeMap::<String, String>::new();
    let mut unanswered = BTreeSet::new();
    let mut whose = None;
    for line in transcript.lines() {
        if let Some((name, said)) = line.strip_prefix("→ ").and_then(|line| line.split_once(": "))
        {
            unanswered.remove(name);
            answers.entry(name.to_owned()).or_default().push_str(said);
            whose = Some(name.to_owned());
        } else if let Some(more) = line.strip_prefix("  ") {
            if let Some(answer) = whose.as_ref().and_then(|name| answers.get_mut(name)) {
                answer.push('\n');
                answer.push_str(more);
            }
        } else if let Some((name, _)) = line.split_once(": ") {
            answers.remove(name);
            unanswered.insert(name.to_owned());
        }
    }
    (answers, unanswered)
}

/// What she says next, to what she was told last; nothing, once she is done or gives up.
fn next(person: &mut Person, answer: Option<&str>, at: usize) -> Option<String> {
    let Some(answer) = answer else {
        person.sent = 1;
        return Some(person.text.clone());
    };
    if let Some(rest) = answer.strip_prefix("✅ ") {
        let number = rest.split('*').nth(1)?;
        assert_eq!(person.filed.replace(number.to_owned()), None, "{} {}", person.file, person.id);
        return None;
    }
    let offers = |label: &str| {
        answer.lines().any(|line| line.trim().split_once("] ").is_some_and(|(_, of)| of == label))
    };
    // Wherever an answer of her own is asked for, half of the people give one.
    let place = if at.is_multiple_of(2) { "depan kantor kelurahan" } else { "lewati" };
    for (label, says) in [
        ("Setuju, lanjut", "setuju, lanjut"),
        ("Agree, continue", "agree, continue"),
        ("Beda, lanjutkan", "beda, lanjutkan"),
        ("No, continue", "no, continue"),
        ("Kategori lain", "1"),
        ("Other category", "1"),
        ("Kategori berikutnya – Tampilkan kategori lain", "1"),
        ("More categories – Show further categories", "1"),
        ("Lewati", place),
        ("Skip", place),
        ("Publik", "publik"),
        ("Public", "public"),
        ("Kirim", "kirim"),
        ("Send", "send"),
    ] {
        if offers(label) {
            return Some(says.to_owned());
        }
    }
    let is_menu = offers("Ganti bahasa") || offers("Change language");
    let is_lost = offers("Petugas") || offers("Staff");
    if (is_menu || is_lost) && person.sent > 1 {
        // Her message alone was too short to be taken for a report.
        let said_before = std::mem::replace(&mut person.said_so, true);
        return (!said_before).then(|| "lapor".to_owned());
    }
    person.sent += 1;
    (person.sent < 5).then(|| person.text.clone())
}

/// Every one of them talks until she is done, all of them in one process a round.
fn talk(language: &str, mut people: Vec<Person>) {
    let folder = tempfile::tempdir().unwrap();
    let login = [("ADUAN_TERMINAL__LOGIN", "channel")];
    assert!(aduan(folder.path(), &["init"], &[], b"").status.success());
    let args = ["chat", "--config", "aduan.toml", "--lang", language];
    let (mut told, mut rounds, mut lines) = (BTreeMap::new(), 0, 0);
    loop {
        let mut script = String::new();
        for (at, person) in people.iter_mut().enumerate() {
            let answer = told.get(&name(at)).map(String::as_str);
            if person.filed.is_some() || (rounds > 0 && answer.is_none()) {
                continue;
            }
            if let Some(says) = next(person, answer, at) {
                writeln!(script, "{}: {says}", name(at)).unwrap();
                lines += 1;
            }
        }
        if script.is_empty() {
            break;
        }
        rounds += 1;
        assert!(rounds < 20, "somebody talks in circles");
        let output = aduan(folder.path(), &args, &login, script.as_bytes());
        let complaint = err(&output);
        assert!(output.status.success(), "{complaint}");
        let (answers, unanswered) = answers(&out(&output));
        let dead: Vec<_> = unanswered.iter().map(|name| row(&people, name)).collect();
        assert!(dead.is_empty(), "no answer to {dead:?}");
        told = answers;
    }

    let mut per_file = BTreeMap::<_, (usize, usize, usize, usize)>::new();
    for person in &people {
        let (all, filed, twice, said_so) = per_file.entry(person.file).or_default();
        *all += 1;
        *filed += usize::from(person.filed.is_some());
        *twice += usize::from(person.filed.is_some() && person.sent > 1 && !person.said_so);
        *said_so += usize::from(person.filed.is_some() && person.said_so);
    }
    tell(&format!("{rounds} rounds, {lines} lines"));
    for (file, (all, filed, twice, said_so)) in per_file {
        tell(&format!(
            "{file}: {all} messages, {filed} complaints, {said_so} after \"lapor\", {twice} sent twice"
        ));
    }
    let lost: Vec<_> = people
        .iter()
        .filter(|person| person.filed.is_none())
        // A report of no words at all is asked for again, and rightly so.
        .filter(|person| person.text.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .map(|person| (person.file, &person.id))
        .collect();
    assert!(lost.is_empty(), "no complaint of {lost:?}");

    let numbers: BTreeSet<_> = people.iter().filter_map(|person| person.filed.clone()).collect();
    let filed = people.iter().filter(|person| person.filed.is_some()).count();
    assert_eq!(numbers.len(), filed);
    let kept = SqliteStorage::open(&folder.path().join("aduan.db"), &"lestari".parse().unwrap());
    let all = Query::new(Select::Complaints(Filter::default(), Order::Newest), 1);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let count = runtime.block_on(async { kept.unwrap().count(&all).await.unwrap() });
    assert_eq!(count, filed as u64);
}

fn name(at: usize) -> String {
    format!("W{at:04}")
}

fn row<'a>(people: &'a [Person], name: &str) -> (&'static str, &'a str) {
    let at: usize = name.trim_start_matches('W').parse().unwrap();
    (people[at].file, &people[at].id)
}

#[test]
fn every_report_in_indonesian_becomes_one_complaint() {
    let Some(folder) = folder() else { return };
    let mut all =
        people(&folder, "chat_messages.csv", "text", |row| row["kind"] == "laporan", usize::MAX);
    for file in [
        "sp4n_lapor_bandung.csv",
        "purbalingga_reports.csv",
        "surabaya_messages.csv",
        "jakarta_flood_reports_2017.csv",
    ] {
        all.extend(people(&folder, file, "text", |_| true, 250));
    }
    talk("id", all);
}

#[test]
fn every_report_in_english_becomes_one_complaint() {
    let Some(folder) = folder() else { return };
    let file = "new_haven_seeclickfix.csv";
    talk("en", people(&folder, file, "description", |row| row["bulk_notice"] == "0", 200));
}
