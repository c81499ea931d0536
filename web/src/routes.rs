//! Every route there is, as data: what is not in this list is not reachable, and who may come is
//! read from it and not left to the pages.

use std::{future::ready, iter};

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
    Panel, Served, account, complaint, counter, guard, join,
    layout::{self, assets},
    live, queue,
    setup::{
        self, areas::Areas, calendar::CalendarSheet, categories::Categories,
        departments::Departments, replies::Replies, sheet::Sheet,
    },
    sign_in,
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

/// A way in: of the panel, if nothing else is named.
#[derive(Debug)]
pub struct Route<S = Panel> {
    /// How.
    pub method: Method,
    /// Where, below the path under which all of it is mounted.
    pub path: Box<str>,
    /// For whom.
    pub access: Access,
    handler: MethodRouter<S>,
}

impl<S: Clone + Send + Sync + 'static> Route<S> {
    /// The routes with this one, for whoever comes.
    pub(crate) fn on(self, router: Router<S>) -> Router<S> {
        router.route(&self.path, self.handler)
    }

    /// The same, for bodies of so many bytes.
    fn taking(self, bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(bytes)), ..self }
    }
}

/// The longest body a form has here, in bytes.
const BODY: usize = 64 * 1024;
/// The longest body of a form that holds an outline, in bytes: 5,000 corners with fifteen decimals,
/// as forms encode them, and as much again.
const OUTLINE: usize = 1024 * 1024;
/// The longest body a form with a photo has, in bytes: what a phone's camera seldom exceeds.
const UPLOAD: usize = 12 * 1024 * 1024;

pub(crate) fn get<S: Served, H: Handler<T, S>, T: 'static>(
    access: Access,
    path: &str,
    page: H,
) -> Route<S> {
    Route { method: Method::GET, path: path.into(), access, handler: on(MethodFilter::GET, page) }
}

pub(crate) fn post<S: Served, H: Handler<T, S>, T: 'static>(
    access: Access,
    path: &str,
    action: H,
) -> Route<S> {
    let handler = on(MethodFilter::POST, action);
    Route { method: Method::POST, path: path.into(), access, handler }
}

/// The routes of a kind of thing that is set up: its list, and the form of one. An outline is longer
/// than anything else that is typed.
fn sheet<S: Sheet>() -> [Route; 3] {
    let (list, one) = (S::PATH, &format!("{}/one", S::PATH));
    [
        get(Access::Officers, list, setup::sheet::list::<S>),
        get(Access::Officers, one, setup::sheet::one::<S>),
        post(Access::Officers, one, setup::sheet::save::<S>).taking(OUTLINE),
    ]
}

/// Every route of the panel.
pub fn routes() -> Vec<Route> {
    use Access::{Anyone, Officers};
    let pages = [
        get(Officers, "/", queue::page::page),
        post(Officers, "/assign", queue::assign::give),
        get(Officers, "/live", live::stream::open),
        get(Anyone, "/sign-in", sign_in::password::page),
        post(Anyone, "/sign-in", sign_in::password::give),
        get(Anyone, "/sign-in/code", sign_in::code::page),
        post(Anyone, "/sign-in/code", sign_in::code::give),
        post(Officers, "/sign-out", sign_in::out::leave),
        get(Anyone, "/join", join::invitation::page),
        post(Anyone, "/join", join::invitation::give),
        post(Anyone, "/join/device", join::device::give),
        get(Officers, "/complaints/{number}", complaint::page::page),
        get(Officers, "/complaints/{number}/photos/{photo}", complaint::photo::whole),
        get(Officers, "/complaints/{number}/photos/{photo}/small", complaint::photo::small),
        post(Officers, "/complaints/{number}/assign", complaint::assign::give),
        post(Officers, "/complaints/{number}/take", complaint::take::give),
        post(Officers, "/complaints/{number}/hand", complaint::hand::give),
        post(Officers, "/complaints/{number}/ask", complaint::ask::give),
        post(Officers, "/complaints/{number}/reply", complaint::reply::give),
        post(Officers, "/complaints/{number}/end-talk", complaint::end_talk::give),
        post(Officers, "/complaints/{number}/resolve", complaint::resolve::give).taking(UPLOAD),
        post(Officers, "/complaints/{number}/transfer", complaint::transfer::give),
        post(Officers, "/complaints/{number}/reject", complaint::reject::give),
        post(Officers, "/complaints/{number}/reopen", complaint::reopen::give),
        post(Officers, "/complaints/{number}/respond", complaint::respond::give),
        post(Officers, "/complaints/{number}/remark", complaint::remark::give),
        get(Officers, "/counter", counter::page),
        post(Officers, "/counter", counter::give).taking(UPLOAD),
        get(Officers, "/account", account::overview::page),
        get(Officers, "/account/password", account::password::page),
        post(Officers, "/account/password", account::password::give),
        get(Officers, "/account/device", account::device::page),
        post(Officers, "/account/device", account::device::give),
        get(Officers, "/account/recovery", account::recovery::page),
        post(Officers, "/account/recovery", account::recovery::give),
        get(Officers, "/account/sessions", account::sessions::page),
        post(Officers, "/account/sessions/end", account::sessions::end),
        get(Officers, "/setup", setup::index::page),
        get(Officers, "/setup/officers", setup::officers::list),
        get(Officers, "/setup/officers/one", setup::officers::one),
        post(Officers, "/setup/officers/one", setup::officers::change),
        post(Officers, "/setup/officers/add", setup::officers::add),
        post(Officers, "/setup/officers/invite", setup::officers::invite),
        post(Officers, "/setup/officers/retire", setup::officers::retire),
        get(Officers, "/setup/history", setup::history::page),
    ];
    let sheets = [
        sheet::<Departments>(),
        sheet::<Categories>(),
        sheet::<Areas>(),
        sheet::<Replies>(),
        sheet::<CalendarSheet>(),
    ];
    let pages = pages.into_iter().chain(sheets.into_iter().flatten());
    pages.chain(everywhere()).collect()
}

/// The routes that every kind of pages needs.
pub(crate) fn everywhere<S: Served>() -> impl Iterator<Item = Route<S>> {
    let files = assets::all().iter();
    let files = files.map(|file| get(Access::Anyone, file.path, || ready(file.answer())));
    iter::once(post(Access::Anyone, "/language", layout::language::choose::<S>)).chain(files)
}

/// The routes of the panel with everything around them.
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
    surrounded(routes, panel)
}

/// Routes with what stands around all pages. The layers read from the inside out.
pub(crate) fn surrounded<S: Served>(routes: Router<S>, served: &S) -> Router<S> {
    let routes = routes
        .fallback(layout::trouble::nothing_here)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(CsrfLayer::new())
        .layer(from_fn(guard::csrf::ask_for_proof))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(served.clone(), layout::trouble::paint::<S>));
    guard::headers::on(routes, served.settings())
}
