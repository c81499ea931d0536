//! `GET api/stream`: what is said, as it is said (server-sent events). Each event has the number
//! of its line, and a browser that comes back says the last it has (`Last-Event-ID`).

use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};

use aduan::domain::Peer;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures::stream::{self, Stream};
use tokio::sync::{Notify, watch};

use super::talk::After;
use crate::web::{PageError, Webchat, trouble::Trouble, visitor::Visitor};

/// How often something is sent although nothing is said, so that what stands in between keeps the
/// connection, and we learn that the browser is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

pub(super) async fn stream(
    State(chat): State<Webchat>,
    Query(After { after }): Query<After>,
    visitor: Result<Visitor, Trouble>,
    headers: HeaderMap,
) -> Response {
    // Anything but 200 ends the browser's tries; the page then looks whether there is a session.
    let Ok(visitor) = visitor else { return StatusCode::NO_CONTENT.into_response() };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let reader = Reader::new(chat, visitor.account, last.unwrap_or(after));
    let alive = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(reader.read()).keep_alive(alive).into_response()
}

/// One open stream.
struct Reader {
    chat: Webchat,
    account: Peer,
    bell: Arc<Notify>,
    closing: watch::Receiver<bool>,
    /// The number of the last line that was put in line.
    last: u64,
    events: VecDeque<Event>,
}

impl Reader {
    fn new(chat: Webchat, account: Peer, last: u64) -> Self {
        let (bell, closing) = (chat.pages().bell(&account), chat.inner.closing.subscribe());
        Self { chat, account, bell, closing, last, events: VecDeque::new() }
    }

    fn read(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut reader| async move {
            let event = reader.next().await?;
            Some((Ok(event), reader))
        })
    }

    /// The next event; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        let bell = Arc::clone(&self.bell);
        loop {
            if *self.closing.borrow() {
                return None;
            }
            // Listening begins before the look, so that nothing can be said in between.
            let mut rung = std::pin::pin!(bell.notified());
            rung.as_mut().enable();
            if let Some(event) = self.events.pop_front() {
                return Some(event);
            }
            match self.look().await {
                Ok(()) if !self.events.is_empty() => continue,
                Ok(()) => {}
                Err(PageError::NoSession) => return None,
                Err(error) => tracing::warn!(%error, "webchat.stream_failed"),
            }
            tokio::select! {
                () = rung => {}
                _ = self.closing.changed() => {}
                () = tokio::time::sleep(self.chat.settings().poll) => {}
            }
        }
    }

    /// Puts the new lines in line.
    async fn look(&mut self) -> Result<(), PageError> {
        let pages = self.chat.pages();
        let page = pages.read(&self.account).await?.value;
        if page.last() < self.last {
            // A page of another session, which began anew.
            self.last = 0;
        }
        for line in page.after(self.last, pages.desk().now()) {
            let event = Event::default().id(line.at.to_string());
            match event.json_data(line) {
                Ok(event) => self.events.push_back(event),
                Err(error) => tracing::error!(%error, "webchat.line_unreadable"),
            }
        }
        self.last = page.last();
        Ok(())
    }
}
