//! What was asked of this process, and how long its answers took to begin.

use std::time::Instant;

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{Method, StatusCode},
    middleware::{Next, from_fn_with_state},
    response::Response,
};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{family::Family, histogram::Histogram},
};
use tracing::{Instrument as _, field::Empty};

/// The bounds of how long an answer takes, in seconds: from a page out of memory to the end of our
/// patience. The promise for pages is 0.1.
const BOUNDS: [f64; 9] = [0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// What this process was asked. Whoever has a clone counts the same.
#[derive(Clone, Debug)]
pub(super) struct Requests(Family<Asked, Histogram, fn() -> Histogram>);

/// Labels: never what somebody wrote, or there would be a series for everything anybody writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct Asked {
    method: &'static str,
    route: String,
    status: &'static str,
}

impl Requests {
    pub(super) fn new() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(BOUNDS)))
    }

    /// How long each took, by what was asked.
    pub(super) fn times(&self) -> Family<Asked, Histogram, fn() -> Histogram> {
        self.0.clone()
    }

    /// The routes, each request to which is counted.
    pub(super) fn counted(&self, routes: Router) -> Router {
        routes.layer(from_fn_with_state(self.clone(), count))
    }
}

/// Counts a request once its answer begins; what is streamed goes on for hours.
async fn count(
    State(requests): State<Requests>,
    route: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let method = method(request.method());
    let route = route.as_ref().map_or("other", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!(
        "http.request",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        otel.status_code = Empty,
    );
    #[expect(clippy::disallowed_methods, reason = "a stopwatch, which decides nothing")]
    let begun = Instant::now();
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    span.record("http.response.status_code", i64::from(status.as_u16()));
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    let asked = Asked { method, route, status: class(status) };
    requests.0.get_or_create(&asked).observe(begun.elapsed().as_secs_f64());
    response
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
