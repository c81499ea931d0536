//! What all sheets share: a list of things, and a form for one of them.

use aduan::{
    DeskError,
    authority::Actor,
    domain::{Setup, Thing},
    refusal::Refusal,
    verb::Verb,
    verbs::{Admitted, Edition, Seen, SetupOf},
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::form::{Field, Input, Typed};
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

/// A kind of thing that is listed and changed.
pub(crate) trait Sheet: 'static {
    /// The verb that changes one.
    type Save: Verb<Answer = Edition>;
    /// What kind of thing it is.
    const THING: Thing;
    /// Where its list is, below the panel. Where there is one thing only, the form is there.
    const PATH: &'static str;

    /// What the list is called.
    fn title(shell: &Shell) -> String;
    /// The things.
    fn rows(shell: &Shell, setup: &Setup) -> Vec<Row>;
    /// A thing as it is; `None` if there is none of that name.
    fn typed(setup: &Setup, which: &str) -> Option<Typed>;
    /// The fields of the form.
    fn fields(shell: &Shell, setup: &Setup, typed: &Typed) -> Vec<Field>;
    /// What was typed as a verb, or in which field what is wrong.
    fn save(typed: &Typed, seen: Edition) -> Result<Self::Save, Wrong>;
    /// In which field that part of the thing stands.
    fn field(part: &str) -> &str {
        if part == "name" { "name-id" } else { part }
    }
}

/// A field that cannot be read, and the key of what is wrong with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wrong(pub(crate) &'static str, pub(crate) &'static str);

/// A thing in a list.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// What finds it.
    pub(crate) which: String,
    /// What it is called.
    pub(crate) name: String,
    /// What else there is to know at a glance.
    pub(crate) about: String,
    /// Whether it is retired.
    pub(crate) retired: bool,
}

#[derive(Template)]
#[template(path = "setup/list.html")]
pub(crate) struct List {
    pub(crate) shell: Shell,
    pub(crate) title: String,
    pub(crate) path: &'static str,
    pub(crate) rows: Vec<Row>,
    /// Whether more can be added.
    pub(crate) adds: bool,
}

/// The form, also of what is no sheet.
#[derive(Template)]
#[template(path = "setup/form.html")]
pub(crate) struct FormPage {
    pub(crate) shell: Shell,
    pub(crate) title: String,
    /// The list to go back to.
    pub(crate) back: &'static str,
    /// Where it is sent.
    pub(crate) action: String,
    /// What goes along unseen.
    pub(crate) hidden: Vec<(&'static str, String)>,
    pub(crate) fields: Vec<Field>,
    /// What is wrong with all of it.
    pub(crate) told: Option<String>,
}

/// Which thing.
#[derive(Deserialize)]
pub(crate) struct Which {
    /// What finds it; nothing for a new one.
    id: Option<String>,
}

/// How the city is set up, as the officer who asks may see it.
pub(crate) async fn seen(panel: &Panel, who: &Admitted) -> Result<Seen, Trouble> {
    Ok(SetupOf { by: Actor::Officer(who.officer) }.find(panel.desk()).await?)
}

/// The list.
pub(crate) async fn list<S: Sheet>(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let seen = seen(&panel, &who).await?;
    let (title, rows) = (S::title(&shell), S::rows(&shell, &seen.setup));
    // Of the calendar there is one.
    let adds = S::THING != Thing::Calendar;
    layout::page(&List { title, rows, path: S::PATH, adds, shell })
}

fn form<S: Sheet>(shell: Shell, seen: &Seen, typed: &Typed) -> FormPage {
    let new = if typed.is("new") { "on" } else { "" };
    // A form that comes back was made on the edition its fields were read in.
    let edition = typed.some("seen").map_or_else(|| seen.edition.to_string(), str::to_owned);
    FormPage {
        title: S::title(&shell),
        back: S::PATH,
        action: format!("{}/one", S::PATH),
        hidden: vec![
            ("seen", edition),
            ("new", new.to_owned()),
            ("which", typed.get("which").to_owned()),
        ],
        fields: S::fields(&shell, &seen.setup, typed),
        told: None,
        shell,
    }
}

/// The form of one thing, or of a new one.
pub(crate) async fn one<S: Sheet>(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Query(which): Query<Which>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let seen = seen(&panel, &who).await?;
    let typed = match &which.id {
        Some(id) => S::typed(&seen.setup, id).ok_or(Trouble::Nothing)?,
        None => Typed::of([("new", "on".to_owned())]),
    };
    layout::page(&form::<S>(shell, &seen, &typed))
}

/// Saves one thing, or says in which field what is wrong and keeps what was typed.
pub(crate) async fn save<S: Sheet>(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let seen = seen(&panel, &who).await?;
    let mut page = form::<S>(shell, &seen, &typed);
    let edition = typed.get("seen").parse().unwrap_or_default();
    let verb = match S::save(&typed, edition) {
        Ok(verb) => verb,
        Err(Wrong(field, key)) => {
            let words = page.shell.say(key);
            page.tell(field, words);
            return layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    match panel.desk().run(&Actor::Officer(who.officer), &verb).await {
        Ok(_) => Ok(Redirect::to(&page.shell.at(S::PATH)).into_response()),
        Err(DeskError::Refused(refusal)) => {
            let words = refusal.words(page.shell.language, panel.desk().now());
            match &refusal {
                // What is wrong may be in another thing, which is named.
                Refusal::Unfit(unfit) if unfit.thing != S::THING || !is_it(&unfit.id, &typed) => {
                    page.told = Some(format!("{}: {words}", unfit.id));
                }
                Refusal::Unfit(unfit) => page.tell(S::field(&unfit.field), words),
                Refusal::NotAllowed | Refusal::NotFound => {
                    return Err(Trouble::Refused(refusal));
                }
                // She has been told, so that the next time it is what she wants.
                Refusal::ChangedMeanwhile => {
                    page.hidden[0].1 = seen.edition.to_string();
                    page.told = Some(words);
                }
                _ => page.told = Some(words),
            }
            layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a thing of that name is the one in the form.
fn is_it(id: &str, typed: &Typed) -> bool {
    id.is_empty() || id == typed.get("id") || id == typed.get("name-id")
}

impl FormPage {
    /// Says what is wrong at its field; above all of them, if it has none.
    pub(crate) fn tell(&mut self, name: &str, words: String) {
        match self.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.wrong = Some(words),
            None => self.told = Some(words),
        }
    }
}
