//! A complaint as a row of a list, as every public list shows it.

use aduan::{
    domain::{Catalogue, DepartmentId, PhotoId, Point, TrackingNumber},
    verbs::{Deadline, Shown},
};

use crate::layout::{Chip, Shell};

/// A row.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: TrackingNumber,
    pub(super) title: Box<str>,
    pub(super) category: String,
    pub(super) place: Option<Box<str>>,
    pub(super) point: Option<Point>,
    pub(super) stage: Chip,
    pub(super) late: bool,
    pub(super) filed: String,
    pub(super) supports: String,
    /// Where its picture is.
    pub(super) picture: Option<String>,
    /// How far away it is.
    pub(super) far: Option<String>,
}

impl Row {
    /// A complaint as a row, so many metres away if that matters.
    pub(super) fn of(
        shown: Shown,
        metres: Option<u32>,
        catalogue: &Catalogue,
        shell: &Shell,
    ) -> Self {
        Self {
            category: shell.category(catalogue.category(&shown.category), &shown.category),
            stage: shell.stage(shown.stage),
            late: matches!(shown.deadline, Deadline::Passed(_)),
            filed: shell.day_of(&shown.filed_at),
            supports: supports(shown.supports, shell),
            picture: shown.photo.map(|photo| small(&shown.number, photo, shell)),
            far: metres.map(|metres| distance(metres, shell)),
            number: shown.number,
            title: shown.title,
            place: shown.place,
            point: shown.point,
        }
    }
}

/// Complaints as the rows of a list.
pub(super) fn rows(shown: Vec<Shown>, catalogue: &Catalogue, shell: &Shell) -> Vec<Row> {
    shown.into_iter().map(|shown| Row::of(shown, None, catalogue, shell)).collect()
}

/// What a department is called; by its id if the city has it no more.
pub(super) fn department(catalogue: &Catalogue, id: &DepartmentId, shell: &Shell) -> Box<str> {
    match catalogue.department(id) {
        Some(department) => department.name.get(shell.language).into(),
        None => id.as_str().into(),
    }
}

/// How many support something, in words.
pub(super) fn supports(count: u64, shell: &Shell) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    shell.say_with("public-supports", "count", count)
}

/// Where a photo is.
pub(super) fn whole(number: &TrackingNumber, photo: PhotoId, shell: &Shell) -> String {
    shell.at(&format!("/photos/{number}/{photo}"))
}

/// Where the thumbnail of a photo is.
pub(super) fn small(number: &TrackingNumber, photo: PhotoId, shell: &Shell) -> String {
    whole(number, photo, shell) + "/small"
}

/// How far something is, in words.
pub(super) fn distance(metres: u32, shell: &Shell) -> String {
    match metres {
        0..1_000 => shell.say_with("metres", "metres", i64::from(metres)),
        _ => shell.say_with(
            "kilometres",
            "kilometres",
            shell.decimal(f64::from(metres) / 1_000.0, 1),
        ),
    }
}
