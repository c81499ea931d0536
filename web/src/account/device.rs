//! Changing the device that makes one's codes.

use aduan::{
    domain::{Code, TotpSecret},
    refusal::Refusal,
    verbs::{Admitted, ChangeDevice, OwnKeys},
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
    join::device::Scan,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "account/device.html")]
struct Page {
    shell: Shell,
    scan: Scan,
    refusal: Option<String>,
}

/// The page, with a new device.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let keys = OwnKeys { officer: who.officer }.find(panel.desk()).await?;
    let device = TotpSecret::random(panel.desk().room().entropy);
    let scan = Scan::new(&shell, keys.email.as_str(), &device)?;
    layout::page(&Page { shell, scan, refusal: None })
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    device: Zeroizing<String>,
    current: Zeroizing<String>,
    code: Zeroizing<String>,
}

/// Takes the new device, if it shows its code and she knows her password.
pub(crate) async fn give(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let device = TotpSecret::parse(&typed.device).ok_or(Trouble::Refused(Refusal::WrongCode))?;
    let (keys, proof) = proof::prove(&panel, &who, &typed.current).await?;
    let scan = Scan::new(&shell, keys.email.as_str(), &device)?;
    let changed = match Code::find(&typed.code) {
        Some(code) => {
            let change = ChangeDevice { proof, device, code, here: who.session };
            proof::change(&panel, &who, &change).await
        }
        None => Err(Trouble::Refused(Refusal::WrongCode)),
    };
    let words = match changed {
        Ok(true) => return Ok(Redirect::to(&panel.settings().at("/account")).into_response()),
        Ok(false) => shell.say("wrong-current"),
        Err(Trouble::Refused(refusal @ Refusal::WrongCode)) => {
            refusal.words(shell.language, panel.desk().now())
        }
        Err(trouble) => return Err(trouble),
    };
    layout::show(StatusCode::UNPROCESSABLE_ENTITY, &Page { shell, scan, refusal: Some(words) })
}
