//! The parts of the city on the map.

use aduan::{
    domain::{Area, DepartmentId, InvalidOutline, Setup, Thing},
    verbs::{Edition, SetArea},
};

use super::{
    form::{Field, Input, Typed, department_name, ticked},
    sheet::{Row, Sheet, Wrong},
};
use crate::layout::Shell;

/// The areas.
pub(crate) struct Areas;

impl Sheet for Areas {
    type Save = SetArea;
    const THING: Thing = Thing::Area;
    const PATH: &'static str = "/setup/areas";

    fn title(shell: &Shell) -> String {
        shell.say("areas")
    }

    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row> {
        let row = |it: &Area| {
            let units = it.departments.iter().map(|id| department_name(shell, setup, id));
            Row {
                which: it.id.to_string(),
                name: it.name.to_string(),
                about: units.collect::<Vec<_>>().join(", "),
                retired: it.retired,
            }
        };
        setup.areas.iter().map(row).collect()
    }

    fn typed(setup: &Setup, which: &str) -> Option<Typed> {
        let it = setup.areas.iter().find(|it| it.id.as_str() == which)?;
        let units: Vec<_> = it.departments.iter().map(DepartmentId::as_str).collect();
        Some(Typed::of([
            ("id", it.id.to_string()),
            ("name", it.name.to_string()),
            ("departments", units.join("\n")),
            ("outline", it.outline.clone().into()),
            ("retired", ticked(it.retired)),
        ]))
    }

    fn fields(shell: &Shell, setup: &Setup, typed: &Typed) -> Vec<Field> {
        let active = setup.catalogue.departments.iter().filter(|it| !it.retired);
        let known: Vec<_> = active.map(|it| it.id.as_str()).collect();
        let units = shell.say_with("field-units-hint", "known", known.join(", "));
        vec![
            Field::id(shell, typed),
            Field::new("name", shell.say("field-name"), Input::Line, typed),
            Field::new("departments", shell.say("field-units"), Input::Lines(3), typed).hint(units),
            Field::new("outline", shell.say("field-outline"), Input::Lines(10), typed)
                .hint(shell.say("field-outline-hint")),
            Field::retired(shell, typed),
        ]
    }

    fn save(typed: &Typed, seen: Edition) -> Result<SetArea, Wrong> {
        let units = typed.lines("departments").map(str::parse).collect::<Result<_, _>>();
        let outline = typed.get("outline").parse();
        let area = Area {
            id: typed.get("id").parse().map_err(|_| Wrong("id", "wrong-id"))?,
            name: typed.get("name").into(),
            departments: units.map_err(|_| Wrong("departments", "wrong-choice"))?,
            retired: typed.is("retired"),
            outline: outline.map_err(|invalid| Wrong("outline", told(invalid)))?,
        };
        Ok(SetArea { seen, new: typed.is("new"), area })
    }

    fn field(part: &str) -> &str {
        part
    }
}

/// The key of what is wrong with an outline.
fn told(invalid: InvalidOutline) -> &'static str {
    match invalid {
        InvalidOutline::NotGeoJson => "outline-not-geojson",
        InvalidOutline::NotPolygons => "outline-not-polygons",
        InvalidOutline::OpenRing => "outline-open",
        InvalidOutline::OffTheEarth => "outline-off",
        InvalidOutline::TooFine => "outline-fine",
    }
}
