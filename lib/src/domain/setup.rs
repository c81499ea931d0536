//! All that a city can change about itself while it runs, and what makes it whole.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Area, Calendar, Catalogue, Category, Department, DepartmentId, InvalidText, Localized, Note,
    Point, ReplyTemplate,
};

/// All that a city can change about itself while it runs. Whoever works there is no part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Setup {
    /// Departments, categories, replies and working days.
    pub catalogue: Catalogue,
    /// The parts of the city, of which the first that holds a point has it.
    pub areas: Vec<Area>,
}

/// A kind of thing in the set-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Thing {
    /// A [`Department`].
    Department,
    /// A [`Category`].
    Category,
    /// A [`ReplyTemplate`].
    Reply,
    /// An [`Area`].
    Area,
    /// The [`Calendar`].
    Calendar,
}

impl Thing {
    /// Every kind there is.
    pub const ALL: [Self; 5] =
        [Self::Department, Self::Category, Self::Reply, Self::Area, Self::Calendar];

    /// The name by which the file and the log call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Category => "category",
            Self::Reply => "reply",
            Self::Area => "area",
            Self::Calendar => "calendar",
        }
    }
}

/// What is wrong with a set-up: in what, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{} {id}: {field}: {why}", thing.name())]
pub struct Unfit {
    /// In which kind of thing.
    pub thing: Thing,
    /// In which: its id, or the Indonesian name of a reply.
    pub id: Box<str>,
    /// In which part of it, as the file calls it.
    pub field: Box<str>,
    /// Why.
    pub why: Why,
}

/// Why a part of the set-up cannot be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing is there.
    #[error("nothing is there")]
    Empty,
    /// It has more characters than fit where it is shown.
    #[error("more than {0} characters")]
    TooLong(u16),
    /// There are more than a city can have.
    #[error("more than {0}")]
    TooMany(u16),
    /// Another one is called so.
    #[error("another is called so")]
    Taken,
    /// There is no such department.
    #[error("no such department")]
    Unknown,
    /// The department is retired.
    #[error("a retired department")]
    Retired,
    /// The department stands below itself.
    #[error("a department below itself")]
    Loop,
}

impl Why {
    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "unfit-empty",
            Self::TooLong(_) => "unfit-long",
            Self::TooMany(_) => "unfit-many",
            Self::Taken => "unfit-taken",
            Self::Unknown => "unfit-unknown",
            Self::Retired => "unfit-retired",
            Self::Loop => "unfit-loop",
        }
    }

    /// The most there may be, where that is what is wrong.
    pub fn most(self) -> u16 {
        match self {
            Self::TooLong(most) | Self::TooMany(most) => most,
            _ => 0,
        }
    }
}

/// The most departments.
const DEPARTMENTS: u16 = 300;
/// The most categories: eleven pages of the list in a chat.
const CATEGORIES: u16 = 99;
/// The most replies, of which a dozen are offered beside a field.
const REPLIES: u16 = 200;
/// The most areas; a regency has some hundred villages.
const AREAS: u16 = 1_000;
/// The most corners of all areas together, which are a megabyte.
const CORNERS: u16 = 50_000;
/// The most characters of the name of a category, so that it fits a button in a chat.
const BUTTON: u16 = 20;
/// The most characters of an example, so that it fits a row of a list in a chat.
const ROW: u16 = 72;
/// The most characters of any other name.
const NAME: u16 = 60;
/// The most words that speak for a category.
const KEYWORDS: u16 = 200;

/// One thing, whose parts are looked at.
struct Look<'a>(Thing, &'a str);

impl Look<'_> {
    fn unfit(&self, field: &str, why: Why) -> Unfit {
        Unfit { thing: self.0, id: self.1.into(), field: field.into(), why }
    }

    fn most(&self, field: &str, count: usize, most: u16) -> Result<(), Unfit> {
        if count > usize::from(most) { Err(self.unfit(field, Why::TooMany(most))) } else { Ok(()) }
    }

    fn text(&self, field: &str, text: &str, most: u16) -> Result<(), Unfit> {
        if text.chars().count() > usize::from(most) {
            Err(self.unfit(field, Why::TooLong(most)))
        } else {
            Ok(())
        }
    }

    /// Words that have to be there, in both languages.
    fn name(&self, field: &str, name: &Localized, most: u16) -> Result<(), Unfit> {
        for text in [&name.id, &name.en] {
            if text.trim().is_empty() {
                return Err(self.unfit(field, Why::Empty));
            }
            self.text(field, text, most)?;
        }
        Ok(())
    }

    /// What makes it differ from all others of its kind.
    fn unique<'s>(
        &self,
        field: &str,
        called: &'s str,
        seen: &mut BTreeSet<&'s str>,
    ) -> Result<(), Unfit> {
        if seen.insert(called) { Ok(()) } else { Err(self.unfit(field, Why::Taken)) }
    }
}

impl Setup {
    /// The area in which a point lies: the first of those that hold it.
    pub fn area_of(&self, point: Point) -> Option<&Area> {
        Area::holding(&self.areas, point)
    }

    /// Takes over, retired, what was in the set-up before and is missing here: complaints and
    /// officers go on naming it. Replies are named by nobody.
    pub fn retire_missing(&mut self, before: &Self) {
        fn keep<T: Clone, I: PartialEq>(
            all: &mut Vec<T>,
            before: &[T],
            id: impl Fn(&T) -> &I,
            retire: impl Fn(&mut T),
        ) {
            let gone = |was: &&T| all.iter().all(|thing| id(thing) != id(*was));
            let mut gone: Vec<T> = before.iter().filter(gone).cloned().collect();
            gone.iter_mut().for_each(retire);
            all.append(&mut gone);
        }
        let (ours, theirs) = (&mut self.catalogue, &before.catalogue);
        keep(&mut ours.departments, &theirs.departments, |it| &it.id, |it| it.retired = true);
        keep(&mut ours.categories, &theirs.categories, |it| &it.id, |it| it.retired = true);
        keep(&mut self.areas, &before.areas, |it| &it.id, |it| it.retired = true);
    }

    /// Refuses what a city cannot work with: names that are empty, too long or taken, departments
    /// that are not there, retired ones that something still needs.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Unfit> {
        let Catalogue { departments, categories, replies, calendar } = &self.catalogue;
        for (thing, count, most) in [
            (Thing::Department, departments.len(), DEPARTMENTS),
            (Thing::Category, categories.len(), CATEGORIES),
            (Thing::Reply, replies.len(), REPLIES),
            (Thing::Area, self.areas.len(), AREAS),
        ] {
            Look(thing, "").most("id", count, most)?;
        }
        let mut seen = BTreeSet::new();
        for department in departments {
            self.check_department(department, &mut seen)?;
        }
        let mut seen = BTreeSet::new();
        for category in categories {
            self.check_category(category, &mut seen)?;
        }
        let mut seen = BTreeSet::new();
        for reply in replies {
            check_reply(reply, &mut seen)?;
        }
        self.check_areas()?;
        calendar.as_ref().map_or(Ok(()), check_calendar)
    }

    /// A department that something active names: it has to be there, and active.
    fn serves(&self, look: &Look<'_>, field: &str, id: &DepartmentId) -> Result<(), Unfit> {
        match self.catalogue.department(id) {
            None => Err(look.unfit(field, Why::Unknown)),
            Some(department) if department.retired => Err(look.unfit(field, Why::Retired)),
            Some(_) => Ok(()),
        }
    }

    fn check_department<'s>(
        &'s self,
        department: &'s Department,
        seen: &mut BTreeSet<&'s str>,
    ) -> Result<(), Unfit> {
        let look = Look(Thing::Department, department.id.as_str());
        look.unique("id", department.id.as_str(), seen)?;
        look.name("name", &department.name, NAME)?;
        let Some(parent) = &department.parent else { return Ok(()) };
        if !department.retired {
            self.serves(&look, "parent", parent)?;
        }
        // A department that stands above itself would take every escalation in circles.
        if self.catalogue.is_within(parent, &department.id) {
            return Err(look.unfit("parent", Why::Loop));
        }
        Ok(())
    }

    fn check_category<'s>(
        &'s self,
        category: &'s Category,
        seen: &mut BTreeSet<&'s str>,
    ) -> Result<(), Unfit> {
        let look = Look(Thing::Category, category.id.as_str());
        look.unique("id", category.id.as_str(), seen)?;
        look.name("name", &category.name, BUTTON)?;
        for example in [&category.example.id, &category.example.en] {
            look.text("example", example, ROW)?;
        }
        look.most("keywords", category.keywords.len(), KEYWORDS)?;
        for keyword in &category.keywords {
            look.text("keywords", keyword, NAME)?;
        }
        if category.retired {
            return Ok(());
        }
        self.serves(&look, "department", &category.department)
    }

    fn check_areas(&self) -> Result<(), Unfit> {
        let (mut seen, mut corners) = (BTreeSet::new(), 0);
        for area in &self.areas {
            let look = Look(Thing::Area, area.id.as_str());
            look.unique("id", area.id.as_str(), &mut seen)?;
            if area.name.trim().is_empty() {
                return Err(look.unfit("name", Why::Empty));
            }
            look.text("name", &area.name, NAME)?;
            for department in area.departments.iter().filter(|_| !area.retired) {
                self.serves(&look, "departments", department)?;
            }
            corners += area.outline.corners();
            look.most("outline", corners, CORNERS)?;
        }
        Ok(())
    }
}

fn check_reply<'s>(reply: &'s ReplyTemplate, seen: &mut BTreeSet<&'s str>) -> Result<(), Unfit> {
    let look = Look(Thing::Reply, &reply.name.id);
    look.name("name", &reply.name, NAME)?;
    look.unique("name", &reply.name.id, seen)?;
    for text in [&reply.text.id, &reply.text.en] {
        Note::parse(text).map_err(|invalid| match invalid {
            InvalidText::Empty => look.unfit("text", Why::Empty),
            InvalidText::TooLong { limit } => {
                look.unfit("text", Why::TooLong(u16::try_from(limit).unwrap_or(u16::MAX)))
            }
        })?;
    }
    Ok(())
}

fn check_calendar(calendar: &Calendar) -> Result<(), Unfit> {
    let look = Look(Thing::Calendar, "");
    look.most("holidays", calendar.holidays.len(), Calendar::HOLIDAYS)?;
    calendar.holidays.values().try_for_each(|name| look.text("holidays", name, NAME))
}
