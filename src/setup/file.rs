//! The file: TOML, with a comment over each part. What is written is read again as it was.

use std::fmt::Write as _;

use aduan::domain::{Area, Calendar, Catalogue, Category, Department, ReplyTemplate, Setup, Unfit};
use serde::{Deserialize, Serialize};
use toml::{Spanned, Table, Value};

/// The file as people write it: one `[[department]]` or `[[category]]` after another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    department: Vec<Spanned<Department>>,
    #[serde(default)]
    category: Vec<Spanned<Category>>,
    #[serde(default)]
    reply: Vec<Spanned<ReplyTemplate>>,
    #[serde(default)]
    area: Vec<Spanned<Area>>,
    calendar: Option<Spanned<Calendar>>,
}

/// Why a file is no set-up.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Mistake {
    /// It is not TOML, or something in it is not what it should be; with the line, and the line
    /// itself.
    #[error("{0}")]
    Unreadable(toml::de::Error),
    /// A city could not work with it.
    #[error("line {line}: {unfit}")]
    Unfit {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        unfit: Unfit,
    },
}

/// Reads a file.
pub(crate) fn read(text: &str) -> Result<Setup, Mistake> {
    let written: Written = toml::from_str(text).map_err(Mistake::Unreadable)?;
    // Where each thing begins, in the order in which the file has those of its kind.
    let places: Vec<(&str, String, usize)> = [
        places(&written.department, "department", |it| it.id.as_str()),
        places(&written.category, "category", |it| it.id.as_str()),
        places(&written.reply, "reply", |it| &it.name.id),
        places(&written.area, "area", |it| it.id.as_str()),
        places(written.calendar.as_slice(), "calendar", |_| ""),
    ]
    .concat();
    let setup = Setup {
        catalogue: Catalogue {
            departments: plain(written.department),
            categories: plain(written.category),
            replies: plain(written.reply),
            calendar: written.calendar.map(Spanned::into_inner),
        },
        areas: plain(written.area),
    };
    setup.check().map_err(|unfit| {
        // The last of those that are called so: it is the second that takes a name.
        let here = |(kind, id, _): &&(&str, String, usize)| {
            *kind == unfit.thing.name() && **id == *unfit.id
        };
        let begins = places.iter().rev().find(here).map_or(0, |(.., begins)| *begins);
        Mistake::Unfit { line: line_of(text, begins, &unfit.field), unfit }
    })?;
    Ok(setup)
}

fn plain<T>(things: Vec<Spanned<T>>) -> Vec<T> {
    things.into_iter().map(Spanned::into_inner).collect()
}

fn places<T>(
    things: &[Spanned<T>],
    kind: &'static str,
    called: impl Fn(&T) -> &str,
) -> Vec<(&'static str, String, usize)> {
    let place = |it: &Spanned<T>| (kind, called(it.get_ref()).to_owned(), it.span().start);
    things.iter().map(place).collect()
}

/// The line of a part of the thing that begins at a byte; that of the thing, if it has no such part.
fn line_of(text: &str, begins: usize, field: &str) -> usize {
    let first = text[..begins].matches('\n').count();
    let body = text[begins..].lines().skip(1).take_while(|line| !line.starts_with("[["));
    let is_it = |line: &str| line.split('=').next().is_some_and(|key| key.trim() == field);
    let within = body.into_iter().position(is_it).map_or(0, |at| at + 1);
    first + within + 1
}

/// In which order the parts of a thing are written.
const ORDER: [&str; 14] = [
    "id",
    "name",
    "parent",
    "example",
    "keywords",
    "department",
    "departments",
    "class",
    "evidence",
    "purpose",
    "text",
    "private",
    "retired",
    "outline",
];

/// The file of a set-up.
pub(crate) fn written(city: &str, setup: &Setup) -> anyhow::Result<String> {
    let Setup { catalogue, areas } = setup;
    let mut text = format!(
        "# How {city} is set up. `aduan config import` sets it up as this file says, and with\n\
         # `--check` only tells what would change. What is missing here is retired; what is\n\
         # retired stays on the complaints that have it. The order is that of the lists.\n"
    );
    let parts: [(&str, &str, Vec<Table>); 4] = [
        (
            "department",
            "Departments. `parent` is where escalations go. A name has at most 60 characters.",
            tables(&catalogue.departments)?,
        ),
        (
            "category",
            "Categories. A name has at most 20 characters, so that it fits a button; an example\n\
             # at most 72. `class` is how soon: fast in 5 days, normal in 14, slow in 60.\n\
             # `evidence = \"after-photo\"` asks for a photo of the repair; `private = true` keeps\n\
             # its complaints from the public.",
            tables(&catalogue.categories)?,
        ),
        (
            "reply",
            "Replies that officers begin with. `purpose` is ask, reply, resolve, transfer, reject\n\
             # or reopen.",
            tables(&catalogue.replies)?,
        ),
        (
            "area",
            "Areas. `outline` is GeoJSON: polygons, longitude first, closed. A complaint goes to\n\
             # the one of the `departments` that stands below the department of its category.",
            tables(areas)?,
        ),
    ];
    for (kind, comment, tables) in parts {
        write!(text, "\n# {comment}\n")?;
        for table in tables {
            write!(text, "\n[[{kind}]]\n")?;
            let mut parts: Vec<_> = table.iter().filter(|(_, value)| says(value)).collect();
            parts.sort_by_key(|(key, _)| ORDER.iter().position(|known| known == key));
            for (key, value) in parts {
                writeln!(text, "{key} = {value}")?;
            }
        }
    }
    text.push_str(
        "\n# The days on which the city works, and the holidays on which it does not. Without a\n\
         # calendar deadlines count every day.\n",
    );
    if let Some(calendar) = &catalogue.calendar {
        write!(text, "\n[calendar]\nhours = {}\n", Value::try_from(calendar.hours)?)?;
        text.push_str("\n[calendar.holidays]\n");
        for (day, name) in &calendar.holidays {
            writeln!(text, "{day} = {}", Value::from(&**name))?;
        }
    }
    Ok(text)
}

fn tables<T: Serialize>(things: &[T]) -> Result<Vec<Table>, toml::ser::Error> {
    things.iter().map(Table::try_from).collect()
}

/// Whether a value says more than leaving it out would.
fn says(value: &Value) -> bool {
    match value {
        Value::Boolean(yes) => *yes,
        Value::Array(all) => !all.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: &str = r#"
[[area]]
id = "utara"
name = "Kecamatan \"Utara\""
departments = ["pekerjaan-umum"]
outline = '{"type":"Polygon","coordinates":[[[106.8,-6.2],[106.9,-6.2],[106.9,-6.1],[106.8,-6.2]]]}'

[calendar]
hours = "Mon-Thu 07:30-16:00"

[calendar.holidays]
2026-12-25 = "Natal"
"#;

    fn whole() -> String {
        format!("{}{AREA}", include_str!("../../lib/catalogue/indonesia.toml"))
    }

    #[test]
    fn what_is_written_is_read_again_and_written_alike() {
        let setup = read(&whole()).unwrap();
        let once = written("Kota Lestari", &setup).unwrap();
        let again = read(&once).unwrap();
        assert_eq!(again, setup);
        assert_eq!(written("Kota Lestari", &again).unwrap(), once);
        assert_eq!(read(&written("Kosong", &Setup::default()).unwrap()).unwrap(), Setup::default());
    }

    #[test]
    fn a_mistake_names_its_line() {
        let text = whole();
        for (good, bad, told) in [
            ("department = \"pekerjaan-umum\"", "department = \"hantu\"", "no such department"),
            ("class = \"slow\"", "class = \"soon\"", "unknown variant `soon`"),
            ("id = \"dukcapil\"", "id = \"sekretariat\"", "another is called so"),
            ("parent = \"sekretariat\"", "parnt = \"sekretariat\"", "unknown field `parnt`"),
            ("[106.8,-6.2]]]", "[106.8,-6.3]]]", "a ring that is not closed"),
            ("hours = \"Mon-Thu 07:30-16:00\"", "hours = \"pagi\"", "hours are written as"),
            ("id = \"Minta foto\"", "id = \"Lokasi kurang jelas\"", "another is called so"),
        ] {
            let line = text.lines().position(|line| line.contains(good)).unwrap() + 1;
            let mistake = read(&text.replacen(good, bad, 1)).unwrap_err().to_string();
            assert!(mistake.contains(told), "{mistake}");
            assert!(mistake.contains(&format!("line {line}")), "line {line}: {mistake}");
        }
    }
}
