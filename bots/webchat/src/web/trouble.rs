//! What a browser is told when something could not be done: a status and one word, for which the
//! page has the words in the person's language.

use aduan_gateway::GatewayError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::PageError;

/// Why a request was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There is no session, or it is over: the page opens a new one.
    NoSession,
    /// What came is not what this route takes.
    Unreadable,
    /// Larger than it may be, or cut off.
    TooLarge,
    /// Too much in too short a time; so many seconds to wait.
    TooOften(u32),
    /// Not now; it is worth sending again.
    Busy,
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, word, wait) = match self {
            Self::NoSession => (StatusCode::UNAUTHORIZED, "no_session", None),
            Self::Unreadable => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable", None),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large", None),
            Self::TooOften(wait) => (StatusCode::TOO_MANY_REQUESTS, "too_often", Some(wait)),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", Some(2)),
        };
        let mut response = (status, Json(json!({ "error": word }))).into_response();
        if let Some(wait) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}

impl Trouble {
    /// What a failure of the pages means to a browser. What only an operator can mend is logged.
    pub(super) fn with_page(error: PageError, now: chrono::DateTime<chrono::Utc>) -> Self {
        match error {
            PageError::NoSession => Self::NoSession,
            PageError::TooOften { until } => {
                let wait = (until - now).num_seconds().clamp(1, 3_600);
                Self::TooOften(u32::try_from(wait).unwrap_or(1))
            }
            PageError::Busy => Self::Busy,
            error => {
                tracing::error!(error = told(&error), "webchat.failed");
                Self::Busy
            }
        }
    }
}

impl From<GatewayError> for Trouble {
    fn from(error: GatewayError) -> Self {
        tracing::error!(error = told(&error), "webchat.not_heard");
        Self::Busy
    }
}

/// An error as a field of a trace, with its causes.
fn told<E: std::error::Error + 'static>(error: &E) -> &(dyn std::error::Error + 'static) {
    error
}
