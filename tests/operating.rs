//! The operator's commands, as the built binary.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

#[expect(dead_code, reason = "the others tell more")]
mod common;

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::Path,
};

use common::{aduan, err, out};

/// A folder with a configuration, a key, and an officer.
fn city() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(aduan(folder.path(), &["init"], &[], b"").status.success());
    add(folder.path(), "dewi@lestari.example");
    folder
}

fn add(folder: &Path, email: &str) {
    let who = ["officer", "add", "--email", email, "--name", "Dewi", "--role", "admin"];
    assert!(aduan(folder, &who, &[], b"").status.success());
}

/// The line that a doctor says of something.
fn line<'t>(text: &'t str, what: &str) -> &'t str {
    text.lines().find(|line| line[6..].starts_with(&format!("{what:<15} "))).unwrap_or_default()
}

#[test]
fn a_doctor_finds_a_new_city_well_and_says_what_is_still_to_do() {
    let city = city();
    let told = aduan(city.path(), &["doctor", "--key-copy", "aduan.key"], &[], b"");
    let text = out(&told);
    assert!(told.status.success(), "{text}");
    for well in ["configuration", "key", "copy of the key", "storage", "clock", "inbox"] {
        assert!(line(&text, well).starts_with("ok"), "{well}: {text}");
    }
    assert!(line(&text, "email").starts_with("warn"), "mail goes to a folder: {text}");
    assert!(line(&text, "officers").starts_with("warn"), "nobody has joined yet: {text}");
    assert!(!text.contains("dewi") && !text.contains("Dewi"), "{text}");
}

#[test]
fn a_doctor_fails_where_something_has_to_be_seen_to() {
    let city = city();
    let other = tempfile::tempdir().unwrap();
    assert!(aduan(other.path(), &["init"], &[], b"").status.success());
    let copy = other.path().join("aduan.key");
    let args = ["doctor", "--key-copy", copy.to_str().unwrap()];
    fs::write(city.path().join("photos"), "no folder").unwrap();
    let nobody = "smtp://127.0.0.1:1";
    let told = aduan(city.path(), &args, &[("ADUAN_EMAIL__URL", nobody)], b"");
    let text = out(&told);
    assert!(!told.status.success());
    for ill in ["copy of the key", "blobs.url", "email"] {
        assert!(line(&text, ill).starts_with("FAIL"), "{ill}: {text}");
    }
    fs::copy(&copy, city.path().join("aduan.key")).unwrap();
    let text = out(&aduan(city.path(), &["doctor"], &[], b""));
    assert!(line(&text, "storage").contains("opens nothing"), "the key of another: {text}");
}

/// A collector of traces that takes whatever comes, once.
fn collector() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}/v1/traces", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut comes, _) = listener.accept().unwrap();
        let mut asked = BufReader::new(comes.try_clone().unwrap()).lines();
        assert_eq!(asked.next().unwrap().unwrap(), "POST /v1/traces HTTP/1.1");
        assert!(asked.any(|line| line.unwrap().is_empty()));
        comes.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
    });
    endpoint
}

#[test]
fn a_doctor_says_whether_the_collector_takes_traces_and_fails_for_none_that_is_away() {
    let city = city();
    let told = |endpoint: &str| {
        let key = [("ADUAN_TRACES__ENDPOINT", endpoint)];
        let told = aduan(city.path(), &["doctor", "--key-copy", "aduan.key"], &key, b"");
        let text = out(&told);
        assert!(told.status.success(), "{text}");
        line(&text, "traces").to_owned()
    };
    assert!(told(&collector()).starts_with("ok"));
    let away = told("http://127.0.0.1:1/v1/traces");
    assert!(away.starts_with("warn") && away.contains("refused"), "{away}");
}

#[test]
fn a_key_is_added_and_the_ones_before_go_on_opening() {
    let city = city();
    let file = city.path().join("aduan.key");
    let before = format!("# of Kota Lestari\n{}", fs::read_to_string(&file).unwrap());
    fs::write(&file, &before).unwrap();
    assert!(aduan(city.path(), &["key", "add"], &[], b"").status.success());
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.starts_with(before.trim_end()), "what was there stays");
    assert_eq!(after.matches("seal ").count(), 2);
    add(city.path(), "sri@lestari.example");
    for email in ["dewi@lestari.example", "sri@lestari.example"] {
        let invite = ["officer", "invite", "--email", email];
        assert!(aduan(city.path(), &invite, &[], b"").status.success(), "{email} is found");
    }
}

#[test]
fn a_log_that_was_changed_is_noticed_where_it_was_changed() {
    let city = city();
    let verify = ["audit", "verify"];
    let told = aduan(city.path(), &verify, &[], b"");
    assert!(told.status.success() && out(&told).contains(" entries, each linked"), "{told:?}");
    let database = rusqlite::Connection::open(city.path().join("aduan.db")).unwrap();
    let changed = database.execute("UPDATE log SET body = x'7b7d' WHERE position = 2", []);
    assert_eq!(changed.unwrap(), 1);
    drop(database);
    let told = aduan(city.path(), &verify, &[], b"");
    assert!(!told.status.success() && err(&told).contains("position 2"), "{told:?}");
}

#[test]
fn queues_are_counted_and_what_is_not_buried_is_not_mended() {
    let city = city();
    for queue in ["inbox", "outbox", "timers", "jobs"] {
        let told = aduan(city.path(), &[queue], &[], b"");
        assert_eq!(out(&told), "0 wait, 0 are buried\n");
        let told = aduan(city.path(), &[queue, "retry", "--all"], &[], b"");
        assert_eq!(out(&told), "0 will be tried again\n");
    }
    let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    let told = aduan(city.path(), &["outbox", "drop", nobody], &[], b"");
    assert!(!told.status.success() && err(&told).contains("nothing of that id"), "{told:?}");
}

/// The configuration as `init` writes it, with everything said that is only suggested there.
fn outspoken() -> String {
    let heads = |line: &str| line.starts_with('[') && line.ends_with(']');
    let said = |line: &str| heads(line) || line.contains(" = ");
    // Nobody is to use a secret that everybody can read.
    let toml = include_str!("../src/aduan.toml").replace("\"...\"", "\"sixteen-or-more-of-them\"");
    let lines = toml.lines();
    let lines = lines.map(|line| line.strip_prefix("# ").filter(|rest| said(rest)).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The keys of a configuration: `city.name`.
fn keys(toml: &str) -> BTreeSet<String> {
    let mut section = "";
    let mut keys = BTreeSet::new();
    for line in toml.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
        } else if let Some((key, _)) = line.split_once(" = ") {
            keys.insert(format!("{section}.{key}"));
        }
    }
    keys
}

/// What a doctor says of a configuration if the environment says this of a key.
fn with(folder: &Path, key: &str, value: &str) -> String {
    let name = format!("ADUAN_{}", key.to_uppercase().replace('.', "__"));
    out(&aduan(folder, &["doctor"], &[(&name, value)], b""))
}

#[test]
fn every_key_stands_in_the_example_and_the_environment_goes_before_it() {
    let city = city();
    let toml = outspoken();
    fs::write(city.path().join("aduan.toml"), &toml).unwrap();
    let written = keys(&toml);
    for key in &written {
        // Nothing is configured with a table of that, so whoever reads it says so.
        let told = with(city.path(), key, "{nothing=1}");
        assert!(line(&told, "configuration").starts_with("FAIL"), "{key}: {told}");
        assert!(told.contains(&key.to_uppercase()), "{key} is not named: {told}");
    }
    // What is not a key is answered with those that are.
    let are = |section: &str| {
        let told = with(city.path(), &format!("{section}.nothing"), "1");
        let (_, known) = told.split_once("expected ").unwrap_or_else(|| panic!("{section} {told}"));
        let (known, _) = known.split_once(" for key").unwrap();
        let words = known.split(|c: char| !c.is_ascii_lowercase() && c != '_');
        let names = words.filter(|word| !["", "one", "of", "or"].contains(word));
        names.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let mut known = BTreeSet::new();
    let mut sections: Vec<String> = are("nowhere").into_iter().collect();
    while let Some(section) = sections.pop() {
        for name in are(&section) {
            let key = format!("{section}.{name}");
            if toml.contains(&format!("[{key}]")) {
                sections.push(key);
            } else {
                known.insert(key);
            }
        }
    }
    assert_eq!(known, written);
}
