//! The transcript at the top of each flow is what the machine says. `UPDATE_TRANSCRIPTS=1 cargo
//! test -p aduan-dialogue transcripts` writes them anew from what she says in them.

use std::{fs, path::PathBuf};

use aduan::domain::Language;

use crate::world::{World, script};

fn flows() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/flow");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

/// The file with its transcripts as the machine plays them, and the languages it has them in.
fn played(source: &str) -> (String, Vec<Language>) {
    let (mut out, mut languages) = (String::new(), Vec::new());
    let mut lines = source.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(tag) = line.strip_prefix("//! ```transcript ") else { continue };
        let language = Language::from_tag(tag).unwrap();
        languages.push(language);
        let body: Vec<&str> = lines
            .by_ref()
            .take_while(|line| *line != "//! ```")
            .map(|line| line.trim_start_matches("//!").trim_start())
            .collect();
        for line in script::play(&mut World::new(language), &body) {
            out.push_str(format!("//! {line}").trim_end());
            out.push('\n');
        }
        out.push_str("//! ```\n");
    }
    (out, languages)
}

#[test]
fn every_flow_opens_with_what_it_says() {
    let update = std::env::var_os("UPDATE_TRANSCRIPTS").is_some();
    for file in flows() {
        let source = fs::read_to_string(&file).unwrap();
        let (said, languages) = played(&source);
        let each = languages.chunks(Language::ALL.len()).all(|both| both == Language::ALL);
        assert!(!languages.is_empty() && each, "{} lacks a transcript", file.display());
        if update {
            fs::write(&file, said).unwrap();
        } else {
            let name = file.file_name().unwrap().display().to_string();
            for (at, (stands, says)) in source.lines().zip(said.lines()).enumerate() {
                assert_eq!(stands, says, "{name}, line {}", at + 1);
            }
            assert_eq!(source.lines().count(), said.lines().count(), "{name}");
        }
    }
}
