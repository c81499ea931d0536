//! What a city sorts complaints by, and who mends what: departments and categories; and what its
//! staff write again and again.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Area, Calendar, CategoryId, City, DepartmentId, Language, ReplyTemplate, ServiceHours,
};

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
    /// Whether it gets no new complaints. It stays on those it has.
    #[serde(default)]
    pub retired: bool,
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
    /// The days a department has; working days in a city that has a calendar.
    pub fn days(self) -> u16 {
        match self {
            Self::Fast => 5,
            Self::Normal => 14,
            Self::Slow => 60,
        }
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
    /// Whether its complaints are for the staff only, whatever their reporters choose.
    #[serde(default)]
    pub private: bool,
    /// Whether it is offered no more. It stays on the complaints that have it.
    #[serde(default)]
    pub retired: bool,
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
    /// On which days it works; without one, every day counts.
    #[serde(default)]
    pub calendar: Option<Calendar>,
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

    /// The categories that are offered to people.
    pub fn offered(&self) -> impl Iterator<Item = &Category> {
        self.categories.iter().filter(|category| !category.retired)
    }

    /// Whether that category is offered.
    pub fn offers(&self, id: &CategoryId) -> bool {
        self.category(id).is_some_and(|category| !category.retired)
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

    /// The department of that id, if it gets new complaints.
    pub fn active(&self, id: &DepartmentId) -> Option<&Department> {
        self.department(id).filter(|department| !department.retired)
    }

    /// The department a complaint of that category goes to, if it lies in that area: the only
    /// unit that works there and stands below the category's department, or else that.
    pub fn home<'s>(&'s self, id: &CategoryId, area: Option<&'s Area>) -> Option<&'s DepartmentId> {
        let home = &self.category(id)?.department;
        let units = area.map_or(&[][..], |area| &area.departments);
        let mut below = units.iter().filter(|unit| self.is_within(unit, home));
        match (below.next(), below.next()) {
            (Some(only), None) => Some(only),
            _ => Some(home),
        }
    }

    /// How long `days` are from `now`: working days, if it has a calendar.
    pub fn time_for(&self, days: u16, now: DateTime<Utc>, zone: FixedOffset) -> TimeDelta {
        match &self.calendar {
            Some(calendar) => calendar.after(now, days, zone) - now,
            None => TimeDelta::days(days.into()),
        }
    }

    /// The hours in which its staff answer, which the calendar says before the configuration.
    pub fn hours(&self, city: &City) -> ServiceHours {
        self.calendar.as_ref().map_or(city.hours, |calendar| calendar.hours)
    }

    /// Whether its staff are at their desks.
    pub fn is_open(&self, city: &City, now: DateTime<Utc>) -> bool {
        match &self.calendar {
            Some(calendar) => calendar.is_open(now, city.zone),
            None => city.hours.are_now(now, city.zone),
        }
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
