//! One task follows the log for all streams, however many are open.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use aduan::{
    Desk, DeskError,
    domain::OfficerId,
    log::Position,
    verbs::{Changed, Changes, ChangesAfter},
};
use tokio::sync::watch;

/// How many streams one officer has open at most: a page in each of so many tabs.
const OF_ONE: usize = 8;
/// How many streams are open at most.
const IN_ALL: usize = 512;
/// How many changes are kept for streams that have yet to tell them.
const KEPT: usize = 1_024;
/// How much of the log from before the first look is read, for pages that were open when the
/// process began anew.
const BEFORE: Position = 200;
/// What changes within this time is told together.
const BREATH: Duration = Duration::from_millis(250);
/// How long the storage is left alone after it failed.
const REST: Duration = Duration::from_secs(2);

/// Up to where the log is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Nobody has looked yet.
    Nothing,
    /// Up to there.
    UpTo(Position),
    /// It is over: the process is about to end.
    Closed,
}

/// What the log tells, for every stream.
#[derive(Debug)]
pub(crate) struct Live {
    seen: watch::Sender<Seen>,
    recent: Mutex<Recent>,
    open: Arc<Mutex<HashMap<OfficerId, usize>>>,
    follower: Mutex<Option<tokio::task::JoinHandle<()>>>,
}

/// The last changes, and the position after which none is missing.
#[derive(Debug, Default)]
struct Recent {
    from: Position,
    changed: VecDeque<Arc<Changed>>,
}

/// That a stream is open. It is not, once this is gone.
#[derive(Debug)]
pub(crate) struct Place {
    officer: OfficerId,
    open: Arc<Mutex<HashMap<OfficerId, usize>>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Nothing is followed until the first stream opens.
    pub(crate) fn new() -> Self {
        Self {
            seen: watch::Sender::new(Seen::Nothing),
            recent: Mutex::default(),
            open: Arc::default(),
            follower: Mutex::default(),
        }
    }

    /// A place for one more stream of an officer; none if there are enough.
    pub(crate) fn admit(&self, officer: OfficerId) -> Option<Place> {
        let mut open = lock(&self.open);
        let full = open.values().sum::<usize>() >= IN_ALL;
        let hers = open.entry(officer).or_default();
        if full || *hers >= OF_ONE {
            return None;
        }
        *hers += 1;
        Some(Place { officer, open: Arc::clone(&self.open) })
    }

    /// What is known of the log, and every time more is. The first who asks sets the follower off.
    pub(crate) fn listen(self: &Arc<Self>, desk: &Desk) -> watch::Receiver<Seen> {
        let mut follower = lock(&self.follower);
        if follower.as_ref().is_none_or(tokio::task::JoinHandle::is_finished) {
            *follower = Some(tokio::spawn(Arc::clone(self).follow(desk.clone())));
        }
        self.seen.subscribe()
    }

    /// Up to where the log is known, if anybody looks.
    pub(crate) fn position(&self) -> Option<Position> {
        match *self.seen.borrow() {
            Seen::UpTo(position) => Some(position),
            Seen::Nothing | Seen::Closed => None,
        }
    }

    /// Ends all streams.
    pub(crate) fn close(&self) {
        self.seen.send_replace(Seen::Closed);
    }

    /// What changed after a position; `None` if that is too long ago to be remembered.
    pub(crate) fn after(&self, position: Position) -> Option<Vec<Arc<Changed>>> {
        let recent = lock(&self.recent);
        let after = recent.changed.iter().filter(|changed| changed.position > position);
        (position >= recent.from).then(|| after.cloned().collect())
    }

    async fn follow(self: Arc<Self>, desk: Desk) {
        let mut at = None;
        while *self.seen.borrow() != Seen::Closed {
            match self.look(at, &desk).await {
                Ok(position) => at = Some(position),
                Err(error) => {
                    tracing::warn!(%error, "panel.live_failed");
                    tokio::time::sleep(REST).await;
                }
            }
        }
    }

    /// Waits until there is more than was known, and reads it.
    async fn look(&self, at: Option<Position>, desk: &Desk) -> Result<Position, DeskError> {
        let Some(at) = at else {
            let position = desk.storage().figures(desk.now()).await?.log;
            let from = position.saturating_sub(BEFORE);
            lock(&self.recent).from = from;
            if from == position {
                self.tell(position);
            }
            return Ok(from);
        };
        desk.storage().changed(at).await?;
        let Changes { position, changed } = ChangesAfter { position: at }.find(desk).await?;
        {
            let mut recent = lock(&self.recent);
            recent.changed.extend(changed.into_iter().map(Arc::new));
            while recent.changed.len() > KEPT {
                if let Some(forgotten) = recent.changed.pop_front() {
                    recent.from = forgotten.position;
                }
            }
        }
        self.tell(position);
        tokio::time::sleep(BREATH).await;
        Ok(position)
    }

    /// Tells up to where the log is known, unless all is over.
    fn tell(&self, position: Position) {
        self.seen.send_if_modified(|seen| {
            let news = *seen != Seen::Closed && *seen != Seen::UpTo(position);
            if news {
                *seen = Seen::UpTo(position);
            }
            news
        });
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        if let Some(hers) = open.get_mut(&self.officer) {
            *hers -= 1;
            if *hers == 0 {
                open.remove(&self.officer);
            }
        }
    }
}
