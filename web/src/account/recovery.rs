//! Drawing new recovery codes, which are shown once.

use aduan::{
    domain::Secret,
    verbs::{Admitted, RenewRecovery},
};
use askama::Template;
use axum::{Extension, Form, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::proof;
use crate::{
    Panel,
    join::device::Recovery,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "account/recovery.html")]
struct Page {
    shell: Shell,
    wrong: bool,
}

/// The page.
pub(crate) async fn page(shell: Shell) -> Result<Response, Trouble> {
    layout::page(&Page { shell, wrong: false })
}

/// What is typed into it.
#[derive(Deserialize)]
pub(crate) struct Typed {
    current: Zeroizing<String>,
}

/// Draws them, and voids those before.
pub(crate) async fn give(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
    Form(typed): Form<Typed>,
) -> Result<Response, Trouble> {
    let (_, proof) = proof::prove(&panel, &who, &typed.current).await?;
    let entropy = panel.desk().room().entropy;
    let recovery = std::array::from_fn(|_| Secret::recovery_code(entropy));
    let renew = RenewRecovery { proof, recovery };
    if proof::change(&panel, &who, &renew).await? {
        return layout::page(&Recovery::told(shell, &renew.recovery));
    }
    layout::show(StatusCode::UNPROCESSABLE_ENTITY, &Page { shell, wrong: true })
}
