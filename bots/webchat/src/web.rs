//! The conversation in a web page.
//!
//! A browser's session is one chat account. Its secret lives in a cookie; the account is a keyed
//! token of it, so that nothing that is stored opens a session. A web page keeps nothing by
//! itself, unlike Telegram, so what was said is kept here: one sealed page per account, with
//! numbered lines of both sides. [`Pages`] is the channel's [`Messenger`](aduan::ports::Messenger):
//! to send is to add a line. A browser reads on from the last number it has, so a connection that
//! breaks loses nothing and doubles nothing.
//!
//! [`Webchat::router`] goes under any path of any axum service.

mod api;
mod assets;
mod headers;
mod page;
mod pages;
mod session;
mod trouble;
mod uploads;
mod visitor;

use std::{sync::Arc, time::Duration};

use aduan::domain::ChatLinks;
use aduan_gateway::Listener;
use axum::Router;
use tokio::sync::{Semaphore, watch};

pub use pages::{PageError, Pages};

/// How the page is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether browsers reach it by https, so that the cookie may be bound to that.
    pub secure: bool,
    /// The sites that may show it in a frame, as origins: `https://www.lestari.go.id`.
    pub framed_by: Vec<Box<str>>,
    /// Whether a proxy stands in front and says in `X-Forwarded-For` who came.
    pub behind_proxy: bool,
    /// The chats of other channels; a message of ours may hold links to them.
    pub links: ChatLinks,
    /// How often an open page is looked after without a hint, for what other processes added.
    pub poll: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            secure: false,
            framed_by: Vec::new(),
            behind_proxy: false,
            links: ChatLinks::default(),
            poll: Duration::from_secs(5),
        }
    }
}

/// The web page as a service. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Webchat {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    pages: Pages,
    listener: Arc<dyn Listener>,
    settings: Settings,
    closing: watch::Sender<bool>,
    /// Each photo under way takes up to ten megabytes.
    uploading: Semaphore,
}

/// How many photos are taken at once.
const UPLOADING: usize = 8;

impl Webchat {
    /// The page over what is kept, with somebody to hear what is said in it.
    pub fn new(pages: Pages, listener: Arc<dyn Listener>, settings: Settings) -> Self {
        let closing = watch::Sender::new(false);
        let uploading = Semaphore::new(UPLOADING);
        Self { inner: Arc::new(Inner { pages, listener, settings, closing, uploading }) }
    }

    /// The routes: the page itself at `/`, everything it needs beside it.
    pub fn router(&self) -> Router {
        let routes = api::routes().merge(assets::routes());
        headers::on(routes, &self.inner.settings).with_state(self.clone())
    }

    /// Ends every open stream; browsers come back by themselves and read on. For a server that
    /// is about to stop.
    pub fn close(&self) {
        self.inner.closing.send_replace(true);
    }

    fn pages(&self) -> &Pages {
        &self.inner.pages
    }

    fn settings(&self) -> &Settings {
        &self.inner.settings
    }
}
