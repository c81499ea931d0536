//! The first page: who she is here, and what she signs in with.

use aduan::verbs::{Admitted, Keys, OwnKeys};
use askama::Template;
use axum::{Extension, extract::State, response::Response};

use crate::{
    Panel,
    layout::{self, Shell, Trouble},
};

#[derive(Template)]
#[template(path = "account/overview.html")]
struct Page {
    shell: Shell,
    name: String,
    email: String,
    /// How many recovery codes she has left.
    left: i64,
}

/// The page.
pub(crate) async fn page(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    shell: Shell,
) -> Result<Response, Trouble> {
    let Keys { email, recovery } = OwnKeys { officer: who.officer }.find(panel.desk()).await?;
    let (name, email) = (who.name.as_str().to_owned(), email.as_str().to_owned());
    let left = i64::try_from(recovery).unwrap_or(i64::MAX);
    layout::page(&Page { shell, name, email, left })
}
