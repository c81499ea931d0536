//! Every phrase is there in every language.

use std::collections::{BTreeMap, BTreeSet};

use crate::repository::{files, text};

/// The keys of a Fluent file, and the arguments each of them takes.
fn phrases(file: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (mut phrases, mut key) = (BTreeMap::<_, BTreeSet<_>>::new(), String::new());
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            line.split('=').next().unwrap().trim().clone_into(&mut key);
            assert!(phrases.insert(key.clone(), BTreeSet::new()).is_none(), "{key} stands twice");
        }
        for argument in line.split('$').skip(1) {
            let end = argument.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
            let name = argument[..end.unwrap_or(argument.len())].to_owned();
            phrases.entry(key.clone()).or_default().insert(name);
        }
    }
    phrases
}

#[test]
fn both_languages_hold_the_same_phrases_with_the_same_arguments() {
    let indonesian: Vec<_> =
        files(".ftl").into_iter().filter(|path| path.ends_with("id.ftl")).collect();
    assert!(!indonesian.is_empty());
    assert_eq!(files(".ftl").len(), indonesian.len() * 2);
    for path in indonesian {
        let [id, en] = [path.clone(), path.with_file_name("en.ftl")].map(|p| phrases(&text(p)));
        let differ: Vec<_> =
            id.keys().chain(en.keys()).filter(|k| id.get(*k) != en.get(*k)).collect();
        assert!(differ.is_empty(), "{} and en.ftl differ in {differ:?}", path.display());
    }
}

#[test]
fn every_refusal_and_stage_has_words() {
    let known = phrases(&text("lib/locales/id.ftl"));
    let refusals = text("lib/src/refusal.rs");
    let refusals = refusals.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let refusals: Vec<_> = refusals.map(str::to_owned).collect();
    assert!(refusals.len() > 10);
    let stages = text("lib/src/domain/stage.rs");
    let stages = stages.split("=> \"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let stages = stages.map(|name| format!("stage-{}", name.replace('_', "-")));
    let missing: Vec<_> =
        refusals.into_iter().chain(stages).filter(|key| !known.contains_key(key)).collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
}
