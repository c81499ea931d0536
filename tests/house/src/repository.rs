//! The repository as the tests see it: its packages, its tree of dependencies, its files.

use std::{
    collections::{BTreeMap, VecDeque},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

/// The folder that holds everything.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The text of a file, by its path from the root.
pub(crate) fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A TOML file, by its path from the root.
pub(crate) fn toml(path: impl AsRef<Path>) -> toml::Table {
    text(path).parse().unwrap()
}

/// Every file with that ending, as paths from the root; build output, packages of others and hidden folders left out.
pub(crate) fn files(ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let output = name.starts_with('.') || path.join("CACHEDIR.TAG").exists();
                if !output && !["target", "node_modules"].contains(&name.as_str()) {
                    walk(&path, ending, found);
                }
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    let (root, mut found) = (root(), Vec::new());
    walk(&root, ending, &mut found);
    found.sort();
    found.iter().map(|path| path.strip_prefix(&root).unwrap().to_owned()).collect()
}

/// What `cargo metadata` says with every feature switched on.
pub(crate) struct Tree {
    pub(crate) metadata: Metadata,
}

impl Tree {
    pub(crate) fn read() -> Self {
        let metadata = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .other_options(["--locked".to_owned(), "--all-features".to_owned()])
            .exec()
            .unwrap();
        Self { metadata }
    }

    /// The folder of a workspace package, from the root; empty for the root package.
    pub(crate) fn folder(&self, package: &Package) -> String {
        let root = &self.metadata.workspace_root;
        package.manifest_path.parent().unwrap().strip_prefix(root).unwrap().to_string()
    }

    /// The workspace package of that name.
    pub(crate) fn package(&self, name: &str) -> &Package {
        let found = self.metadata.workspace_packages().into_iter().find(|p| p.name == name);
        found.unwrap_or_else(|| panic!("no package {name}"))
    }

    /// Everything `package` is built with, by normal and build dependencies on every platform,
    /// each with the way that leads to it.
    pub(crate) fn below(&self, package: &Package) -> BTreeMap<&str, String> {
        let resolve = self.metadata.resolve.as_ref().unwrap();
        let mut ways: BTreeMap<&PackageId, String> = BTreeMap::new();
        let mut open = VecDeque::from([(&package.id, package.name.to_string())]);
        while let Some((id, way)) = open.pop_front() {
            if ways.contains_key(id) {
                continue;
            }
            let node = resolve.nodes.iter().find(|node| node.id == *id).unwrap();
            for dep in &node.deps {
                let built =
                    dep.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development);
                if built {
                    open.push_back((&dep.pkg, format!("{way} → {}", self.metadata[&dep.pkg].name)));
                }
            }
            ways.insert(id, way);
        }
        ways.remove(&package.id);
        ways.into_iter().map(|(id, way)| (self.metadata[id].name.as_str(), way)).collect()
    }
}
