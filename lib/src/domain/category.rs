//! What a city sorts complaints by, and who mends what: departments and categories; and what its
//! staff write again and again.

use std::str::FromStr;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{CategoryId, DepartmentId, Language, ReplyTemplate};

/// A name in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// In Bahasa Indonesia.
    pub id: Box<str>,
    /// In English.
    pub en: Box<str>,
}

impl Localized {
    /// The name in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Indonesian => &self.id,
            Language::English => &self.en,
        }
    }
}

/// A department of the city; departments form a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its name.
    pub name: Localized,
    /// Where its escalations go.
    #[serde(default)]
    pub parent: Option<DepartmentId>,
}

/// How soon complaints of a category have to be resolved (preset `lapor`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// In five days.
    Fast,
    /// In fourteen days.
    Normal,
    /// In sixty days.
    Slow,
}

impl Class {
    /// The time a department has.
    pub fn allowance(self) -> TimeDelta {
        TimeDelta::days(match self {
            Self::Fast => 5,
            Self::Normal => 14,
            Self::Slow => 60,
        })
    }
}

/// What a department has to show when it says that a complaint is resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceRule {
    /// Words are enough.
    #[default]
    Words,
    /// Words and a photo taken afterwards.
    AfterPhoto,
}

/// A kind of complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its name, at most twenty characters so that it fits a button.
    pub name: Localized,
    /// What somebody might write, at most seventy-two characters.
    pub example: Localized,
    /// Words that speak for it before the city has learned any.
    #[serde(default)]
    pub keywords: Vec<Box<str>>,
    /// The department that mends it.
    pub department: DepartmentId,
    /// How soon.
    pub class: Class,
    /// What has to be shown.
    #[serde(default)]
    pub evidence: EvidenceRule,
}

/// All a city's departments and categories, and the words its staff begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// The departments.
    #[serde(default, rename = "department")]
    pub departments: Vec<Department>,
    /// The categories, in the order in which they are offered.
    #[serde(default, rename = "category")]
    pub categories: Vec<Category>,
    /// The replies, in the order in which they are offered.
    #[serde(default, rename = "reply")]
    pub replies: Vec<ReplyTemplate>,
}

impl FromStr for Catalogue {
    type Err = serde_json::Error;
    fn from_str(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }
}

impl Catalogue {
    /// The category of that id.
    pub fn category(&self, id: &CategoryId) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == *id)
    }

    /// The categories that the same department mends as that one, which is among them.
    pub fn siblings(&self, id: &CategoryId) -> impl Iterator<Item = &Category> {
        let of = self.category(id).map(|category| &category.department);
        self.categories.iter().filter(move |category| Some(&category.department) == of)
    }

    /// The department of that id.
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| department.id == *id)
    }

    /// Whether `unit` is `root` or stands below it in the tree.
    pub fn is_within(&self, unit: &DepartmentId, root: &DepartmentId) -> bool {
        // A tree of n departments is at most n deep; the count ends a loop made by mistake.
        let mut at = Some(unit);
        for _ in 0..=self.departments.len() {
            match at {
                Some(here) if here == root => return true,
                Some(here) => at = self.department(here).and_then(|d| d.parent.as_ref()),
                None => return false,
            }
        }
        false
    }
}
