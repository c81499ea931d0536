//! The categories.

use aduan::{
    domain::{Category, Class, EvidenceRule, Setup, Thing},
    verbs::{Edition, SetCategory},
};

use super::{
    departments::{chosen, localized},
    form::{Field, Input, Typed, department_name, ticked},
    sheet::{Row, Sheet, Wrong},
};
use crate::layout::Shell;

/// The categories.
pub(crate) struct Categories;

/// The classes, by the names in which forms send them.
const CLASSES: [(&str, Class); 3] =
    [("fast", Class::Fast), ("normal", Class::Normal), ("slow", Class::Slow)];

fn days(shell: &Shell, class: Class) -> String {
    shell.say_with("within-days", "days", i64::from(class.days()))
}

impl Sheet for Categories {
    type Save = SetCategory;
    const THING: Thing = Thing::Category;
    const PATH: &'static str = "/setup/categories";

    fn title(shell: &Shell) -> String {
        shell.say("categories")
    }

    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row> {
        let row = |it: &Category| Row {
            which: it.id.to_string(),
            name: it.name.get(shell.language).to_owned(),
            about: format!(
                "{} · {}",
                department_name(shell, setup, &it.department),
                days(shell, it.class)
            ),
            retired: it.retired,
        };
        setup.catalogue.categories.iter().map(row).collect()
    }

    fn typed(setup: &Setup, which: &str) -> Option<Typed> {
        let it = setup.catalogue.category(&which.parse().ok()?)?;
        let class = CLASSES.iter().find(|(_, class)| *class == it.class);
        Some(Typed::of([
            ("id", it.id.to_string()),
            ("name-id", it.name.id.to_string()),
            ("name-en", it.name.en.to_string()),
            ("example-id", it.example.id.to_string()),
            ("example-en", it.example.en.to_string()),
            ("keywords", it.keywords.join("\n")),
            ("department", it.department.to_string()),
            ("class", class.map_or("", |(name, _)| name).to_owned()),
            ("photo", ticked(it.evidence == EvidenceRule::AfterPhoto)),
            ("private", ticked(it.private)),
            ("retired", ticked(it.retired)),
        ]))
    }

    fn fields(shell: &Shell, setup: &Setup, typed: &Typed) -> Vec<Field> {
        let line = |name, label| Field::new(name, label, Input::Line, typed);
        let tick = |name, label| Field::new(name, label, Input::Tick, typed);
        let classes = CLASSES.map(|(name, class)| (name.to_owned(), days(shell, class)));
        let [indonesian, english] = Field::names(shell, typed);
        vec![
            Field::id(shell, typed),
            indonesian.hint(shell.say("field-button-hint")),
            english,
            line("example-id", shell.say("field-example-id")).hint(shell.say("field-example-hint")),
            line("example-en", shell.say("field-example-en")),
            Field::department(
                "department",
                shell.say("field-department"),
                None,
                (shell, setup, typed),
            ),
            Field::new(
                "class",
                shell.say("field-class"),
                Input::Choice(classes.into_iter().collect()),
                typed,
            ),
            Field::new("keywords", shell.say("field-keywords"), Input::Lines(6), typed)
                .hint(shell.say("field-keywords-hint")),
            tick("photo", shell.say("field-photo")),
            tick("private", shell.say("field-private")).hint(shell.say("field-private-hint")),
            Field::retired(shell, typed),
        ]
    }

    fn save(typed: &Typed, seen: Edition) -> Result<SetCategory, Wrong> {
        let class = CLASSES.iter().find(|(name, _)| *name == typed.get("class"));
        let photo = typed.is("photo");
        let category = Category {
            id: typed.get("id").parse().map_err(|_| Wrong("id", "wrong-id"))?,
            name: localized(typed, "name-id", "name-en"),
            example: localized(typed, "example-id", "example-en"),
            keywords: typed.lines("keywords").map(Into::into).collect(),
            department: chosen(typed, "department")?.ok_or(Wrong("department", "wrong-choice"))?,
            class: class.ok_or(Wrong("class", "wrong-choice"))?.1,
            evidence: if photo { EvidenceRule::AfterPhoto } else { EvidenceRule::Words },
            private: typed.is("private"),
            retired: typed.is("retired"),
        };
        Ok(SetCategory { seen, new: typed.is("new"), category })
    }

    fn field(part: &str) -> &str {
        match part {
            "name" => "name-id",
            "example" => "example-id",
            part => part,
        }
    }
}
