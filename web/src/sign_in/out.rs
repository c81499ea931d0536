//! Going out.

use aduan::{
    authority::Actor,
    verbs::{Admitted, EndSessions},
};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};

use crate::{Panel, guard::cookie::Cookie, layout::Trouble};

/// Ends the session of this browser.
pub(crate) async fn leave(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
) -> Result<Response, Trouble> {
    let end = EndSessions::Of(who.session);
    panel.desk().run(&Actor::Officer(who.officer), &end).await?;
    let mut response = Redirect::to(&panel.settings().at("/sign-in")).into_response();
    Cookie::Session.forget(response.headers_mut(), panel.settings());
    Ok(response)
}
