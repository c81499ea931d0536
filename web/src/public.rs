//! The public pages: what everybody may read, without signing in and without a script. Whoever
//! wants to report, support or follow something goes on in a chat.

mod around;
mod complaint;
mod find;
mod front;
mod photo;
mod robots;
mod row;
mod ways;

use std::sync::Arc;

use aduan::{
    Desk, book, domain::Catalogue, facts::Want, ports::BlobStore, record::Key, seal::SealedBlobs,
};
use axum::{
    Router,
    http::{HeaderValue, header},
    response::Response,
};

pub use self::ways::Ways;
use crate::{
    Access::Anyone,
    Route, Served, Settings,
    layout::Trouble,
    routes::{everywhere, get, surrounded},
};

/// The public pages of one city. Cloning it is cheap.
///
/// ```
/// use aduan::{Desk, domain::City, memory::MemoryStorage, seal::KeyRing};
/// use aduan::stub::{SeededEntropy, StoppedClock};
/// use aduan_web::{Settings, Site, Ways};
/// use std::sync::Arc;
///
/// let city = City::new("lestari", "Kota Lestari", "LP").unwrap();
/// let (storage, entropy) = (MemoryStorage::new(&city.jurisdiction), SeededEntropy::new(7));
/// let clock = StoppedClock::at("2026-11-21T09:00:00Z");
/// let keys = KeyRing::generate(&entropy);
/// let desk = Desk::new(Arc::new(storage), Arc::new(clock), Arc::new(entropy), keys, city);
/// let ways = Ways { chat: Some("/chat".into()), ..Ways::at("https://lapor.example") };
/// let service: axum::Router = Site::new(desk, Settings::under(""), ways).router();
/// ```
#[derive(Clone, Debug)]
pub struct Site {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    desk: Desk,
    settings: Settings,
    ways: Ways,
    photos: Option<SealedBlobs>,
}

impl Site {
    /// The pages over a desk, without photos.
    pub fn new(desk: Desk, settings: Settings, ways: Ways) -> Self {
        Self { inner: Arc::new(Inner { desk, settings, ways, photos: None }) }
    }

    /// The same pages with the photos that are kept there.
    #[must_use]
    pub fn showing_photos_from(&self, store: Arc<dyn BlobStore>) -> Self {
        let Inner { desk, settings, ways, .. } = &*self.inner;
        let photos = Some(desk.blobs_in(store));
        let (desk, settings, ways) = (desk.clone(), settings.clone(), ways.clone());
        Self { inner: Arc::new(Inner { desk, settings, ways, photos }) }
    }

    /// Its routes, for the root of a service or for the path of its [`Settings::base`].
    pub fn router(&self) -> Router {
        let each = routes().into_iter();
        let routes = each.fold(Router::new(), |router, route| route.on(router));
        surrounded(routes, self).with_state(self.clone())
    }

    fn ways(&self) -> &Ways {
        &self.inner.ways
    }

    fn photos(&self) -> Option<&SealedBlobs> {
        self.inner.photos.as_ref()
    }

    /// The departments and categories, for their names.
    async fn catalogue(&self) -> Result<Catalogue, Trouble> {
        let storage = self.desk().storage();
        let facts = storage.load(&[Want::Record(Key::Catalogue)]).await;
        let facts = facts.map_err(|error| Trouble::from(aduan::DeskError::from(error)))?;
        book::catalogue(&facts).map_err(|no| Trouble::from(aduan::DeskError::from(no)))
    }
}

impl Served for Site {
    fn desk(&self) -> &Desk {
        &self.inner.desk
    }

    fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    fn routes() -> Vec<Route<Self>> {
        routes()
    }
}

/// Every route of the public pages.
pub fn routes() -> Vec<Route<Site>> {
    let pages = [
        get(Anyone, "/", front::page),
        get(Anyone, "/find", find::page),
        get(Anyone, "/around", around::page),
        get(Anyone, "/c/{number}", complaint::page),
        get(Anyone, "/robots.txt", robots::rules),
        get(Anyone, "/sitemap.xml", robots::map),
        get(Anyone, "/photos/{number}/{photo}", photo::whole),
        get(Anyone, "/photos/{number}/{photo}/small", photo::small),
    ];
    pages.into_iter().chain(everywhere()).collect()
}

/// A page that everybody may read, as it may be kept: a browser asks each time, and a cache between
/// us and many readers may answer them for half a minute. It is in a language that was chosen or
/// asked for.
fn kept(mut page: Response) -> Response {
    let headers = page.headers_mut();
    let age = HeaderValue::from_static("public, max-age=0, s-maxage=30, must-revalidate");
    headers.insert(header::CACHE_CONTROL, age);
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    page
}
