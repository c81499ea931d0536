//! `GET /live`: the stream of one open page (server-sent events). Each event has the position of
//! the log it is from, and a browser that comes back says the last it has (`Last-Event-ID`).

use std::{
    collections::{BTreeSet, VecDeque},
    convert::Infallible,
    time::Duration,
};

use aduan::{
    DeskError,
    authority::Actor,
    domain::{OfficerId, Secret},
    log::Position,
    verbs::{Admit, Admitted, Watch, WatchOf},
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse as _, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures::stream::{self, Stream};
use serde::Deserialize;
use tokio::{sync::watch, time::Interval};

use super::follower::{Place, Seen};
use crate::{Panel, guard::cookie::Cookie, layout::Trouble};

/// How often something is sent although nothing changes, so that what stands in between keeps the
/// connection, and we learn that the browser is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How often it is asked whether she is still signed in, and what she may see: within five seconds
/// of the end of her session she is told no more.
const LOOK_AGAIN: Duration = Duration::from_secs(4);

/// What the page knows.
#[derive(Debug, Deserialize)]
pub(crate) struct Known {
    after: Option<Position>,
}

/// The stream.
pub(crate) async fn open(
    State(panel): State<Panel>,
    Extension(who): Extension<Admitted>,
    Query(known): Query<Known>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let session = Cookie::Session.secret(&headers, panel.settings()).ok_or(Trouble::Nothing)?;
    let place = panel.live().admit(who.officer).ok_or(Trouble::Busy)?;
    let watch = WatchOf { officer: who.officer }.find(panel.desk()).await?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let reader = Reader {
        seen: panel.live().listen(panel.desk()),
        again: tokio::time::interval(LOOK_AGAIN),
        last: last.or(known.after),
        events: VecDeque::new(),
        panel,
        officer: who.officer,
        session,
        watch,
        _place: place,
    };
    let alive = KeepAlive::new().interval(HEARTBEAT);
    let mut response = Sse::new(reader.read()).keep_alive(alive).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that gather what they pass on would keep it back.
    let unbuffered = HeaderName::from_static("x-accel-buffering");
    headers.insert(unbuffered, HeaderValue::from_static("no"));
    Ok(response)
}

/// One open stream.
struct Reader {
    panel: Panel,
    officer: OfficerId,
    session: Secret,
    watch: Watch,
    seen: watch::Receiver<Seen>,
    again: Interval,
    /// Up to where she was told; from when the log is known, if she does not say.
    last: Option<Position>,
    events: VecDeque<Event>,
    _place: Place,
}

impl Reader {
    fn read(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut reader| async move {
            let event = reader.next().await?;
            Some((Ok(event), reader))
        })
    }

    /// The next event; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some(event);
            }
            let seen = *self.seen.borrow_and_update();
            match seen {
                Seen::Closed => return None,
                Seen::UpTo(position) if self.last != Some(position) => {
                    self.look(position);
                    continue;
                }
                Seen::UpTo(_) | Seen::Nothing => {}
            }
            tokio::select! {
                changed = self.seen.changed() => changed.ok()?,
                _ = self.again.tick() => self.check().await.ok()?,
            }
        }
    }

    /// Asks whether she is still in, and what she may see. That she has a page open is no sign
    /// that she sits before it, so it is not written down.
    async fn check(&mut self) -> Result<(), DeskError> {
        let admit = Admit { session: self.session.clone() };
        let _unwritten = self.panel.desk().plan(&Actor::Visitor, &admit).await?;
        self.watch = WatchOf { officer: self.officer }.find(self.panel.desk()).await?;
        Ok(())
    }

    /// Puts in line what she may know of what changed up to that position.
    fn look(&mut self, position: Position) {
        let event = |position: Position, kind, data: &str| {
            Event::default().id(position.to_string()).event(kind).data(data)
        };
        // A position that is beyond the log is of another one.
        match self.last.replace(position).filter(|last| *last <= position) {
            None => self.events.push_back(event(position, "here", "")),
            Some(last) => match self.panel.live().after(last) {
                None => self.events.push_back(event(position, "many", "")),
                Some(changed) => {
                    let mut told = BTreeSet::new();
                    let hers = changed.iter().rev().filter(|changed| self.watch.sees(changed));
                    for changed in hers {
                        if told.insert(changed.number()) {
                            let number = changed.number().as_str();
                            self.events.push_front(event(changed.position, "change", number));
                        }
                    }
                }
            },
        }
    }
}
