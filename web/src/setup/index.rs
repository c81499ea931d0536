//! The first page: what there is to set up.

use aduan::verbs::Admitted;
use askama::Template;
use axum::{Extension, extract::State, response::Response};

use super::sheet::seen;
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "setup/index.html")]
struct Page {
    /// Where each page is, its icon, what it is called, and how many things are on it.
    rooms: [(&'static str, &'static str, String, Option<usize>); 7],
    shell: Shell,
}

/// The page.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let setup = seen(&panel, &who).await?.setup;
    let departments = setup.catalogue.departments.iter().filter(|it| !it.retired).count();
    let areas = setup.areas.iter().filter(|it| !it.retired).count();
    let rooms = [
        ("/setup/departments", "layers", shell.say("departments"), Some(departments)),
        (
            "/setup/categories",
            "tag",
            shell.say("categories"),
            Some(setup.catalogue.offered().count()),
        ),
        ("/setup/areas", "map", shell.say("areas"), Some(areas)),
        ("/setup/replies", "reply", shell.say("replies"), Some(setup.catalogue.replies.len())),
        ("/setup/calendar", "calendar", shell.say("calendar"), None),
        ("/setup/officers", "users", shell.say("officers"), None),
        ("/setup/history", "history", shell.say("setup-history"), None),
    ];
    layout::page(&Page { rooms, shell })
}
