//! A row of the list, in words.

use aduan::verbs::{Entry, Worklist};
use chrono::{DateTime, Utc};

use crate::layout::{Chip, Shell};

/// A complaint as it is read at a glance.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: String,
    /// What a check box says of it: which, and as it was seen.
    pub(super) seen: String,
    pub(super) title: String,
    pub(super) place: Option<String>,
    pub(super) category: String,
    /// What else has to be known, such as that it is private.
    pub(super) marks: Vec<(&'static str, String)>,
    pub(super) filed: Moment,
    /// How long there is, or since when it is over; none if its clock stands still.
    pub(super) due: Option<Moment>,
    pub(super) overdue: bool,
    pub(super) supports: u64,
    pub(super) stage: Chip,
    pub(super) owner: Option<String>,
    pub(super) department: Option<String>,
}

/// A time, as people say it.
#[derive(Debug)]
pub(super) struct Moment {
    /// As machines read it.
    pub(super) exact: String,
    /// By the clocks of the city.
    pub(super) clock: String,
    /// From now.
    pub(super) words: String,
}

impl Moment {
    fn at(at: DateTime<Utc>, words: String, shell: &Shell) -> Self {
        let exact = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        Self { exact, clock: shell.time(&at), words }
    }
}

impl Row {
    pub(super) fn new(entry: &Entry, list: &Worklist, now: DateTime<Utc>, shell: &Shell) -> Self {
        let mut marks = Vec::new();
        let mut mark = |is, icon, words| {
            if is {
                marks.push((icon, shell.say(words)));
            }
        };
        mark(entry.question, "circle-question-mark", "question");
        mark(entry.private, "lock", "private");
        mark(entry.anonymous, "eye-off", "anonymous");
        mark(entry.disputes > 0, "history", "disputed");
        let due = entry.due_at.map(|due| {
            let words = if entry.overdue {
                shell.say_with("late", "span", shell.span(now - due))
            } else {
                shell.say_with("left", "span", shell.span(due - now))
            };
            Moment::at(due, words, shell)
        });
        let department = entry.department.as_ref();
        let department = department
            .and_then(|id| list.departments.iter().find(|department| department.id == *id));
        let category = list.categories.iter().find(|category| category.id == entry.category);
        let owner = entry.owner.and_then(|owner| list.owners.get(&owner));
        Self {
            number: entry.number.to_string(),
            seen: format!("{}@{}", entry.number, entry.version),
            title: entry.title.clone(),
            place: entry.place.as_ref().map(|place| place.as_str().to_owned()),
            category: shell.category(category, &entry.category),
            marks,
            filed: Moment::at(entry.filed_at, shell.ago(now - entry.filed_at), shell),
            due,
            overdue: entry.overdue,
            supports: entry.supports,
            stage: shell.stage(entry.stage),
            owner: owner.map(|name| name.as_str().to_owned()),
            department: department.map(|department| department.name.get(shell.language).to_owned()),
        }
    }
}
