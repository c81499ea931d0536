//! What goes on, in numbers: `/metrics`, as Prometheus reads it. The names are documented in
//! `docs/operate/observing.md`.

use std::{collections::BTreeMap, fmt, net::SocketAddr, sync::Arc, time::Duration};

use aduan::{domain::Channel, ports::Figures, queue::Queue, verbs::CodeBudget};
use aduan_gateway::{ChannelHealth, Charge, Gateway};
use aduan_telegram::Telegram;
use aduan_whatsapp::WhatsApp;
use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use prometheus_client::{
    encoding::text::encode,
    metrics::{counter::Counter, family::Family, gauge::Gauge, info::Info},
    registry::{Registry, Unit},
};
use tokio::{sync::Semaphore, time::timeout};

use super::{commits::Commits, requests::Requests};

/// How long the storage may take to count.
const PATIENCE: Duration = Duration::from_secs(2);

/// What this process counts of itself.
#[derive(Clone)]
pub(super) struct Counted {
    pub(super) requests: Requests,
    pub(super) commits: Commits,
    pub(super) open: Gauge,
}

/// The channels that know how they stand with their providers.
#[derive(Clone, Debug)]
pub(super) struct Providers {
    pub(super) telegram: Option<Telegram>,
    pub(super) whatsapp: Option<WhatsApp>,
}

impl Providers {
    /// How we stand with each, by its name.
    fn standings(&self) -> impl Iterator<Item = (Channel, &'static str)> {
        let telegram = self.telegram.as_ref().map(|it| (Channel::Telegram, it.standing().name()));
        let whatsapp = self.whatsapp.as_ref().map(|it| (Channel::WhatsApp, it.standing().name()));
        telegram.into_iter().chain(whatsapp)
    }
}

#[derive(Clone)]
struct Measured {
    gateway: Gateway,
    counted: Counted,
    providers: Providers,
    /// The storage counts for one at a time, however many ask.
    turn: Arc<Semaphore>,
}

pub(super) fn routes(gateway: Gateway, providers: Providers, counted: Counted) -> Router {
    let turn = Arc::new(Semaphore::new(1));
    let measured = Measured { gateway, counted, providers, turn };
    Router::new().route("/metrics", get(page)).with_state(measured)
}

/// What a proxy says who passes something on (RFC 7239, RFC 9110 §7.6.3, and what most of them do).
const PASSED_ON: [&str; 3] = ["forwarded", "via", "x-forwarded-for"];

/// Lets through only who is on this machine, and not whom a proxy there speaks for.
pub(super) async fn only_from_here(request: Request, next: Next) -> Response {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let here = from.is_some_and(|from| from.0.ip().to_canonical().is_loopback());
    let passed_on = PASSED_ON.iter().any(|name| request.headers().contains_key(*name));
    if here && !passed_on { next.run(request).await } else { StatusCode::NOT_FOUND.into_response() }
}

/// What is known now. A storage that does not answer is one of the things to tell.
async fn page(State(measured): State<Measured>) -> Response {
    let now = measured.gateway.desk().now();
    let figures = timeout(PATIENCE, async {
        let _turn = measured.turn.acquire().await.ok()?;
        measured.gateway.desk().storage().figures(now).await.ok()
    });
    let figures = figures.await.ok().flatten();
    let budget = timeout(PATIENCE, CodeBudget::today(measured.gateway.desk())).await;
    let budget = budget.ok().and_then(Result::ok);
    let charged = timeout(PATIENCE, charged(&measured.gateway)).await.ok().flatten();
    let known = Known { figures, budget, charged };
    match text(&measured, &known, now) {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What the storage knows, as far as it answers.
struct Known {
    figures: Option<Figures>,
    budget: Option<CodeBudget>,
    /// What WhatsApp charged for this month, if a number is served.
    charged: Option<BTreeMap<Charge, u32>>,
}

async fn charged(gateway: &Gateway) -> Option<BTreeMap<Charge, u32>> {
    let served = gateway.health().iter().any(|line| line.channel == Channel::WhatsApp);
    if served { gateway.charged(Channel::WhatsApp).await.ok() } else { None }
}

/// Everything, as `application/openmetrics-text` 1.0.0 has it.
fn text(
    Measured { gateway, counted, providers, .. }: &Measured,
    known: &Known,
    now: DateTime<Utc>,
) -> Result<String, fmt::Error> {
    let mut registry = Registry::with_prefix("aduan");
    let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
    registry.register("build", "What is running", version);
    registry.register_with_unit(
        "http_request",
        "Requests by route, and how long until their answers began",
        Unit::Seconds,
        counted.requests.times(),
    );
    registry.register_with_unit(
        "commit",
        "Commits to the storage by what came of them, and how long they took",
        Unit::Seconds,
        counted.commits.times(),
    );
    registry.register("connections", "Connections that are open", counted.open.clone());
    let turns: Counter = Counter::default();
    turns.inc_by(gateway.turns());
    registry.register("turns", "Turns of conversations", turns);
    of_channels(&mut registry, &gateway.health(), now);
    of_providers(&mut registry, providers);
    if let Some(charged) = &known.charged {
        of_charges(&mut registry, charged);
    }
    let up: Gauge = Gauge::default();
    up.set(known.figures.is_some().into());
    registry.register("storage_up", "Whether the storage answers", up);
    if let Some(figures) = &known.figures {
        of_storage(&mut registry, figures, now);
    }
    if let Some(CodeBudget { sent, limit }) = known.budget {
        let help = "Codes that were asked for today, and how many there are";
        let codes = Family::<[(&str, &str); 1], Gauge>::default();
        codes.get_or_create(&[("of", "today")]).set(sent.into());
        codes.get_or_create(&[("of", "budget")]).set(limit.into());
        registry.register("codes", help, codes);
    }
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

fn of_channels(registry: &mut Registry, channels: &[ChannelHealth], now: DateTime<Utc>) {
    let messages = Family::<[(&str, &str); 2], Counter>::default();
    let resting = Family::<[(&str, &str); 1], Gauge>::default();
    for ChannelHealth { channel, rests_until, sent, failed } in channels {
        let channel = ("channel", channel.name());
        for (outcome, count) in [("sent", sent), ("failed", failed)] {
            messages.get_or_create(&[channel, ("outcome", outcome)]).inc_by(*count);
        }
        let rests = rests_until.is_some_and(|until| now < until);
        resting.get_or_create(&[channel]).set(rests.into());
    }
    registry.register("messages", "Messages and codes that a channel took, or did not", messages);
    registry.register(
        "channel_resting",
        "Whether a channel that kept failing is left alone",
        resting,
    );
}

fn of_providers(registry: &mut Registry, providers: &Providers) {
    let standing = Family::<[(&str, &str); 2], Gauge>::default();
    for (channel, name) in providers.standings() {
        standing.get_or_create(&[("channel", channel.name()), ("standing", name)]).set(1);
    }
    let help = "How this process stands with the provider of a channel: 1 for what is so";
    registry.register("channel_standing", help, standing);
}

fn of_charges(registry: &mut Registry, charged: &BTreeMap<Charge, u32>) {
    let messages = Family::<[(&str, &str); 2], Gauge>::default();
    for (charge, count) in charged {
        let labels = [("channel", Channel::WhatsApp.name()), ("category", charge.name())];
        messages.get_or_create(&labels).set((*count).into());
    }
    let help = "Messages that a channel charged for since the month began";
    registry.register("charged_messages", help, messages);
}

fn of_storage(registry: &mut Registry, figures: &Figures, now: DateTime<Utc>) {
    let each = || Family::<[(&str, &str); 1], Gauge>::default();
    let (waiting, buried, age) = (each(), each(), each());
    let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    for (queue, waits, given_up, oldest) in &figures.queues {
        let queue = [("queue", Queue::name(*queue))];
        waiting.get_or_create(&queue).set(whole(*waits));
        buried.get_or_create(&queue).set(whole(*given_up));
        let late = oldest.map_or(0, |due| (now - due).num_seconds().max(0));
        age.get_or_create(&queue).set(late);
    }
    registry.register("queue_waiting", "Rows that wait, due or not", waiting);
    registry.register("queue_buried", "Rows that were tried in vain and wait for somebody", buried);
    let help = "For how long the oldest row that is due has waited";
    registry.register_with_unit("queue_late", help, Unit::Seconds, age);
    let entries: Gauge = Gauge::default();
    entries.set(whole(figures.log));
    registry.register("log_entries", "The last position of the log", entries);
}
