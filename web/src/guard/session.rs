//! Who asks.

use aduan::{DeskError, authority::Actor, verbs::Admit};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};

use super::cookie::Cookie;
use crate::{Panel, layout::Trouble};

/// Lets officers through, with who they are as an extension of the request, and leads everybody
/// else to the page where one signs in.
pub(crate) async fn admit(
    State(panel): State<Panel>,
    mut request: Request,
    next: Next,
) -> Response {
    let settings = panel.settings();
    if let Some(session) = Cookie::Session.secret(request.headers(), settings) {
        match panel.desk().run(&Actor::Visitor, &Admit { session }).await {
            Ok(done) => {
                request.extensions_mut().insert(done.answer);
                return next.run(request).await;
            }
            Err(DeskError::Refused(_)) => {}
            Err(error) => return Trouble::from(error).into_response(),
        }
    }
    let mut response = Redirect::to(&settings.at("/sign-in")).into_response();
    if Cookie::Session.read(request.headers(), settings).is_some() {
        Cookie::Session.forget(response.headers_mut(), settings);
    }
    response
}
