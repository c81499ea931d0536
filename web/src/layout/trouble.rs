//! Why something was not done, and how that looks as a page.

use aduan::{
    DeskError,
    ports::{BlobError, StorageErrorKind},
    refusal::Refusal,
};
use askama::Template;
use axum::{
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};

use super::{Shell, show};
use crate::Served;

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The domain says no.
    Refused(Refusal),
    /// It came from another site, or does not say from where.
    Elsewhere,
    /// There is no such page.
    Nothing,
    /// Not now; it is worth trying again.
    Busy,
    /// Something is broken. An operator finds it in the log.
    Failed,
}

impl From<DeskError> for Trouble {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Refused(refusal) => Self::Refused(refusal),
            DeskError::Busy => Self::Busy,
            // A place in a list that is none: somebody wrote it into an address.
            DeskError::Storage(error) if error.kind() == StorageErrorKind::Malformed => {
                Self::Nothing
            }
            error => {
                let told: &(dyn std::error::Error + 'static) = &error;
                tracing::error!(error = told, "panel.failed");
                Self::Failed
            }
        }
    }
}

impl From<BlobError> for Trouble {
    fn from(error: BlobError) -> Self {
        let told: &(dyn std::error::Error + 'static) = &error;
        tracing::error!(error = told, "panel.photo_failed");
        Self::Failed
    }
}

impl Trouble {
    fn status(&self) -> StatusCode {
        match self {
            Self::Refused(Refusal::NotFound) | Self::Nothing => StatusCode::NOT_FOUND,
            Self::Refused(Refusal::NotAllowed | Refusal::LogInFirst) | Self::Elsewhere => {
                StatusCode::FORBIDDEN
            }
            Self::Refused(Refusal::TooOften { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Trouble {
    /// A status, and the trouble itself for [`paint`], which knows the reader's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What is under no route.
pub(crate) async fn nothing_here() -> Trouble {
    Trouble::Nothing
}

#[derive(Template)]
#[template(path = "layout/trouble.html")]
struct Page {
    shell: Shell,
    words: String,
}

/// Makes a page out of every answer that says only that something went wrong, wherever it comes
/// from: a page that refuses, a form that cannot be read, a route that is not there.
pub(crate) async fn paint<S: Served>(
    State(served): State<S>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(shell) = Shell::from_request_parts(&mut parts, &served).await;
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let now = served.desk().now();
    let trouble = response.extensions().get::<Trouble>();
    let words = match trouble {
        Some(Trouble::Refused(refusal)) => refusal.words(shell.language, now),
        _ => words_of(&shell, status),
    };
    let wait = trouble.and_then(|trouble| wait(trouble, now));
    // What else it says, such as which methods there are, stays.
    let (mut before, _) = response.into_parts();
    before.headers.remove(header::CONTENT_TYPE);
    before.headers.remove(header::CONTENT_LENGTH);
    let Ok(mut painted) = show(status, &Page { shell, words }) else {
        return status.into_response();
    };
    for (name, value) in &before.headers {
        painted.headers_mut().append(name, value.clone());
    }
    if let Some(wait) = wait {
        painted.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    painted
}

fn wait(trouble: &Trouble, now: DateTime<Utc>) -> Option<HeaderValue> {
    match trouble {
        Trouble::Refused(Refusal::TooOften { until, .. }) => {
            Some(HeaderValue::from((*until - now).num_seconds().max(1)))
        }
        Trouble::Busy => Some(HeaderValue::from(2)),
        _ => None,
    }
}

fn words_of(shell: &Shell, status: StatusCode) -> String {
    match status {
        StatusCode::FORBIDDEN => shell.say("trouble-elsewhere"),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => shell.say("trouble-nothing"),
        StatusCode::PAYLOAD_TOO_LARGE => shell.say("trouble-large"),
        StatusCode::SERVICE_UNAVAILABLE => shell.say("trouble-busy"),
        status if status.is_client_error() => shell.say("trouble-unreadable"),
        _ => shell.say("trouble-failed"),
    }
}
