//! Changing one's password.

use aduan::{
    password::Password,
    verbs::{Admitted, ChangePassword},
};
use askama::Template;
use axum::{
    Extension, Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::proof;
use crate::{
    Panel,
    join::device::unfit,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "account/password.html")]
struct Page {
    shell: Shell,
    /// The fewest characters of a password.
    least: usize,
    refusal: Option<String>,
}

impl Page {
    fn new(shell: Shell) -> Self {
        Self { shell, least: Password::SHORTEST, refusal: None }
    }

    fn refused(shell: Shell, words: String) -> Result<Response, Trouble> {
        let page = Self { refusal: Some(words), ..Self::new(shell) };
        layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }
}

/// The page.
pub(crate) async fn page(shell: Shell) -> Result<Response, Trouble> {
    layout::page(&Page::new(shell))
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    current: Zeroizing<String>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
}

/// Changes it: she stays signed in here, and nowhere else.
pub(crate) async fn give(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    if typed.password != typed.again {
        let words = shell.say("password-differs");
        return Page::refused(shell, words);
    }
    let (keys, proof) = proof::prove(&panel, &who, &typed.current).await?;
    let city = &panel.desk().city().name;
    let chosen = match Password::chosen(&typed.password, &keys.email, city) {
        Ok(chosen) => chosen,
        Err(why) => {
            let words = unfit(&shell, why);
            return Page::refused(shell, words);
        }
    };
    let desk = panel.desk().clone();
    let hash = panel.hashing(move || chosen.hash(desk.room().entropy)).await?;
    let password = hash.map_err(|_| Trouble::Failed)?;
    let change = ChangePassword { proof, password, here: who.session };
    if proof::change(&panel, &who, &change).await? {
        return Ok(Redirect::to(&panel.settings().at("/account")).into_response());
    }
    let words = shell.say("wrong-current");
    Page::refused(shell, words)
}
