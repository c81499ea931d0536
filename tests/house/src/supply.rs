//! What comes from outside, held against `deny.toml`, for those who do not have `cargo deny`.

use spdx::{Expression, Licensee, ParseMode};

use crate::repository::{Tree, toml};

fn strings(table: &toml::Value, list: &str, key: &str) -> Vec<String> {
    let list = table[list].as_array().unwrap();
    assert!(!list.is_empty());
    let text = |value: &toml::Value| value.get(key).unwrap_or(value).as_str().unwrap().to_owned();
    list.iter().map(text).collect()
}

#[test]
fn every_licence_is_on_the_list() {
    let deny = toml("deny.toml");
    let allowed: Vec<Licensee> = strings(&deny["licenses"], "allow", "name")
        .iter()
        .map(|name| Licensee::parse(name).unwrap())
        .collect();
    let tree = Tree::read();
    for package in &tree.metadata.packages {
        let (name, version) = (&package.name, &package.version);
        let licence = package.license.as_deref();
        let licence = licence.unwrap_or_else(|| panic!("{name} {version} names no licence"));
        let expression = Expression::parse_mode(licence, ParseMode::LAX).unwrap();
        let fits = expression.evaluate(|asked| allowed.iter().any(|have| have.satisfies(asked)));
        assert!(fits, "{name} {version} is under {licence}");
    }
}

#[test]
fn nothing_banned_is_in_the_tree() {
    let banned = strings(&toml("deny.toml")["bans"], "deny", "crate");
    let tree = Tree::read();
    for package in &tree.metadata.packages {
        let name = package.name.as_str();
        assert!(!banned.iter().any(|banned| banned == name), "{name} is banned by deny.toml");
    }
}

#[test]
fn everything_comes_from_crates_io_or_from_here() {
    let tree = Tree::read();
    for package in &tree.metadata.packages {
        let known = package.source.as_ref().is_none_or(cargo_metadata::Source::is_crates_io);
        assert!(known, "{} comes from {:?}", package.name, package.source);
    }
}

/// Failpoints and planted bugs are for tests: the binary that is shipped has none of them.
#[test]
fn the_binary_has_no_failpoints() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = std::process::Command::new(cargo)
        .args(["tree", "--locked", "--package", "aduan-server", "--edges", "normal,features"])
        .current_dir(crate::repository::root())
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("aduan-sqlite"), "the binary stores something");
    assert!(!tree.contains("failpoints"), "{tree}");
}
