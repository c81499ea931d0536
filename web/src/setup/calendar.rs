//! The days on which the city works.

use aduan::{
    domain::{Calendar, ServiceHours, Setup, Thing},
    verbs::{Edition, SetCalendar},
};
use chrono::NaiveDate;

use super::{
    form::{Field, Input, Typed, ticked},
    sheet::{Row, Sheet, Wrong},
};
use crate::layout::Shell;

/// The calendar, of which there is one.
pub(crate) struct CalendarSheet;

impl Sheet for CalendarSheet {
    type Save = SetCalendar;
    const THING: Thing = Thing::Calendar;
    const PATH: &'static str = "/setup/calendar";

    fn title(shell: &Shell) -> String {
        shell.say("calendar")
    }

    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row> {
        let calendar = setup.catalogue.calendar.as_ref();
        let about = calendar.map_or_else(
            || shell.say("every-day-counts"),
            |calendar| {
                let holidays = i64::try_from(calendar.holidays.len()).unwrap_or(i64::MAX);
                let holidays = shell.say_with("so-many-holidays", "count", holidays);
                format!("{} · {holidays}", String::from(calendar.hours))
            },
        );
        let name = shell.say("working-days");
        vec![Row { which: "days".to_owned(), name, about, retired: false }]
    }

    fn typed(setup: &Setup, which: &str) -> Option<Typed> {
        if which != "days" {
            return None;
        }
        let calendar = setup.catalogue.calendar.clone();
        let used = ticked(calendar.is_some());
        let calendar = calendar.unwrap_or_else(|| Calendar::new(ServiceHours::default()));
        let holidays = calendar.holidays.iter().map(|(day, name)| format!("{day} {name}"));
        Some(Typed::of([
            ("used", used),
            ("hours", calendar.hours.into()),
            ("holidays", holidays.collect::<Vec<_>>().join("\n")),
        ]))
    }

    fn fields(shell: &Shell, _: &Setup, typed: &Typed) -> Vec<Field> {
        vec![
            Field::new("used", shell.say("field-used"), Input::Tick, typed)
                .hint(shell.say("field-used-hint")),
            Field::new("hours", shell.say("field-hours"), Input::Line, typed)
                .hint(shell.say("field-hours-hint")),
            Field::new("holidays", shell.say("field-holidays"), Input::Lines(12), typed)
                .hint(shell.say("field-holidays-hint")),
        ]
    }

    fn save(typed: &Typed, seen: Edition) -> Result<SetCalendar, Wrong> {
        if !typed.is("used") {
            return Ok(SetCalendar { seen, calendar: None });
        }
        let hours = typed.get("hours").parse().map_err(|_| Wrong("hours", "wrong-hours"))?;
        let mut calendar = Calendar::new(hours);
        for line in typed.lines("holidays") {
            let (day, name) = line.split_once(' ').unwrap_or((line, ""));
            let day: NaiveDate = day.parse().map_err(|_| Wrong("holidays", "wrong-day"))?;
            calendar.holidays.insert(day, name.trim().into());
        }
        Ok(SetCalendar { seen, calendar: Some(calendar) })
    }
}
