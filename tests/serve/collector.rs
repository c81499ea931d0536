//! A collector of traces: takes OTLP over HTTP, and reads it.

use std::{collections::BTreeMap, net::TcpListener, sync::mpsc, thread, time::Duration};

use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{KeyValue, any_value::Value},
    trace::v1::span::SpanKind,
};
use prost::Message as _;

/// How long something may take to come, so that a test that waits in vain ends.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a collector knows its friends by.
pub(crate) const KEY: (&str, &str) = ("x-api-key", "a-key-of-this-test");

/// A collector that listens.
pub(crate) struct Collector {
    pub(crate) endpoint: String,
    comes: mpsc::Receiver<Bytes>,
    /// Everything that came, as it came.
    pub(crate) bytes: Vec<Bytes>,
    pub(crate) spans: Vec<Span>,
}

/// A span, as it came.
#[derive(Debug)]
pub(crate) struct Span {
    /// What the program calls it, or the kind of those that are called by their route.
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) id: Vec<u8>,
    pub(crate) parent: Vec<u8>,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Span {
    /// What it says of something.
    pub(crate) fn says(&self, what: &str) -> &str {
        self.attributes.get(what).map_or("", String::as_str)
    }
}

fn text(said: KeyValue) -> (String, String) {
    let value = match said.value.and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("{}: {other:?}", said.key),
    };
    (said.key, value)
}

impl Collector {
    pub(crate) fn listens() -> Self {
        let (door, comes) = mpsc::channel();
        let take = move |headers: HeaderMap, body: Bytes| {
            let friend = headers.get(KEY.0).is_some_and(|key| key == KEY.1);
            let kind = headers.get("content-type").is_some_and(|it| it == "application/x-protobuf");
            let taken = friend && kind && door.send(body).is_ok();
            async move { if taken { StatusCode::OK } else { StatusCode::FORBIDDEN } }
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}/v1/traces", listener.local_addr().unwrap());
        listener.set_nonblocking(true).unwrap();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, Router::new().route("/v1/traces", post(take))).await
            })
        });
        Self { endpoint, comes, bytes: Vec::new(), spans: Vec::new() }
    }

    fn reads(&mut self, body: Bytes) {
        let all = ExportTraceServiceRequest::decode(body.clone()).unwrap();
        self.bytes.push(body);
        for of_city in all.resource_spans {
            let city = of_city.resource.unwrap().attributes.into_iter().map(text);
            let city: BTreeMap<_, _> = city.collect();
            assert_eq!((&*city["service.name"], &*city["service.namespace"]), ("aduan", "lestari"));
            for span in of_city.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                assert!(span.events.is_empty() && span.links.is_empty(), "{span:?}");
                let asked = span.kind() == SpanKind::Server;
                let kind = if asked { "METHOD ROUTE" } else { &span.name };
                self.spans.push(Span {
                    kind: kind.to_owned(),
                    name: span.name,
                    id: span.span_id,
                    parent: span.parent_span_id,
                    attributes: span.attributes.into_iter().map(text).collect(),
                });
            }
        }
    }

    /// Takes what comes until there is a span of that sort.
    pub(crate) fn waits_for(&mut self, sort: impl Fn(&Span) -> bool) {
        while !self.spans.iter().any(&sort) {
            let body = self.comes.recv_timeout(PATIENCE);
            self.reads(body.unwrap_or_else(|_| panic!("it did not come: {:#?}", self.spans)));
        }
    }

    /// Takes what has come meanwhile.
    pub(crate) fn takes_the_rest(&mut self) {
        while let Ok(body) = self.comes.try_recv() {
            self.reads(body);
        }
    }
}
