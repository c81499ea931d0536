//! The second of two proofs: the code of a device, or a recovery code.

use aduan::{
    authority::Actor,
    domain::{SecondProof, Secret},
    verbs::{Entered, SignIn},
};
use askama::Template;
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::label;
use crate::{
    Panel,
    guard::cookie::Cookie,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct Page {
    shell: Shell,
    /// What is said of a guess that was wrong.
    wrong: Option<String>,
}

/// The page; without half a way in there is nothing to do on it.
pub(crate) async fn page(
    State(panel): State<Panel>,
    headers: HeaderMap,
    shell: Shell,
) -> Result<Response, Trouble> {
    match Cookie::Doorstep.secret(&headers, panel.settings()) {
        Some(_) => layout::page(&Page { shell, wrong: None }),
        None => Ok(begin_anew(&panel)),
    }
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    code: Zeroizing<String>,
}

/// Takes the second proof.
pub(crate) async fn give(
    State(panel): State<Panel>,
    headers: HeaderMap,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let (desk, settings) = (panel.desk(), panel.settings());
    let Some(doorstep) = Cookie::Doorstep.secret(&headers, settings) else {
        return Ok(begin_anew(&panel));
    };
    let Some(proof) = SecondProof::parse(&typed.code) else {
        // It has not the form of a proof, so it is no guess.
        let page = Page { shell, wrong: None };
        return layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let session = Secret::session(desk.room().entropy);
    let sign_in = SignIn { doorstep, proof, session: session.clone(), label: label::of(&headers) };
    match desk.run(&Actor::Visitor, &sign_in).await?.answer {
        Entered::Right(_) => {
            let mut response = Redirect::to(&settings.at("/")).into_response();
            let age = desk.city().limits.officer_session;
            Cookie::Session.keep(response.headers_mut(), &session.reveal(), age, settings);
            Cookie::Doorstep.forget(response.headers_mut(), settings);
            Ok(response)
        }
        Entered::Wrong { left } if left > 0 => {
            let wrong = Some(shell.say_with("wrong-code", "left", i64::from(left)));
            let page = Page { shell, wrong };
            layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Entered::Wrong { .. } | Entered::Gone => Ok(begin_anew(&panel)),
    }
}

fn begin_anew(panel: &Panel) -> Response {
    let settings = panel.settings();
    let mut response = Redirect::to(&settings.at("/sign-in")).into_response();
    Cookie::Doorstep.forget(response.headers_mut(), settings);
    response
}
