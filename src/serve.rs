//! `aduan serve`: the product.

mod alarms;
mod commits;
mod health;
mod listen;
mod metrics;
mod requests;
mod telegram;
mod whatsapp;
mod words;

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use aduan::{Desk, ports::Messenger, system::SystemClock};
use aduan_gateway::{Album, Settings};
use aduan_web::{Panel, Site};
use aduan_webchat::web::{Pages, Webchat};
use anyhow::Context as _;
use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn,
    response::Redirect,
    routing::get,
};
use prometheus_client::metrics::gauge::Gauge;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    set_header::SetResponseHeaderLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

use self::{commits::Commits, metrics::Providers, requests::Requests};
use crate::{build, config::Config, traces::Sending};

/// What is served, and beside what every city has.
pub(crate) struct Besides {
    /// What this process does.
    pub(crate) roles: Vec<Role>,
    /// More channels to people.
    pub(crate) channels: Vec<Arc<dyn Messenger>>,
    /// More pages.
    pub(crate) pages: Router,
}

impl Default for Besides {
    fn default() -> Self {
        Self { roles: Role::ALL.into(), channels: Vec::new(), pages: Router::new() }
    }
}

/// Serve people: the chat page, the bots behind it, and what an operator watches.
///
/// `/` is for everybody, `/chat` is the chat page, `/panel` is for officers, `/health/live` and
/// `/health/ready` and `/metrics` are for operators. SIGTERM or Ctrl-C ends it after the requests
/// in hand.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The configuration; `aduan init` writes one.
    #[arg(long, value_name = "FILE", env = "ADUAN_CONFIG", default_value = "aduan.toml")]
    config: PathBuf,
    /// What this process does of it, if others do the rest on the same storage.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Role::ALL)]
    roles: Vec<Role>,
}

/// A part of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Role {
    /// Hears people: the chat page, Telegram, WhatsApp.
    Bots,
    /// Shows pages: those for everybody, and those of the departments.
    Web,
    /// Answers what was heard, delivers what is owed, does what is due, forgets what is too old.
    Worker,
}

impl Role {
    pub(crate) const ALL: [Self; 3] = [Self::Bots, Self::Web, Self::Worker];
}

/// How long a request may take until its answer begins, and a body may stand still.
const PATIENCE: Duration = Duration::from_secs(30);
const STALL: Duration = Duration::from_secs(15);
/// How many connections there may be of those who measure.
const MEASURERS: usize = 16;
/// How often what is too old is forgotten.
const UPKEEP: Duration = Duration::from_hours(1);

impl Serve {
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(self.serve())
    }

    /// Begins to tell what happens, as much as `said` on the command line, before anything does.
    pub(crate) fn tell(&self, said: Option<&str>) -> anyhow::Result<Option<Sending>> {
        let config = Config::read(&self.config)?;
        let city = config.city()?.jurisdiction;
        let sending = config.traces.as_ref().map(|traces| traces.start(&city)).transpose()?;
        config.log.start(said, sending.as_ref())?;
        Ok(sending)
    }

    async fn serve(&self) -> anyhow::Result<()> {
        let config = Config::read(&self.config)?;
        let desk = build::desk(&config, Arc::new(SystemClock)).await?;
        let listener = listen(config.web.listen).await.context("web.listen")?;
        println!("Listening on {}, reached as {}", listener.local_addr()?, config.web.public_url);
        let besides = Besides { roles: self.roles.clone(), ..Besides::default() };
        serve(&config, desk, listener, besides).await
    }
}

/// Takes an address.
pub(crate) async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| address.to_string())
}

/// Serves people over a desk, until somebody wants it to end.
pub(crate) async fn serve(
    config: &Config,
    desk: Desk,
    listener: TcpListener,
    Besides { roles, mut channels, pages: more }: Besides,
) -> anyhow::Result<()> {
    let commits = Commits::new();
    let desk = commits.counted(&desk);
    let pages = build::pages(&desk, config)?;
    channels.push(Arc::new(pages.clone()));
    let telegram = build::telegram(config)?;
    channels.extend(telegram.clone().map(|telegram| Arc::new(telegram) as _));
    let whatsapp = build::whatsapp(config)?;
    channels.extend(whatsapp.clone().map(|whatsapp| Arc::new(whatsapp) as _));
    let gateway = build::gateway(desk.clone(), config, channels, Settings::default())?;
    let watch = alarms::Watch::over(&gateway, telegram.clone(), whatsapp.clone(), config)?;
    let providers = Providers { telegram: telegram.clone(), whatsapp: whatsapp.clone() };
    let bot = telegram::Bot::new(telegram, config, &gateway, &watch)?;
    let chat = Webchat::new(pages.clone(), Arc::new(gateway.clone()), config.chat());

    let panel = Panel::new(desk.clone(), config.panel());
    let panel = match gateway.album() {
        Some(album) => panel.keeping_photos_in(Arc::<Album>::clone(album)),
        None => panel,
    };

    let (stop, stopping) = watch::channel(false);
    let mut working = Vec::new();
    if roles.contains(&Role::Worker) {
        let (gateway, mut stopping) = (gateway.clone(), stopping.clone());
        let until = async move { drop(stopping.wait_for(|stop| *stop).await) };
        working.push(tokio::spawn(async move { gateway.run(until).await }));
        let mut stopping = stop.subscribe();
        working.push(tokio::spawn(async move {
            tokio::select! {
                () = watch.keep_watching() => {}
                _ = stopping.wait_for(|stop| *stop) => {}
            }
        }));
        let (desk, mut stopping) = (desk.clone(), stop.subscribe());
        working.push(tokio::spawn(async move {
            tokio::select! {
                () = keep_house(desk, pages) => {}
                _ = stopping.wait_for(|stop| *stop) => {}
            }
        }));
    }
    let mut served = more;
    if roles.contains(&Role::Bots) {
        served = served.merge(bots(&chat));
        served = served.merge(whatsapp::routes(whatsapp, config, &gateway));
        if let Some(bot) = bot {
            served = served.merge(bot.routes());
            working.push(tokio::spawn(bot.run(stopping.clone())));
        }
    }
    if roles.contains(&Role::Web) {
        let site = Site::new(desk.clone(), config.site(), config.ways());
        let site = site.showing_photos_from(build::photos(config, &desk)?);
        served = served.merge(web(&panel, &site));
    }
    let (requests, open) = (Requests::new(), Gauge::default());
    let served = requests.counted(patient(served));
    let mut routes = served.merge(health::routes(desk, stopping.clone()));
    let counted = metrics::Counted { requests, commits, open: open.clone() };
    let metrics = metrics::routes(gateway, providers, counted);
    if let Some(address) = config.web.metrics {
        let listener = listen(address).await.context("web.metrics")?;
        let mut stopping = stopping;
        let until = async move { drop(stopping.wait_for(|stop| *stop).await) };
        let limits = listen::Limits { connections: MEASURERS, ..Default::default() };
        let serving = listen::serve(listener, metrics, limits, Gauge::default(), until);
        working.push(tokio::spawn(serving));
    } else {
        routes = routes.merge(metrics.layer(from_fn(metrics::only_from_here)));
    }
    let routes = secured(config, routes);

    let limits = listen::Limits { connections: config.web.connections, ..Default::default() };
    listen::serve(listener, routes, limits, open, async {
        told_to_stop().await;
        // Who asks whether we are ready is sent elsewhere, and open pages come back there.
        stop.send_replace(true);
        chat.close();
        panel.close();
    })
    .await;
    for work in working {
        work.await.context("what works behind the pages")?;
    }
    Ok(())
}

/// Where people are heard.
fn bots(chat: &Webchat) -> Router {
    Router::new()
        .route("/chat/", get(|| async { Redirect::permanent("/chat") }))
        .nest("/chat", chat.router())
}

/// Where pages are shown.
fn web(panel: &Panel, site: &Site) -> Router {
    Router::new()
        .route("/panel/", get(|| async { Redirect::permanent("/panel") }))
        .nest("/panel", panel.router())
        .merge(site.router())
}

/// What is served, behind what keeps the process well.
fn patient(served: Router) -> Router {
    served
        .layer(RequestBodyTimeoutLayer::new(STALL))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::new())
}

/// The routes of a city; one that is reached by https tells browsers to keep to that.
fn secured(config: &Config, routes: Router) -> Router {
    if !config.web.public_url.is_secure() {
        return routes;
    }
    // Two years, as browsers' preload lists ask.
    let always = HeaderValue::from_static("max-age=63072000");
    routes.layer(SetResponseHeaderLayer::overriding(header::STRICT_TRANSPORT_SECURITY, always))
}

/// Forgets what is too old, again and again.
async fn keep_house(desk: Desk, pages: Pages) {
    loop {
        let now = desk.now();
        if let Err(error) = desk.storage().upkeep(now).await {
            tracing::warn!(%error, "upkeep.storage_failed");
        }
        match pages.upkeep().await {
            Ok(pages) => tracing::info!(webchat.pages = pages, "upkeep.done"),
            Err(error) => tracing::warn!(%error, "upkeep.pages_failed"),
        }
        tokio::time::sleep(UPKEEP).await;
    }
}

/// Waits until somebody wants us to end.
async fn told_to_stop() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => drop(terminated.recv().await),
            Err(error) => {
                tracing::warn!(%error, "serve.no_sigterm");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("serve.stopping");
}
