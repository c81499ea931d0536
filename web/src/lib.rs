//! The department panel and the public pages, as axum routers any service can mount.
//!
//! Every page works without a script. Who may do what is decided by the verbs of the domain; what
//! is decided here is only whether somebody is signed in, by a list of routes that says so for
//! each.
//!
//! ```
//! use aduan::{Desk, domain::City, memory::MemoryStorage, seal::KeyRing};
//! use aduan::stub::{SeededEntropy, StoppedClock};
//! use aduan_web::{Panel, Settings};
//! use std::sync::Arc;
//!
//! let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
//! let (storage, entropy) = (MemoryStorage::new(&city.jurisdiction), SeededEntropy::new(7));
//! let clock = StoppedClock::at("2026-11-21T09:00:00Z");
//! let keys = KeyRing::generate(&entropy);
//! let desk = Desk::new(Arc::new(storage), Arc::new(clock), Arc::new(entropy), keys, city);
//! let panel = Panel::new(desk, Settings::under("/panel"));
//! let service: axum::Router = axum::Router::new().nest("/panel", panel.router());
//! ```

mod account;
mod complaint;
mod counter;
mod guard;
mod join;
mod layout;
mod live;
mod public;
mod queue;
mod routes;
mod setup;
mod sign_in;

use std::sync::{Arc, OnceLock};

use aduan::{Desk, ports::Album};
use axum::Router;
use tokio::sync::Semaphore;

pub use layout::{InvalidTiles, Tiles};
pub use public::{Site, Ways, routes as public_routes};
pub use routes::{Access, Route, routes};

/// How pages are served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The path under which it is mounted, such as `/panel`; empty for the root.
    pub base: Box<str>,
    /// Whether browsers reach it by https, so that cookies may be bound to that.
    pub secure: bool,
    /// Whether a proxy stands in front and says in `X-Forwarded-For` who came.
    pub behind_proxy: bool,
    /// Where the ground of maps comes from.
    pub tiles: Option<Tiles>,
}

impl Settings {
    /// Under that path, reached by http, with no proxy in front and no ground under maps.
    pub fn under(base: &str) -> Self {
        Self { base: base.into(), secure: false, behind_proxy: false, tiles: None }
    }

    /// Where a page is from outside, of which this is the path below the panel.
    pub(crate) fn at(&self, path: &str) -> String {
        // The first page is at the base itself, with no slash after it.
        let first = path.strip_prefix('/').filter(|rest| rest.is_empty() || rest.starts_with('?'));
        let path = first.filter(|_| !self.base.is_empty()).unwrap_or(path);
        format!("{}{path}", self.base)
    }
}

/// What serves pages.
pub(crate) trait Served: Clone + Send + Sync + 'static {
    /// The desk behind them.
    fn desk(&self) -> &Desk;
    /// How they are served.
    fn settings(&self) -> &Settings;
    /// Where they are.
    fn routes() -> Vec<Route<Self>>;
}

/// The panel of one city. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Panel {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    desk: Desk,
    settings: Settings,
    hashing: Semaphore,
    album: OnceLock<Arc<dyn Album>>,
    live: Arc<live::Live>,
}

/// How many passwords are hashed at once: each takes a core for some 30 ms, and 19 MiB.
const HASHING: usize = 2;

impl Panel {
    /// The panel over a desk.
    pub fn new(desk: Desk, settings: Settings) -> Self {
        let hashing = Semaphore::new(HASHING);
        let (album, live) = (OnceLock::new(), Arc::new(live::Live::new()));
        Self { inner: Arc::new(Inner { desk, settings, hashing, album, live }) }
    }

    /// The panel with an album in which photos are shown and to which they are added. Without one
    /// there are neither.
    #[must_use]
    pub fn keeping_photos_in(self, album: Arc<dyn Album>) -> Self {
        self.inner.album.get_or_init(|| album);
        self
    }

    /// Its routes, to be nested under [`Settings::base`].
    pub fn router(&self) -> Router {
        routes::router(self).with_state(self.clone())
    }

    /// Where its stylesheet is, for a page of somebody else's that stands beside it.
    pub fn stylesheet(&self) -> String {
        self.settings().at(layout::assets::path("aduan.css"))
    }

    /// Ends what pages listen to, so that a server can end: they come back by themselves.
    pub fn close(&self) {
        self.live().close();
    }

    pub(crate) fn live(&self) -> &Arc<live::Live> {
        &self.inner.live
    }

    pub(crate) fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    pub(crate) fn album(&self) -> Option<&dyn Album> {
        self.inner.album.get().map(|album| &**album)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// Does what takes a core for a while on a thread that may block, a few at a time.
    pub(crate) async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, layout::Trouble> {
        let _turn = self.inner.hashing.acquire().await.map_err(|_| layout::Trouble::Failed)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| layout::Trouble::Failed)
    }
}

impl Served for Panel {
    fn desk(&self) -> &Desk {
        Self::desk(self)
    }

    fn settings(&self) -> &Settings {
        Self::settings(self)
    }

    fn routes() -> Vec<Route> {
        routes()
    }
}
