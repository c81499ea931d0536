//! Where an officer is signed in.

use aduan::{
    authority::Actor,
    seal::Token,
    verbs::{Admitted, Browser, EndSessions, SessionsOf},
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct Page {
    shell: Shell,
    browsers: Vec<Browser>,
}

/// The list.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let sessions = SessionsOf { officer: who.officer, here: who.session };
    let browsers = sessions.find(panel.desk()).await?;
    layout::page(&Page { shell, browsers })
}

/// Which to end.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    /// One; all but the present one if it is left out.
    session: Option<Token>,
}

/// Ends one session, or all but this one.
pub(crate) async fn end(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Trouble> {
    let end = match chosen.session {
        Some(session) => EndSessions::Of(session),
        None => EndSessions::AllBut(who.session),
    };
    panel.desk().run(&Actor::Officer(who.officer), &end).await?;
    Ok(Redirect::to(&panel.settings().at("/account/sessions")).into_response())
}
