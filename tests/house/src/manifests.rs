//! Every manifest inherits what is said once, in the root.

use crate::repository::{Tree, toml};

const INHERITED: [&str; 5] = ["version", "edition", "rust-version", "license", "repository"];

fn inherits(value: Option<&toml::Value>) -> bool {
    value.and_then(|value| value.get("workspace")).and_then(toml::Value::as_bool) == Some(true)
}

#[test]
fn every_package_inherits_version_edition_licence_and_lints() {
    let tree = Tree::read();
    for package in tree.metadata.workspace_packages() {
        let name = &package.name;
        let manifest = toml(&package.manifest_path);
        let table = manifest["package"].as_table().unwrap();
        for key in INHERITED {
            assert!(inherits(table.get(key)), "{name}: {key}.workspace = true");
        }
        assert!(inherits(manifest.get("lints")), "{name}: lints.workspace = true");
        assert!(package.description.is_some(), "{name} has no sentence");
    }
}

#[test]
fn every_version_is_pinned_once_in_the_root() {
    let tree = Tree::read();
    for package in tree.metadata.workspace_packages() {
        let manifest = toml(&package.manifest_path);
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(table) = manifest.get(kind).and_then(toml::Value::as_table) else { continue };
            for (dependency, value) in table {
                assert!(inherits(Some(value)), "{}: {dependency}.workspace = true", package.name);
            }
        }
    }
}
