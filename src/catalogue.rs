//! The catalogue a city begins with.

use aduan::domain::{Catalogue, Category, Department};
use anyhow::Context as _;
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use serde::Deserialize;

/// The file as people write it: one `[[department]]` or `[[category]]` after another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    department: Vec<Department>,
    category: Vec<Category>,
}

/// Departments and categories of an Indonesian city.
pub(crate) fn indonesia() -> anyhow::Result<Catalogue> {
    let Written { department, category } =
        Figment::from(Toml::string(include_str!("../lib/catalogue/indonesia.toml")))
            .extract()
            .context("the catalogue that comes with the program")?;
    Ok(Catalogue { departments: department, categories: category })
}

#[cfg(test)]
mod tests {
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
    }
}
