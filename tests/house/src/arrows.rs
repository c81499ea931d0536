//! Arrows point inward.

use std::collections::BTreeMap;

use cargo_metadata::DependencyKind;

use crate::repository::Tree;

/// What a package is, by the folder it lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Lib,
    Contract,
    Storage,
    Dialogue,
    Gateway,
    Photos,
    Channel,
    Web,
    Root,
    Example,
    Test,
}

impl Room {
    fn of(folder: &str) -> Option<Self> {
        Some(match folder.split('/').collect::<Vec<_>>().as_slice() {
            [""] => Self::Root,
            ["lib"] => Self::Lib,
            ["storage", "contract"] => Self::Contract,
            ["storage", _] => Self::Storage,
            ["bots", "dialogue"] => Self::Dialogue,
            ["bots", "gateway"] => Self::Gateway,
            ["bots", "photos"] => Self::Photos,
            ["bots", _] => Self::Channel,
            ["web"] => Self::Web,
            ["examples", _] => Self::Example,
            ["tests", _] => Self::Test,
            _ => return None,
        })
    }

    /// Whether a package of this room may depend on one of `other`, for its own `tests` only.
    #[expect(clippy::match_same_arms, reason = "one line for one rule")]
    fn may_use(self, other: Self, tests: bool) -> bool {
        match (self, other) {
            // The domain knows nobody, not even in its tests.
            (Self::Lib, _) => false,
            // Nobody leans on the binary, nor on what shows or tests the rest.
            (Self::Test, _) => true,
            (_, Self::Root | Self::Example) => false,
            (Self::Root | Self::Storage, Self::Test) => tests,
            (_, Self::Test) => false,
            // Only the binary composes, and examples show how.
            (Self::Root | Self::Example, _) => true,
            (_, Self::Lib) => true,
            // A storage proves itself with the suite.
            (Self::Storage, Self::Contract) => tests,
            (Self::Gateway, Self::Dialogue | Self::Photos) => true,
            // Whoever takes a photo in cleans it first.
            (Self::Web, Self::Photos) => true,
            (Self::Channel, Self::Dialogue | Self::Gateway) => true,
            _ => false,
        }
    }
}

/// What runs tasks, serves, connects or stores: none of it belongs under the domain.
const RUNTIMES: [&str; 20] = [
    "actix-web",
    "async-std",
    "axum",
    "deadpool-postgres",
    "hyper",
    "lettre",
    "libsqlite3-sys",
    "mio",
    "native-tls",
    "postgres",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "teloxide",
    "teloxide-core",
    "tokio",
    "tokio-postgres",
];

/// What is asynchronous without being a runtime.
const ASYNC: [&str; 8] = [
    "async-io",
    "async-trait",
    "event-listener",
    "futures",
    "futures-channel",
    "futures-core",
    "futures-executor",
    "futures-util",
];

fn ways_to(names: &[&str], below: &BTreeMap<&str, String>) -> Vec<String> {
    names.iter().filter_map(|name| below.get(name).cloned()).collect()
}

#[test]
fn every_arrow_points_inward() {
    let tree = Tree::read();
    let mut wrong = Vec::new();
    for from in tree.metadata.workspace_packages() {
        let folder = tree.folder(from);
        let Some(room) = Room::of(&folder) else {
            wrong.push(format!("{} lives in {folder}/, which the design does not know", from.name));
            continue;
        };
        for dependency in from.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            let to = tree.package(&dependency.name);
            let tests = dependency.kind == DependencyKind::Development;
            let other = Room::of(&tree.folder(to));
            if !other.is_some_and(|other| room.may_use(other, tests)) {
                wrong.push(format!("{} must not depend on {}", from.name, to.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_domain_knows_no_runtime_database_or_channel() {
    let tree = Tree::read();
    for name in ["aduan", "aduan-dialogue", "aduan-storage-contract"] {
        let ways = ways_to(&RUNTIMES, &tree.below(tree.package(name)));
        assert!(ways.is_empty(), "{ways:#?}");
    }
}

#[test]
fn the_dialogue_brings_nothing_asynchronous() {
    let tree = Tree::read();
    let dialogue = tree.package("aduan-dialogue");
    // What the domain's ports bring is below it anyway; of its own it takes nothing.
    let domain = tree.below(tree.package("aduan"));
    let mut below = tree.below(dialogue);
    below.retain(|name, _| !domain.contains_key(name));
    assert!(ways_to(&ASYNC, &below).is_empty(), "{below:#?}");
    for dependency in &dialogue.dependencies {
        let name = dependency.name.as_str();
        assert!(!ASYNC.contains(&name), "aduan-dialogue must not depend on {name}");
    }
}
