//! The catalogue a city begins with.

use aduan::domain::Catalogue;
use anyhow::Context as _;
use figment::{
    Figment,
    providers::{Format as _, Toml},
};

/// Departments, categories and replies of an Indonesian city. In the file one `[[department]]`,
/// `[[category]]` or `[[reply]]` stands after another.
pub(crate) fn indonesia() -> anyhow::Result<Catalogue> {
    Figment::from(Toml::string(include_str!("../lib/catalogue/indonesia.toml")))
        .extract()
        .context("the catalogue that comes with the program")
}

#[cfg(test)]
mod tests {
    use aduan::domain::Note;

    use super::*;

    #[test]
    fn it_is_whole_and_fits_the_buttons() {
        let catalogue = indonesia().unwrap();
        assert!(catalogue.categories.len() >= 10);
        for category in &catalogue.categories {
            assert!(catalogue.department(&category.department).is_some(), "{:?}", category.id);
            for name in [&category.name.id, &category.name.en] {
                assert!(name.chars().count() <= 20, "{name}");
            }
            for example in [&category.example.id, &category.example.en] {
                assert!(example.chars().count() <= 72, "{example}");
            }
        }
        for reply in &catalogue.replies {
            for text in [&reply.text.id, &reply.text.en] {
                assert!(Note::parse(text).is_ok(), "{text}");
            }
        }
    }
}
