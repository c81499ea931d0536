//! The departments.

use aduan::{
    domain::{Department, DepartmentId, Localized, Setup, Thing},
    verbs::{Edition, SetDepartment},
};

use super::{
    form::{Field, Typed, department_name, ticked},
    sheet::{Row, Sheet, Wrong},
};
use crate::layout::Shell;

/// The departments.
pub(crate) struct Departments;

/// What is written in two languages.
pub(super) fn localized(typed: &Typed, id: &str, en: &str) -> Localized {
    // A browser ends lines as the first typewriters did (HTML standard, form submission).
    let text = |name| typed.get(name).replace("\r\n", "\n").into();
    Localized { id: text(id), en: text(en) }
}

/// One of the departments, or none.
pub(super) fn chosen(typed: &Typed, name: &'static str) -> Result<Option<DepartmentId>, Wrong> {
    let parsed = typed.some(name).map(str::parse).transpose();
    parsed.map_err(|_| Wrong(name, "wrong-choice"))
}

impl Sheet for Departments {
    type Save = SetDepartment;
    const THING: Thing = Thing::Department;
    const PATH: &'static str = "/setup/departments";

    fn title(shell: &Shell) -> String {
        shell.say("departments")
    }

    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row> {
        let row = |it: &Department| Row {
            which: it.id.to_string(),
            name: it.name.get(shell.language).to_owned(),
            about: it.parent.as_ref().map_or_else(String::new, |parent| {
                shell.say_with("below", "name", department_name(shell, setup, parent))
            }),
            retired: it.retired,
        };
        setup.catalogue.departments.iter().map(row).collect()
    }

    fn typed(setup: &Setup, which: &str) -> Option<Typed> {
        let it = setup.catalogue.department(&which.parse().ok()?)?;
        Some(Typed::of([
            ("id", it.id.to_string()),
            ("name-id", it.name.id.to_string()),
            ("name-en", it.name.en.to_string()),
            ("parent", it.parent.as_ref().map_or_else(String::new, DepartmentId::to_string)),
            ("retired", ticked(it.retired)),
        ]))
    }

    fn fields(shell: &Shell, setup: &Setup, typed: &Typed) -> Vec<Field> {
        let (label, none) = (shell.say("field-parent"), shell.say("no-parent"));
        let parent = Field::department("parent", label, Some(none), (shell, setup, typed));
        let [indonesian, english] = Field::names(shell, typed);
        vec![
            Field::id(shell, typed),
            indonesian,
            english,
            parent.hint(shell.say("field-parent-hint")),
            Field::retired(shell, typed),
        ]
    }

    fn save(typed: &Typed, seen: Edition) -> Result<SetDepartment, Wrong> {
        let department = Department {
            id: typed.get("id").parse().map_err(|_| Wrong("id", "wrong-id"))?,
            name: localized(typed, "name-id", "name-en"),
            parent: chosen(typed, "parent")?,
            retired: typed.is("retired"),
        };
        Ok(SetDepartment { seen, new: typed.is("new"), department })
    }
}
