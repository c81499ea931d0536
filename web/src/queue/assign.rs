//! Several complaints are given to somebody at once: each is a commit of its own, with a verdict
//! of its own.

use std::fmt;

use aduan::{
    DeskError,
    authority::Actor,
    domain::{DepartmentId, OfficerId, TrackingNumber},
    verb::Verb,
    verbs::{Admitted, AsSeen, Assign, Start},
};
use askama::Template;
use axum::{Extension, Form, extract::State, response::Response};

use super::asked::Asked;
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

/// The most that are given at once: what a page shows.
const MOST: usize = aduan::verbs::Worklist::ROWS;

/// To whom; in a form it is the id of a department, or a word with a sign no such id has.
pub(super) enum Taker {
    Herself,
    Colleague(OfficerId),
    Department(DepartmentId),
}

impl Taker {
    fn read(value: &str) -> Option<Self> {
        match value.split_once('/') {
            None if value == "me" => Some(Self::Herself),
            None => value.parse().ok().map(Self::Department),
            Some(("officer", id)) => id.parse().ok().map(Self::Colleague),
            Some(_) => None,
        }
    }
}

impl fmt::Display for Taker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Herself => f.write_str("me"),
            Self::Colleague(officer) => write!(f, "officer/{officer}"),
            Self::Department(department) => write!(f, "{department}"),
        }
    }
}

/// What became of one.
struct Verdict {
    number: String,
    done: bool,
    words: String,
}

#[derive(Template)]
#[template(path = "queue/assigned.html")]
struct Page {
    shell: Shell,
    verdicts: Vec<Verdict>,
    back: String,
}

/// Gives them, one by one.
pub(crate) async fn give(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let named = |name| pairs.iter().filter(move |(of, _)| of == name).map(|(_, value)| &**value);
    let taker = named("to").next().and_then(Taker::read);
    let actor = Actor::Officer(who.officer);
    let mut verdicts = Vec::new();
    if let Some(taker) = taker {
        for pick in named("pick").take(MOST) {
            verdicts.extend(verdict(pick, &taker, &actor, &panel, &shell).await?);
        }
    }
    let back = Asked::read(&pairs).path();
    layout::page(&Page { shell, verdicts, back })
}

/// Gives one, and says what became of it; nothing of what is no complaint's number.
async fn verdict(
    pick: &str,
    taker: &Taker,
    actor: &Actor,
    panel: &Panel,
    shell: &Shell,
) -> Result<Option<Verdict>, Trouble> {
    let Some((number, version)) = pick.split_once('@') else { return Ok(None) };
    let (Ok(number), Ok(version)) = (number.parse::<TrackingNumber>(), version.parse()) else {
        return Ok(None);
    };
    let shown = number.to_string();
    let given = match taker {
        Taker::Herself | Taker::Colleague(_) => {
            let owner = if let Taker::Colleague(officer) = taker { Some(*officer) } else { None };
            let verb = Start { number: number.clone(), owner };
            give_one(AsSeen { number, version, verb }, actor, panel).await
        }
        Taker::Department(to) => {
            let verb = Assign { number: number.clone(), to: to.clone() };
            give_one(AsSeen { number, version, verb }, actor, panel).await
        }
    };
    let (done, words) = match given {
        Ok(()) => (true, shell.say("given")),
        Err(DeskError::Refused(refusal)) => {
            (false, refusal.words(shell.language, panel.desk().now()))
        }
        Err(DeskError::Busy) => (false, shell.say("trouble-busy")),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(Verdict { number: shown, done, words }))
}

async fn give_one<V: Verb>(verb: V, by: &Actor, panel: &Panel) -> Result<(), DeskError> {
    panel.desk().run(by, &verb).await.map(|_| ())
}
