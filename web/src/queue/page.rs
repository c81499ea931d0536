//! The page: the lists as tabs, what narrows them as a form, and the complaints.

use std::iter;

use aduan::{
    DeskError,
    domain::{Language, StageKind},
    log::Position,
    ports::StorageErrorKind,
    query::Order,
    verbs::{Admitted, Pile, Worklist},
};
use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::{DateTime, Utc};

use super::{
    asked::{Asked, ORDERS, name_of},
    assign::Taker,
    row::Row,
};
use crate::{
    Panel,
    layout::{self, Chip, Shell, Trouble},
};

/// A list one can choose.
#[derive(Debug)]
struct Tab {
    path: String,
    words: String,
    count: Option<u64>,
    here: bool,
}

/// Something that can be chosen in a form.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

#[derive(Template)]
#[template(path = "queue/page.html")]
struct Page {
    shell: Shell,
    asked: Asked,
    /// Where it hears of changes: those after the log was as the page shows it.
    stream: String,
    /// What the list is called.
    title: String,
    /// What is said where nothing is.
    empty: String,
    tabs: Vec<Tab>,
    categories: Vec<Choice>,
    departments: Vec<Choice>,
    stages: Vec<Choice>,
    orders: Vec<Choice>,
    /// Whom complaints can be given to, in groups with what each is called; nobody, if she may give
    /// none.
    takers: Vec<(String, Vec<Choice>)>,
    rows: Vec<Row>,
    newer: Option<String>,
    older: Option<String>,
}

/// The page.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Query(pairs): Query<Vec<(String, String)>>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let asked = Asked::read(&pairs);
    let after = panel.live().position();
    let list = match asked.by(who.officer).find(panel.desk()).await {
        // A place somebody made up, or of another list: the list begins anew.
        Err(DeskError::Storage(error)) if error.kind() == StorageErrorKind::Malformed => {
            let again = asked.of(asked.pile);
            return Ok(Redirect::to(&shell.at(&again.path())).into_response());
        }
        found => found?,
    };
    layout::page(&Page::new(asked, &list, after, panel.desk().now(), shell))
}

impl Page {
    fn new(
        asked: Asked,
        list: &Worklist,
        after: Option<Position>,
        now: DateTime<Utc>,
        shell: Shell,
    ) -> Self {
        let tab = |&(pile, count): &(Pile, Option<u64>)| Tab {
            path: asked.of(Some(pile)).path(),
            words: called(pile, &shell),
            count,
            here: list.pile == Some(pile),
        };
        let narrow = &asked.narrow;
        let language = shell.language;
        let categories = list.categories.iter().map(|of| Choice {
            value: of.id.to_string(),
            words: of.name.get(language).to_owned(),
            chosen: narrow.category.as_ref() == Some(&of.id),
        });
        let stages = StageKind::ALL.into_iter().map(|of| Choice {
            value: of.name().to_owned(),
            words: Chip::words(language, of),
            chosen: narrow.stage == Some(of),
        });
        let orders = ORDERS.into_iter().map(|of| Choice {
            value: name_of(of).to_owned(),
            words: shell.say(match of {
                Order::Newest => "order-newest",
                Order::Due => "order-due",
                Order::Supported => "order-supported",
            }),
            chosen: asked.order() == of,
        });
        let after = after.map_or_else(String::new, |after| format!("?after={after}"));
        Self {
            stream: shell.at(&format!("/live{after}")),
            title: list.pile.map_or_else(|| shell.say("queue"), |pile| called(pile, &shell)),
            empty: nothing(&asked, list, &shell),
            tabs: list.piles.iter().map(tab).collect(),
            categories: categories.collect(),
            departments: departments(list, &asked, language),
            stages: stages.collect(),
            orders: orders.collect(),
            takers: takers(list, &shell),
            rows: list.rows.iter().map(|entry| Row::new(entry, list, now, &shell)).collect(),
            newer: asked.before().map(|before| before.path()),
            older: list.next.clone().map(|next| asked.next(next).path()),
            asked,
            shell,
        }
    }
}

fn departments(list: &Worklist, asked: &Asked, language: Language) -> Vec<Choice> {
    if list.departments.len() < 2 {
        return Vec::new();
    }
    let choices = list.departments.iter().map(|of| Choice {
        value: of.id.to_string(),
        words: of.name.get(language).to_owned(),
        chosen: asked.narrow.department.as_ref() == Some(&of.id),
    });
    choices.collect()
}

/// Whom complaints can be given to: herself and her colleagues, and departments if she may say so.
fn takers(list: &Worklist, shell: &Shell) -> Vec<(String, Vec<Choice>)> {
    let choice = |value, words: &str| Choice { value, words: words.to_owned(), chosen: false };
    let mut takers = Vec::new();
    if list.takes {
        let hers = list.colleagues.iter();
        let hers = hers.map(|(id, name)| choice(Taker::Colleague(*id).to_string(), name.as_str()));
        takers.push((
            shell.say("to-colleagues"),
            iter::once(choice(Taker::Herself.to_string(), &shell.say("to-me")))
                .chain(hers)
                .collect(),
        ));
    }
    if list.routes {
        let all = list.departments.iter();
        let all = all.map(|of| choice(of.id.to_string(), of.name.get(shell.language)));
        takers.push((shell.say("to-departments"), all.collect()));
    }
    takers
}

/// What is said where nothing is.
fn nothing(asked: &Asked, list: &Worklist, shell: &Shell) -> String {
    if list.piles.is_empty() {
        return shell.say("no-piles");
    }
    if asked.narrows() {
        return shell.say("nothing-found");
    }
    match list.pile {
        Some(Pile::Mine) => shell.say("none-mine"),
        Some(Pile::Unassigned) => shell.say("none-unassigned"),
        Some(Pile::Overdue) => shell.say("none-overdue"),
        Some(Pile::Waiting) => shell.say("none-waiting"),
        Some(Pile::Disputed) => shell.say("none-disputed"),
        Some(Pile::Department | Pile::All) | None => shell.say("none-at-all"),
    }
}

fn called(pile: Pile, shell: &Shell) -> String {
    match pile {
        Pile::Mine => shell.say("pile-mine"),
        Pile::Unassigned => shell.say("pile-unassigned"),
        Pile::Department => shell.say("pile-department"),
        Pile::Overdue => shell.say("pile-overdue"),
        Pile::Waiting => shell.say("pile-waiting"),
        Pile::Disputed => shell.say("pile-disputed"),
        Pile::All => shell.say("pile-all"),
    }
}
