//! One complaint: what is wrong, where, what the city has done, and what others say.

use aduan::{
    domain::{StageKind, TrackingNumber},
    phrase,
    refusal::Refusal,
    verbs::{Deadline, Look, Sight},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{Site, Ways, kept, row};
use crate::{
    Served as _,
    layout::{self, Chip, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "public/complaint.html")]
struct Page {
    shell: Shell,
    ways: Ways,
    sight: Sight,
    category: String,
    department: Option<Box<str>>,
    chip: Chip,
    /// What became of the deadline, and whether that is bad.
    deadline: Option<(String, bool)>,
    supports: String,
    /// Day by day, what happened.
    story: Vec<(String, String)>,
    photos: Vec<Picture>,
    /// What is typed in a chat to support it, and to follow it.
    commands: [String; 2],
}

/// A photo, as a page shows it.
struct Picture {
    small: String,
    whole: String,
    called: String,
}

#[derive(Template)]
#[template(path = "public/absent.html")]
struct Absent {
    shell: Shell,
    ways: Ways,
}

/// The page. A number is led to where it is written as we write it; one that is not published is
/// answered like one that nobody has, and like what is no number at all.
pub(super) async fn page(
    State(site): State<Site>,
    shell: Shell,
    Path(typed): Path<String>,
) -> Result<Response, Trouble> {
    let Ok(number) = typed.parse::<TrackingNumber>() else { return absent(&site, shell) };
    if number.to_string() != typed {
        return Ok(Redirect::permanent(&shell.at(&format!("/c/{number}"))).into_response());
    }
    let sight = match (Look { number }).find(site.desk()).await.map_err(Trouble::from) {
        Ok(sight) => sight,
        Err(Trouble::Refused(Refusal::NotFound)) => return absent(&site, shell),
        Err(trouble) => return Err(trouble),
    };
    let catalogue = site.catalogue().await?;
    let department = sight.department.as_ref();
    let photos = sight.photos.iter().enumerate().map(|(nth, (photo, _))| Picture {
        small: row::small(&sight.number, *photo, &shell),
        whole: row::whole(&sight.number, *photo, &shell),
        called: shell.say_with("public-photo", "nth", i64::try_from(nth + 1).unwrap_or(i64::MAX)),
    });
    let command = |key: &str| format!("{} {}", shell.say(key), sight.number);
    let page = Page {
        ways: site.ways().clone(),
        category: shell.category(catalogue.category(&sight.category), &sight.category),
        department: department.map(|id| row::department(&catalogue, id, &shell)),
        chip: shell.stage(sight.stage),
        deadline: deadline(sight.deadline, &shell),
        supports: row::supports(sight.tally.supports, &shell),
        story: story(&sight, &shell),
        photos: photos.collect(),
        commands: [command("public-command-support"), command("public-command-follow")],
        sight,
        shell,
    };
    layout::page(&page).map(kept)
}

fn absent(site: &Site, shell: Shell) -> Result<Response, Trouble> {
    layout::show(StatusCode::NOT_FOUND, &Absent { shell, ways: site.ways().clone() })
}

fn deadline(deadline: Deadline, shell: &Shell) -> Option<(String, bool)> {
    Some(match deadline {
        Deadline::Runs(due) => (shell.say_with("public-runs", "day", shell.day_of(&due)), false),
        Deadline::Passed(due) => (shell.say_with("public-passed", "day", shell.day_of(&due)), true),
        Deadline::Paused => (shell.say("public-paused"), false),
        Deadline::Kept => (shell.say("public-kept"), false),
        Deadline::Late => (shell.say("public-late"), true),
        Deadline::Void => return None,
    })
}

/// What happened, oldest first: that it was filed, and each stage it came into.
fn story(sight: &Sight, shell: &Shell) -> Vec<(String, String)> {
    let filed = (sight.filed_at, shell.say("public-filed"));
    let steps = sight.steps.iter();
    let steps = steps.filter(|step| step.to != StageKind::Submitted || step.at != sight.filed_at);
    let steps = steps.map(|step| (step.at, phrase::stage(shell.language, step.to)));
    std::iter::once(filed).chain(steps).map(|(at, words)| (shell.time(&at), words)).collect()
}
