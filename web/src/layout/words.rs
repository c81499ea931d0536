//! The words of the panel.

use std::sync::LazyLock;

use aduan::phrase::Phrases;

/// The phrases of this package.
pub(crate) fn phrases() -> &'static Phrases {
    static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
        let id = concat!(
            include_str!("../../locales/id.ftl"),
            include_str!("../../locales/queue/id.ftl"),
            include_str!("../../locales/complaint/id.ftl"),
            include_str!("../../locales/counter/id.ftl"),
            include_str!("../../locales/setup/id.ftl"),
            include_str!("../../locales/public/id.ftl"),
        );
        let en = concat!(
            include_str!("../../locales/en.ftl"),
            include_str!("../../locales/queue/en.ftl"),
            include_str!("../../locales/complaint/en.ftl"),
            include_str!("../../locales/counter/en.ftl"),
            include_str!("../../locales/setup/en.ftl"),
            include_str!("../../locales/public/en.ftl"),
        );
        Phrases::shipped(id, en)
    });
    &PHRASES
}

#[cfg(test)]
pub(crate) mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use aduan::domain::Language;

    use super::*;

    /// Everything that is written in a folder.
    pub(crate) fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, into);
            } else {
                into.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_phrase_a_page_says_is_there_in_both_languages_and_none_is_idle() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        sources(&root.join("src"), &mut text);
        sources(&root.join("templates"), &mut text);
        let asked = [".say(\"", ".say_with(\"", ".tell(\""];
        let said = asked.into_iter().flat_map(|asked| text.split(asked).skip(1));
        let said: BTreeSet<_> = said.map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(said.len() > 30, "only {} phrases", said.len());
        for language in Language::ALL {
            let missing: Vec<_> = said.iter().filter(|key| !phrases().has(language, key)).collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
        let mut file = String::new();
        sources(&root.join("locales"), &mut file);
        let keys = file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let idle: Vec<_> = keys
            .map(|line| line.split(" =").next().unwrap())
            .filter(|key| !text.contains(&format!("\"{key}\"")))
            .collect();
        assert!(idle.is_empty(), "said nowhere: {idle:?}");
    }
}
