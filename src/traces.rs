//! What goes on, as spans for a collector of traces that takes OTLP over HTTP, if configuration
//! names one. What is sent of them is documented in `docs/operate/observing.md`.

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use aduan::domain::Jurisdiction;
use anyhow::Context as _;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header, uri::Scheme};
use opentelemetry::{
    KeyValue,
    trace::{SpanKind, TracerProvider as _},
};
use opentelemetry_otlp::{Protocol, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{
        Sampler, SdkTracerProvider, SpanData, SpanEvents, SpanExporter as Exporter, SpanLinks,
    },
};
use reqwest::{blocking::Client, redirect::Policy};
use serde::Deserialize;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{Layer, filter::filter_fn, registry::LookupSpan};

/// How long the collector may take to take something, and a connection of it.
const PATIENCE: Duration = Duration::from_secs(5);
const CONNECT: Duration = Duration::from_secs(2);
/// How long what is left may take to be sent at the end.
const LAST: Duration = Duration::from_secs(5);

/// The spans that are sent.
const SPANS: [&str; 5] =
    ["http.request", "gateway.turn", "gateway.delivery", "gateway.job", "storage.commit"];

/// What is sent of them, and nothing else, whatever the log may say of the same work: the collector
/// is somebody else's machine, which keeps all of it together.
const ATTRIBUTES: [&str; 12] = [
    "http.request.method",
    "http.route",
    "http.response.status_code",
    "queue.name",
    "queue.tries",
    "channel.name",
    "turn.verb",
    "turn.refusal",
    "delivery.reason",
    "job.name",
    "work.outcome",
    "commit.outcome",
];

/// The section of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Traces {
    endpoint: Endpoint,
    #[serde(default)]
    headers: Headers,
    #[serde(default)]
    sample: Share,
}

/// An address with its path, such as `http://127.0.0.1:4318/v1/traces`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Endpoint(Box<str>);

impl TryFrom<String> for Endpoint {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        let uri: Uri = text.parse().unwrap_or_default();
        let web = uri.scheme() == Some(&Scheme::HTTP) || uri.scheme() == Some(&Scheme::HTTPS);
        // A password in an address would be shown with it.
        let open = uri.authority().is_some_and(|host| !host.as_str().contains('@'));
        if web && open && uri.path() != "/" {
            Ok(Self(text.into()))
        } else {
            Err("a collector is http://HOST:4318/v1/traces, or https://, with its path")
        }
    }
}

/// What a collector wants to be told by. Whoever has it can write there, so `Debug` does not show
/// it.
#[derive(Clone, Default, Deserialize)]
#[serde(try_from = "String")]
struct Headers(HeaderMap);

impl TryFrom<String> for Headers {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        let header = |part: &str| {
            let (name, value) = part.split_once('=')?;
            let mut value = HeaderValue::from_str(value.trim()).ok()?;
            value.set_sensitive(true);
            Some((HeaderName::from_bytes(name.trim().as_bytes()).ok()?, value))
        };
        let all = text.split(',').map(header).collect::<Option<_>>();
        all.map(Self).ok_or("headers are NAME=VALUE, and more of them after commas")
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Headers(…)")
    }
}

/// A part of all traces, from 0 to 1.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "f64")]
struct Share(f64);

impl Default for Share {
    fn default() -> Self {
        Self(1.0)
    }
}

impl TryFrom<f64> for Share {
    type Error = &'static str;
    fn try_from(share: f64) -> Result<Self, &'static str> {
        if (0.0..=1.0).contains(&share) {
            Ok(Self(share))
        } else {
            Err("a part of all traces is from 0 to 1")
        }
    }
}

impl Traces {
    /// Begins to send what a city's process does.
    pub(crate) fn start(&self, city: &Jurisdiction) -> anyhow::Result<Sending> {
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_http()
            .with_http_client(self.client()?)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(&*self.endpoint.0)
            .with_timeout(PATIENCE)
            .build()
            .context("traces.endpoint")?;
        let who = [
            KeyValue::new("service.namespace", city.as_str().to_owned()),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        ];
        let resource = Resource::builder_empty().with_service_name("aduan").with_attributes(who);
        // A trace begins here, whatever a stranger's request says of one that it belongs to.
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(self.sample.0)));
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(Discreet { exporter, away: AtomicBool::new(false) })
            .with_resource(resource.build())
            .with_sampler(sampler)
            .build();
        Ok(Sending(provider))
    }

    /// Sends nothing, to see whether it is taken. It blocks its thread.
    pub(crate) fn try_out(&self) -> anyhow::Result<()> {
        let nothing = self.client()?.post(&*self.endpoint.0).body(Vec::new());
        let nothing = nothing.header(header::CONTENT_TYPE, "application/x-protobuf");
        let answer = nothing.send().map_err(reqwest::Error::without_url)?;
        anyhow::ensure!(answer.status().is_success(), "it answers {}", answer.status());
        Ok(())
    }

    fn client(&self) -> anyhow::Result<Client> {
        // Whoever was first has installed the same one.
        rustls::crypto::ring::default_provider().install_default().ok();
        // A redirect would carry the headers to whoever is named in it.
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT);
        let client = client.timeout(PATIENCE).default_headers(self.headers.0.clone());
        client.build().context("the HTTP client did not start")
    }
}

/// Spans are sent while this lives. Sending has a thread of its own and a queue with an end, so a
/// collector that is slow or away costs spans and nothing else.
#[derive(Debug)]
pub(crate) struct Sending(SdkTracerProvider);

impl Sending {
    /// Where spans come in.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("aduan"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(is_sent).with_max_level_hint(Level::INFO))
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown_with_timeout(LAST) {
            tracing::warn!(%error, "traces.rest_lost");
        }
    }
}

/// Events are for the log: they hold the words of errors.
fn is_sent(what: &Metadata<'_>) -> bool {
    what.is_span() && what.target().starts_with("aduan") && SPANS.contains(&what.name())
}

/// Sends no more of a span than may be sent.
#[derive(Debug)]
struct Discreet {
    exporter: opentelemetry_otlp::SpanExporter,
    /// Whether the last attempt was in vain.
    away: AtomicBool,
}

impl Exporter for Discreet {
    async fn export(&self, mut spans: Vec<SpanData>) -> OTelSdkResult {
        spans.iter_mut().for_each(strip);
        let sent = self.exporter.export(spans).await;
        let was_away = self.away.swap(sent.is_err(), Ordering::Relaxed);
        match &sent {
            Err(error) if !was_away => tracing::warn!(%error, "traces.not_taken"),
            Ok(()) if was_away => tracing::info!("traces.taken_again"),
            _ => {}
        }
        sent
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

/// Leaves of a span what may be sent, and names a request by its route, as OpenTelemetry asks.
fn strip(span: &mut SpanData) {
    span.attributes.retain(|said| ATTRIBUTES.contains(&said.key.as_str()));
    (span.events, span.links) = (SpanEvents::default(), SpanLinks::default());
    let said = |key| {
        let found = span.attributes.iter().find(|said| said.key.as_str() == key);
        found.map(|said| said.value.as_str().into_owned())
    };
    if let (Some(method), Some(route)) = (said("http.request.method"), said("http.route")) {
        span.name = format!("{method} {route}").into();
        span.span_kind = SpanKind::Server;
    }
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    fn read(section: &str) -> Result<Traces, String> {
        let endpoint = "endpoint = \"http://127.0.0.1:4318/v1/traces\"\n";
        let section = if section.contains("endpoint") { "" } else { endpoint }.to_owned() + section;
        Figment::from(Toml::string(&section)).extract().map_err(|error| error.to_string())
    }

    #[test]
    fn an_address_is_enough() {
        let traces = read("").unwrap();
        assert_eq!((traces.headers.0.len(), traces.sample.0), (0, 1.0));
    }

    #[test]
    fn every_mistake_names_its_key() {
        for (line, key) in [
            ("endpoint = \"127.0.0.1:4318/v1/traces\"", "endpoint"),
            ("endpoint = \"http://127.0.0.1:4318\"", "endpoint"),
            ("endpoint = \"http://aduan:secret@127.0.0.1:4318/v1/traces\"", "endpoint"),
            ("headers = \"x-api-key\"", "headers"),
            ("headers = \"a b=c\"", "headers"),
            ("sample = 1.5", "sample"),
            ("sample = -1", "sample"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.contains(key) && !error.contains("secret"), "{line}: {error}");
        }
    }

    #[test]
    fn headers_are_sent_and_never_shown() {
        let traces =
            read("headers = \"x-api-key = geheim==, x-city=lestari\"\nsample = 0").unwrap();
        assert_eq!(traces.headers.0["x-api-key"], "geheim==");
        assert_eq!(traces.headers.0["x-city"], "lestari");
        assert!(!format!("{traces:?}").contains("geheim"), "{traces:?}");
    }
}
