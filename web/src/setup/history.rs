//! What was changed in the set-up, when, and by whom.

use std::collections::BTreeMap;

use aduan::{
    authority::Actor,
    domain::{FieldChange, OfficerId, Thing},
    log::{By, Entry, Event},
    verbs::{Admitted, StaffList},
};
use askama::Template;
use axum::{Extension, extract::State, response::Response};

use super::sheet::seen;
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

/// A change as it is read.
struct Line {
    when: String,
    who: String,
    what: String,
    parts: Vec<FieldChange>,
}

#[derive(Template)]
#[template(path = "setup/history.html")]
struct Page {
    lines: Vec<Line>,
    shell: Shell,
}

/// The page.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let history = seen(&panel, &who).await?.history;
    let staff = StaffList { by: Actor::Officer(who.officer) }.find(panel.desk()).await?;
    let names: BTreeMap<_, _> =
        staff.into_iter().map(|it| (it.id, it.name.as_str().to_owned())).collect();
    let lines = history.iter().flat_map(|entry| lines(entry, &names, &shell)).collect();
    layout::page(&Page { lines, shell })
}

fn called(shell: &Shell, thing: Thing) -> String {
    match thing {
        Thing::Department => shell.say("thing-department"),
        Thing::Category => shell.say("thing-category"),
        Thing::Reply => shell.say("thing-reply"),
        Thing::Area => shell.say("thing-area"),
        Thing::Calendar => shell.say("thing-calendar"),
    }
}

/// What an entry tells: a line for each thing that changed.
fn lines(entry: &Entry, names: &BTreeMap<OfficerId, String>, shell: &Shell) -> Vec<Line> {
    let name = |id: &OfficerId| names.get(id).cloned().unwrap_or_else(|| id.to_string());
    let line = |what, parts| Line {
        when: shell.time(&entry.at),
        who: match &entry.by {
            By::Officer(id) => name(id),
            By::Citizen(_) | By::System => shell.say("by-operator"),
        },
        what,
        parts,
    };
    match &entry.what {
        Event::SetUp { changes } => changes
            .iter()
            .map(|change| {
                let what = format!("{} {}", called(shell, change.thing), change.id);
                line(what.trim().to_owned(), change.fields.clone())
            })
            .collect(),
        Event::OfficerAdded { officer } => {
            vec![line(shell.say_with("officer-added", "name", name(officer)), Vec::new())]
        }
        Event::OfficerInvited { officer } => {
            vec![line(shell.say_with("officer-invited", "name", name(officer)), Vec::new())]
        }
        Event::OfficerRetired { officer } => {
            vec![line(shell.say_with("officer-retired", "name", name(officer)), Vec::new())]
        }
        Event::OfficerChanged { officer, fields } => {
            vec![line(shell.say_with("officer-changed", "name", name(officer)), fields.clone())]
        }
        // Nothing else is told in the history of the set-up.
        _ => Vec::new(),
    }
}
