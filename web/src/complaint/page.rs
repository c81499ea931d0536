//! The page of one complaint: a story that is read in one go, and what can be done about it.

use aduan::{
    domain::{Identity, Picture, Visibility},
    phrase::Value,
    verbs::{Deadline, Dossier},
};
use askama::Template;
use axum::{extract::Query, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{
    Asked, Filled,
    forms::{self, Form, Open},
    story::{Line, Teller},
};
use crate::layout::{self, Shell, Trouble};

/// How long the longer side of a thumbnail is shown, in pixels; it is kept larger for sharp screens.
const SMALL: u32 = 200;

#[derive(Template)]
#[template(path = "complaint/page.html")]
struct Page<'a> {
    shell: &'a Shell,
    dossier: &'a Dossier,
    teller: Teller<'a>,
    path: String,
    title: String,
    category: String,
    lines: Vec<Line>,
    forms: Vec<Form>,
    /// Why the last form was not done, and what happened meanwhile.
    trouble: Option<(String, Option<String>)>,
    /// Whether photos can be shown and taken.
    album: bool,
}

impl Page<'_> {
    fn visibility(&self) -> String {
        match (self.dossier.complaint.visibility, self.dossier.complaint.is_published()) {
            (Visibility::Private, _) => self.shell.say("seen-private"),
            (Visibility::Public, true) => self.shell.say("seen-published"),
            (Visibility::Public, false) => self.shell.say("seen-not-yet"),
        }
    }

    fn reporter(&self) -> String {
        match (&self.dossier.reporter, self.dossier.complaint.identity) {
            (Some(name), _) => name.as_str().to_owned(),
            (None, Identity::HiddenFromStaff) => self.shell.say("reporter-hidden"),
            (None, _) => self.shell.say("reporter-unnamed"),
        }
    }

    fn is_late(&self) -> bool {
        matches!(self.dossier.deadline, Deadline::Passed(_))
    }

    fn deadline(&self) -> String {
        match &self.dossier.deadline {
            Deadline::Runs(due) | Deadline::Passed(due) => self.shell.time(due),
            Deadline::Paused => self.shell.say("deadline-paused"),
            Deadline::Kept => self.shell.say("deadline-kept"),
            Deadline::Late => self.shell.say("deadline-late"),
            Deadline::Void => self.shell.say("deadline-void"),
        }
    }

    fn supports(&self) -> String {
        let count = i64::try_from(self.dossier.tally.supports).unwrap_or(i64::MAX);
        self.shell.say_with("supports", "count", Value::from(count))
    }

    /// The width and height of a thumbnail, in pixels, so that nothing jumps when it comes.
    #[expect(clippy::unused_self, reason = "templates reach it through the page")]
    fn small(&self, picture: &Picture) -> (u32, u32) {
        let longest = picture.width.max(picture.height).max(1);
        let shrunk = |side: u32| (side * SMALL.min(longest) / longest).max(1);
        (shrunk(picture.width), shrunk(picture.height))
    }

    /// What is to be said of the photos that are not there.
    fn missing(&self) -> Option<String> {
        let photos = self.dossier.complaint.photos.iter();
        let count = photos.filter(|photo| photo.source().is_some()).count();
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        (count > 0).then(|| self.shell.say_with("photos-coming", "count", count))
    }

    /// The point as maps and people read it: `-6.90000, 107.60000`.
    fn point(&self) -> Option<String> {
        let point = self.dossier.complaint.point?;
        Some(format!("{:.5},{:.5}", point.latitude(), point.longitude()))
    }
}

/// Words to begin with.
#[derive(Deserialize)]
pub(crate) struct Begun {
    act: Option<Box<str>>,
    template: Option<usize>,
}

/// The page.
pub(crate) async fn page(asked: Asked, Query(begun): Query<Begun>) -> Result<Response, Trouble> {
    let dossier = asked.dossier().find(asked.panel.desk()).await?;
    let open = match (begun.act, begun.template) {
        (Some(act), Some(template)) => {
            forms::from_template(&dossier, &act, template, asked.shell.language)
        }
        _ => None,
    };
    show(&asked, &dossier, open, None)
}

/// The page with one form open, and why it was not done, if it was sent.
pub(super) fn show(
    asked: &Asked,
    dossier: &Dossier,
    open: Option<Open>,
    trouble: Option<(StatusCode, String)>,
) -> Result<Response, Trouble> {
    let shell = &asked.shell;
    let teller = Teller { dossier, reader: asked.who.officer, shell };
    let status = trouble.as_ref().map_or(StatusCode::OK, |(status, _)| *status);
    let changed = status == StatusCode::CONFLICT;
    let meanwhile = changed.then(|| teller.latest(asked.panel.desk().now())).flatten();
    let category = dossier.catalogue.category(&dossier.complaint.category);
    let page = Page {
        shell,
        path: asked.path(),
        title: aduan::words::title(dossier.original.words.as_str()),
        category: shell.category(category, &dossier.complaint.category),
        lines: teller.lines(),
        forms: forms::of(dossier, open, &asked.path(), shell),
        trouble: trouble.map(|(_, why)| (why, meanwhile)),
        album: asked.panel.album().is_some(),
        dossier,
        teller,
    };
    layout::show(status, &page)
}

#[derive(Template)]
#[template(path = "complaint/gone.html")]
struct Gone {
    shell: Shell,
    words: String,
}

/// What was typed about a complaint that is not there, or not for her any more.
pub(super) fn gone(shell: Shell, filled: Filled) -> Result<Response, Trouble> {
    layout::show(StatusCode::NOT_FOUND, &Gone { shell, words: filled.words })
}
