//! A form: its fields, what was typed into them, and what is wrong with it.

use std::collections::BTreeMap;

use aduan::domain::{DepartmentId, Setup};
use serde::Deserialize;

use crate::layout::Shell;

/// What was typed, or what a thing is before anybody typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// Out of what a thing is.
    pub(crate) fn of<const N: usize>(values: [(&str, String); N]) -> Self {
        Self(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// What stands in a field; nothing, if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// Whether a box is ticked.
    pub(crate) fn is(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// What stands in a field that may be left empty.
    pub(crate) fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|text| !text.is_empty())
    }

    /// The lines of a field that are not empty.
    pub(crate) fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).lines().map(str::trim).filter(|line| !line.is_empty())
    }
}

/// A ticked box, as a browser sends it.
pub(crate) fn ticked(yes: bool) -> String {
    if yes { "on".to_owned() } else { String::new() }
}

/// How a field is filled in.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// A line.
    Line,
    /// So many lines.
    Lines(u8),
    /// One of several: what is sent, and what is read.
    Choice(Vec<(String, String)>),
    /// A box to tick.
    Tick,
    /// It was chosen once, and stays.
    Fixed,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) input: Input,
    pub(crate) value: String,
    /// What is wrong with it.
    pub(crate) wrong: Option<String>,
}

impl Field {
    /// A field, with what was typed into it.
    pub(crate) fn new(name: &'static str, label: String, input: Input, typed: &Typed) -> Self {
        let value = typed.get(name).to_owned();
        Self { name, label, hint: None, input, value, wrong: None }
    }

    /// With a word on what belongs in it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The id, which names a thing for good.
    pub(crate) fn id(shell: &Shell, typed: &Typed) -> Self {
        let input = if typed.is("new") { Input::Line } else { Input::Fixed };
        Self::new("id", shell.say("field-id"), input, typed).hint(shell.say("field-id-hint"))
    }

    /// A name, in each language.
    pub(crate) fn names(shell: &Shell, typed: &Typed) -> [Self; 2] {
        [
            Self::new("name-id", shell.say("field-name-id"), Input::Line, typed),
            Self::new("name-en", shell.say("field-name-en"), Input::Line, typed),
        ]
    }

    /// One of the departments, or none if that may be.
    pub(crate) fn department(
        name: &'static str,
        label: String,
        none: Option<String>,
        (shell, setup, typed): (&Shell, &Setup, &Typed),
    ) -> Self {
        let chosen = typed.get(name);
        let departments = setup.catalogue.departments.iter();
        // A retired one is offered to what has it, so that the form tells the truth.
        let offered = departments.filter(|it| !it.retired || it.id.as_str() == chosen);
        let choices =
            offered.map(|it| (it.id.as_str().to_owned(), it.name.get(shell.language).to_owned()));
        let none = none.map(|words| (String::new(), words));
        Self::new(name, label, Input::Choice(none.into_iter().chain(choices).collect()), typed)
    }

    /// A box that retires the thing.
    pub(crate) fn retired(shell: &Shell, typed: &Typed) -> Self {
        Self::new("retired", shell.say("field-retired"), Input::Tick, typed)
            .hint(shell.say("field-retired-hint"))
    }
}

/// What a department is called; its id, if there is none.
pub(crate) fn department_name(shell: &Shell, setup: &Setup, id: &DepartmentId) -> String {
    let known = setup.catalogue.department(id);
    known.map_or_else(|| id.to_string(), |it| it.name.get(shell.language).to_owned())
}
