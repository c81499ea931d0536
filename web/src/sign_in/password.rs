//! The first of two proofs: an address and a password.

use aduan::{
    authority::Actor,
    domain::{Email, Secret},
    password::{OnFile, Password},
    verbs::{Knock, Knocked},
};
use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{
    Panel,
    guard::{cookie::Cookie, network::Network},
    layout::{self, Shell, Trouble},
};

/// How long a browser keeps half a way in; the domain ends it as soon.
const DOORSTEP: TimeDelta = TimeDelta::minutes(5);

#[derive(Template)]
#[template(path = "sign_in/password.html")]
struct Page {
    shell: Shell,
    email: String,
    wrong: bool,
}

/// The page.
pub(crate) async fn page(shell: Shell) -> Result<Response, Trouble> {
    layout::page(&Page { shell, email: String::new(), wrong: false })
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    email: String,
    password: Zeroizing<String>,
}

/// Takes an address and a password.
pub(crate) async fn give(
    State(panel): State<Panel>,
    network: Network,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let doorstep = match (Email::parse(&typed.email), Password::typed(&typed.password)) {
        (Ok(email), Some(password)) => knock(&panel, email, password, network).await?,
        _ => None,
    };
    let Some(doorstep) = doorstep else {
        let page = Page { shell, email: typed.email, wrong: true };
        return layout::show(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let settings = panel.settings();
    let mut response = Redirect::to(&settings.at("/sign-in/code")).into_response();
    Cookie::Doorstep.keep(response.headers_mut(), &doorstep.reveal(), DOORSTEP, settings);
    Ok(response)
}

/// The secret of half a way in, if the password is hers. Who it is or whether there is anybody
/// changes nothing in what is done here.
async fn knock(
    panel: &Panel,
    email: Email,
    password: Password,
    Network(network): Network,
) -> Result<Option<Secret>, Trouble> {
    let desk = panel.desk();
    let on_file = OnFile::find(desk, &email, network.as_deref()).await?;
    let proof = panel.hashing(move || on_file.prove(&password)).await?;
    let doorstep = Secret::session(desk.room().entropy);
    let knock = Knock { email, proof, doorstep: doorstep.clone(), network };
    let knocked = desk.run(&Actor::Visitor, &knock).await?.answer;
    Ok((knocked == Knocked::Right).then_some(doorstep))
}
