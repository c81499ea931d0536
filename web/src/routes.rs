//! Every route there is, as data: what is not in this list is not reachable, and who may come is
//! read from it and not left to the pages.

use std::future::ready;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::Method,
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, MethodRouter, on},
};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{
    Panel, complaint, guard, join,
    layout::{self, assets},
    queue, sessions, sign_in,
};

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anyone,
    /// Officers who are signed in; everybody else is led to the page where one signs in. What an
    /// officer may see and do there, the verbs decide.
    Officers,
}

/// A way into the panel.
#[derive(Debug)]
pub struct Route {
    /// How.
    pub method: Method,
    /// Where, below the path under which the panel is mounted.
    pub path: Box<str>,
    /// For whom.
    pub access: Access,
    handler: MethodRouter<Panel>,
}

/// The longest body a form has here, in bytes.
const BODY: usize = 64 * 1024;

fn get<H: Handler<T, Panel>, T: 'static>(access: Access, path: &str, page: H) -> Route {
    Route { method: Method::GET, path: path.into(), access, handler: on(MethodFilter::GET, page) }
}

fn post<H: Handler<T, Panel>, T: 'static>(access: Access, path: &str, action: H) -> Route {
    let handler = on(MethodFilter::POST, action);
    Route { method: Method::POST, path: path.into(), access, handler }
}

/// Every route of the panel.
pub fn routes() -> Vec<Route> {
    use Access::{Anyone, Officers};
    let pages = [
        get(Officers, "/", queue::page::page),
        post(Officers, "/assign", queue::assign::give),
        get(Anyone, "/sign-in", sign_in::password::page),
        post(Anyone, "/sign-in", sign_in::password::give),
        get(Anyone, "/sign-in/code", sign_in::code::page),
        post(Anyone, "/sign-in/code", sign_in::code::give),
        post(Officers, "/sign-out", sign_in::out::leave),
        get(Anyone, "/join", join::invitation::page),
        post(Anyone, "/join", join::invitation::give),
        post(Anyone, "/join/device", join::device::give),
        get(Officers, "/complaints/{number}", complaint::page::page),
        post(Officers, "/complaints/{number}/assign", complaint::assign::give),
        post(Officers, "/complaints/{number}/take", complaint::take::give),
        post(Officers, "/complaints/{number}/hand", complaint::hand::give),
        post(Officers, "/complaints/{number}/ask", complaint::ask::give),
        post(Officers, "/complaints/{number}/reply", complaint::reply::give),
        post(Officers, "/complaints/{number}/end-talk", complaint::end_talk::give),
        post(Officers, "/complaints/{number}/resolve", complaint::resolve::give),
        post(Officers, "/complaints/{number}/transfer", complaint::transfer::give),
        post(Officers, "/complaints/{number}/reject", complaint::reject::give),
        post(Officers, "/complaints/{number}/reopen", complaint::reopen::give),
        post(Officers, "/complaints/{number}/respond", complaint::respond::give),
        post(Officers, "/complaints/{number}/remark", complaint::remark::give),
        get(Officers, "/sessions", sessions::page),
        post(Officers, "/sessions/end", sessions::end),
        post(Anyone, "/language", layout::language::choose),
    ];
    let files = assets::all().iter().map(|file| get(Anyone, file.path, || ready(file.answer())));
    pages.into_iter().chain(files).collect()
}

/// The routes with everything around them. The layers read from the inside out.
pub(crate) fn router(panel: &Panel) -> Router<Panel> {
    let routes = routes().into_iter().fold(Router::new(), |router, route| {
        let handler = match route.access {
            Access::Anyone => route.handler,
            Access::Officers => {
                route.handler.route_layer(from_fn_with_state(panel.clone(), guard::session::admit))
            }
        };
        router.route(&route.path, handler)
    });
    let routes = routes
        .fallback(layout::trouble::nothing_here)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CsrfLayer::new())
        .layer(from_fn(guard::csrf::ask_for_proof))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(panel.clone(), layout::trouble::paint));
    guard::headers::on(routes, panel.settings())
}
