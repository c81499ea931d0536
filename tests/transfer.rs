//! The built binary exports a city and imports it elsewhere.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod common;

use std::{fs, path::Path};

use aduan_storage_contract::found_in_clear;

use self::common::{aduan, err, tell};

/// What two people say to the bot; one of them logs in and files.
const TALK: &str = "\
Sari: halo
Sari: [Setuju, lanjut]
Sari: lampu jalan depan SD 3 mati dari kemarin
Sari: [Lampu jalan]
Sari: depan SD 3 Jalan Melati
Sari: [Publik]
Sari: [Kirim]
Sari: sari.wulandari@contoh.id
Sari: $CODE
Sari: [Kirim]
+5m
Budi: halo
";

fn city(folder: &Path) {
    fs::write(folder.join("talk"), TALK).unwrap();
    let said = aduan(folder, &["chat", "--data", "here", "--script", "talk"], &[], b"");
    assert!(said.status.success(), "{}", err(&said));
}

fn export(folder: &Path, data: &str, more: &[&str]) -> String {
    let said = aduan(folder, &[&["export", "--data", data], more].concat(), &[], b"");
    assert!(said.status.success(), "{}", err(&said));
    String::from_utf8(said.stdout).unwrap()
}

/// All lines but the first, which tells the time.
fn contents(text: &str) -> &str {
    text.split_once('\n').unwrap().1
}

#[test]
fn a_city_moves_from_one_folder_to_another() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    city(folder);
    export(folder, "here", &["city.jsonl"]);
    let text = fs::read_to_string(folder.join("city.jsonl")).unwrap();
    tell(&format!("an export of {} lines", text.lines().count()));
    assert!(text.contains("\"key\":\"complaint/"), "{text}");
    assert_eq!(contents(&text), contents(&export(folder, "here", &[])));

    let import = |data| aduan(folder, &["import", "--data", data, "city.jsonl"], &[], b"");
    let said = import("there");
    assert!(said.status.success(), "{}", err(&said));
    assert!(err(&said).contains("aduan.key"), "{}", err(&said));
    assert_eq!(contents(&text), contents(&export(folder, "there", &[])));
    assert!(import("there").status.success(), "there is nothing left to do");

    // With its key the talk goes on.
    fs::copy(folder.join("here/aduan.key"), folder.join("there/aduan.key")).unwrap();
    let answer = |data| {
        let said = aduan(folder, &["chat", "--data", data, "--as", "Budi"], &[], b"menu\n");
        assert!(said.status.success(), "{}", err(&said));
        common::out(&said)
    };
    assert_eq!(answer("here"), answer("there"));
}

#[test]
fn an_export_names_nobody_unless_asked_to_and_then_only_its_owner_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    city(folder);
    let sealed = export(folder, "here", &[]);
    for name in ["sari.wulandari", "sari.wulandari@contoh.id"] {
        assert_eq!(found_in_clear(sealed.as_bytes(), name), None);
    }
    export(folder, "here", &["--people", "people.jsonl"]);
    let open = fs::read_to_string(folder.join("people.jsonl")).unwrap();
    assert!(open.contains("sari.wulandari@contoh.id"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.join("people.jsonl")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let said = aduan(folder, &["import", "--data", "there", "people.jsonl"], &[], b"");
    assert!(err(&said).contains("there is no key"), "{}", err(&said));
    fs::copy(folder.join("here/aduan.key"), folder.join("there.key")).unwrap();
    fs::create_dir_all(folder.join("there")).unwrap();
    fs::rename(folder.join("there.key"), folder.join("there/aduan.key")).unwrap();
    let said = aduan(folder, &["import", "--data", "there", "people.jsonl"], &[], b"");
    assert!(said.status.success(), "{}", err(&said));
    let again = export(folder, "there", &["--people"]);
    assert_eq!(contents(&again), contents(&open));
}

#[test]
fn what_cannot_be_moved_is_said_in_clear_words() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let refused = |args: &[&str], word: &str| {
        let said = aduan(folder, args, &[], b"");
        assert!(!said.status.success());
        assert!(err(&said).contains(word), "{args:?}: {}", err(&said));
    };
    refused(&["export", "--data", "nowhere"], "no city to export");
    assert!(!folder.join("nowhere").exists());
    city(folder);
    export(folder, "here", &["city.jsonl"]);
    refused(&["export", "--data", "here", "city.jsonl"], "there already");
    refused(&["import", "--data", "here", "city.jsonl"], "something in this city already");
    refused(&["import", "--data", "there", "missing.jsonl"], "missing.jsonl");

    let text = fs::read_to_string(folder.join("city.jsonl")).unwrap();
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let damaged = |change: &dyn Fn(&mut Vec<String>), word: &str| {
        let mut lines: Vec<_> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut lines);
        fs::write(folder.join("damaged.jsonl"), lines.concat()).unwrap();
        refused(&["import", "--data", "there", "damaged.jsonl"], word);
        assert!(!folder.join("there/aduan.db").exists(), "nothing is written");
    };
    damaged(&|lines| lines[4].truncate(9), "line 5 is damaged");
    damaged(&|lines| drop(lines.pop()), "it was cut");
    damaged(&|lines| drop(lines.remove(3)), "not whole");
    damaged(&|lines| lines[0] = lines[0].replace("\"aduan\":1", "\"aduan\":7"), "format 7");
}
