//! The built binary writes the set-up of a city to a file, and sets it up as a file says.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod common;

use std::{fs, path::Path};

use self::common::{aduan, err, out, tell};

fn config(folder: &Path, args: &[&str]) -> Result<String, String> {
    let said = aduan(folder, &[&["config"], args].concat(), &[], b"");
    if said.status.success() { Ok(out(&said)) } else { Err(err(&said)) }
}

#[test]
fn a_city_is_set_up_by_a_file_and_written_to_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(aduan(folder, &["init"], &[], b"").status.success());
    config(folder, &["export", "setup.toml"]).unwrap();
    assert!(config(folder, &["export", "setup.toml"]).is_err(), "one that is there stays");
    let first = fs::read_to_string(folder.join("setup.toml")).unwrap();
    tell(&format!("a set-up of {} lines", first.lines().count()));
    let nothing = config(folder, &["import", "setup.toml"]).unwrap();
    assert_eq!(nothing, "Nothing to change.\n");
    assert_eq!(config(folder, &["export"]).unwrap(), first);

    let changed = first.replacen("class = \"slow\"", "class = \"fast\"", 1);
    let changed = format!("{changed}\n[calendar]\nhours = \"Mon-Fri 08:00-16:00\"\n");
    fs::write(folder.join("new.toml"), &changed).unwrap();
    let checked = config(folder, &["import", "--check", "new.toml"]).unwrap();
    assert!(checked.contains(": class: slow → fast\n"), "{checked}");
    assert!(checked.ends_with("2 would change.\n"), "{checked}");
    assert_eq!(config(folder, &["export"]).unwrap(), first, "nothing changed yet");
    let told = config(folder, &["import", "new.toml"]).unwrap();
    assert!(told.ends_with("2 changed.\n"), "{told}");
    let second = config(folder, &["export"]).unwrap();
    assert_ne!(second, first);
    fs::write(folder.join("again.toml"), &second).unwrap();
    assert_eq!(config(folder, &["import", "again.toml"]).unwrap(), "Nothing to change.\n");
    assert_eq!(config(folder, &["export"]).unwrap(), second);

    let wrong = second.replacen("department = \"", "department = \"x", 1);
    let line = 1 + second.lines().position(|line| line.starts_with("department = ")).unwrap();
    fs::write(folder.join("wrong.toml"), &wrong).unwrap();
    let refused = config(folder, &["import", "wrong.toml"]).unwrap_err();
    assert!(refused.contains(&format!("wrong.toml: line {line}: category")), "{refused}");
    assert_eq!(config(folder, &["export"]).unwrap(), second, "all of it or nothing");
}
