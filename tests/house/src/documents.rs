//! The documents say what is there.

use std::collections::BTreeSet;

use crate::repository::{files, root, text};

/// The pieces of `text` between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The words of a text that could be Rust names.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty())
}

/// Every type, function and re-export the domain shows, and the variants of its enums as
/// `Type::Variant`.
fn shown_by_lib() -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for path in files(".rs").into_iter().filter(|path| path.starts_with("lib/src")) {
        let source = text(path);
        for statement in source.split("pub use ").skip(1) {
            shown.extend(names(statement.split(';').next().unwrap()).map(str::to_owned));
        }
        for word in ["pub enum ", "pub struct ", "pub trait ", "pub type ", "pub fn "] {
            for rest in source.split(word).skip(1) {
                let name = names(rest).next().unwrap();
                shown.insert(name.to_owned());
                if word == "pub enum " {
                    let body = rest.split("\n}").next().unwrap();
                    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
                    let variants = variants.filter(|line| line.starts_with(char::is_uppercase));
                    shown.extend(variants.map(|v| format!("{name}::{}", names(v).next().unwrap())));
                }
            }
        }
    }
    shown
}

#[test]
fn every_type_the_glossary_names_exists() {
    let shown = shown_by_lib();
    let glossary = text("docs/glossary.md");
    let rows = glossary.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let carried: Vec<_> = rows
        .map(|row| row.split('|').nth(3).unwrap_or_else(|| panic!("three columns: {row}")))
        .flat_map(quoted)
        .collect();
    assert!(carried.len() > 30, "the glossary names only {} types", carried.len());
    let missing: Vec<_> = carried.iter().filter(|name| !shown.contains(**name)).collect();
    assert!(missing.is_empty(), "not in lib: {missing:?}");
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    for path in files(".md") {
        let page = text(&path);
        for target in page.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let target = target.split('#').next().unwrap();
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let to = root().join(path.parent().unwrap()).join(target);
            assert!(to.exists(), "{} links to {target}", path.display());
        }
    }
}

#[test]
fn every_decision_tells_the_road_not_taken_and_is_on_the_map() {
    let map = text("docs/README.md");
    let pages: Vec<_> =
        files(".md").into_iter().filter(|path| path.starts_with("docs/decisions")).collect();
    assert!(!pages.is_empty());
    for path in pages {
        let page = text(&path);
        for heading in ["## Decision", "## The road not taken", "## What follows"] {
            assert!(page.contains(heading), "{} has no “{heading}”", path.display());
        }
        let link = path.strip_prefix("docs").unwrap().to_string_lossy().into_owned();
        assert!(map.contains(&link), "docs/README.md does not list {link}");
    }
}

#[test]
fn the_lines_of_each_storage_are_told_to_a_tenth() {
    let page = text("docs/architecture.md");
    let (_, table) = page.split_once("| storage | where | lines |\n|---|---|---|\n").unwrap();
    let rows: Vec<_> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 4);
    let sources: Vec<_> = files(".rs").into_iter().chain(files(".sql")).collect();
    for row in rows {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let (place, told) = (cells[2].trim_matches('`'), cells[3].replace(',', ""));
        let told: usize = told.parse().unwrap();
        let theirs = sources.iter().filter(|path| {
            path.starts_with(place) && !path.components().any(|part| part.as_os_str() == "tests")
                || path.with_extension("") == std::path::Path::new(place)
        });
        let lines: usize = theirs.map(|path| text(path).lines().count()).sum();
        assert!(lines.abs_diff(told) <= told / 10, "{place} has {lines} lines, not about {told}");
    }
}

#[test]
fn every_package_is_described_in_the_architecture() {
    let page = text("docs/architecture.md");
    for package in crate::repository::Tree::read().metadata.workspace_packages() {
        let named = page.contains(&format!("`{}`", package.name));
        assert!(named, "docs/architecture.md does not say what {} is", package.name);
    }
}
