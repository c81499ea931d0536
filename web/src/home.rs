//! The first page: who she is, and how much there is to do.

use aduan::{
    domain::StageKind,
    verbs::{Admitted, Pile, WorkloadOf},
};
use askama::Template;
use axum::{Extension, extract::State, response::Response};

use crate::{
    Panel,
    layout::{self, Chip, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "home.html")]
struct Page {
    name: String,
    /// What each pile is called, how many are on it, and their stage if it is one.
    piles: Vec<(String, u64, Option<Chip>)>,
    shell: Shell,
}

/// The page.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let piles = WorkloadOf { officer: who.officer }.find(panel.desk()).await?;
    let stage = |pile| match pile {
        Pile::Mine => None,
        Pile::Unrouted => Some(StageKind::Submitted),
        Pile::Unowned => Some(StageKind::Assigned),
        Pile::InProgress => Some(StageKind::InProgress),
        Pile::NeedsInfo => Some(StageKind::NeedsInfo),
        Pile::Resolved => Some(StageKind::Resolved),
    };
    let piles = piles.into_iter().map(|(pile, count)| {
        (called(pile, &shell), count, stage(pile).map(|stage| shell.stage(stage)))
    });
    let piles = piles.collect();
    layout::page(&Page { name: who.name.as_str().to_owned(), piles, shell })
}

fn called(pile: Pile, shell: &Shell) -> String {
    match pile {
        Pile::Mine => shell.say("pile-mine"),
        Pile::Unrouted => shell.say("pile-unrouted"),
        Pile::Unowned => shell.say("pile-unowned"),
        Pile::InProgress => shell.say("pile-in-progress"),
        Pile::NeedsInfo => shell.say("pile-needs-info"),
        Pile::Resolved => shell.say("pile-resolved"),
    }
}
