//! Typing an invitation. It stands in no address, where histories and logs would keep it.

use aduan::{
    DeskError,
    domain::{Secret, TotpSecret},
    verbs::Invited,
};
use askama::Template;
use axum::{Form, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::device;
use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "join/invitation.html")]
struct Page {
    shell: Shell,
    refusal: Option<String>,
}

/// The page.
pub(crate) async fn page(shell: Shell) -> Result<Response, Trouble> {
    layout::page(&Page { shell, refusal: None })
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    invitation: Zeroizing<String>,
}

/// Takes an invitation and shows what is to be chosen, with a new device.
pub(crate) async fn give(
    State(panel): State<Panel>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let invitation = Secret::parse(&typed.invitation);
    match invited(&panel, invitation.as_ref()).await {
        Ok((invitation, invited)) => {
            let device = TotpSecret::random(panel.desk().room().entropy);
            layout::page(&device::Page::new(shell, invitation, &invited, &device)?)
        }
        Err(Trouble::Refused(refusal)) => show(&panel, shell, &refusal),
        Err(trouble) => Err(trouble),
    }
}

/// The page with the reason why it was not taken.
pub(super) fn show(
    panel: &Panel,
    shell: Shell,
    refusal: &aduan::refusal::Refusal,
) -> Result<Response, Trouble> {
    let refusal = Some(refusal.words(shell.language, panel.desk().now()));
    layout::show(StatusCode::UNPROCESSABLE_ENTITY, &Page { shell, refusal })
}

/// Whom an invitation is for.
pub(super) async fn invited<'a>(
    panel: &Panel,
    invitation: Option<&'a Secret>,
) -> Result<(&'a Secret, Invited), Trouble> {
    let invitation = invitation.ok_or(DeskError::Refused(aduan::refusal::Refusal::NotInvited))?;
    Ok((invitation, Invited::by(panel.desk(), invitation).await?))
}
