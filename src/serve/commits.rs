//! What came of the commits of this process, and how long each took.

use std::{sync::Arc, time::Instant};

use aduan::{
    Desk,
    batch::{Batch, Committed},
    facts::{Facts, Want},
    log::{Position, Recorded},
    ports::{Figures, Storage, StorageError, StorageErrorKind},
    query::{Page, Query},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use prometheus_client::metrics::{family::Family, histogram::Histogram};
use tracing::{Instrument as _, field::Empty};

/// The bounds of how long a commit takes, in seconds: from one of a group on a quick disk to a
/// storage that makes everybody wait.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 5.0];

type Times = Family<[(&'static str, &'static str); 1], Histogram, fn() -> Histogram>;

/// The commits of this process. Whoever has a clone counts the same.
#[derive(Clone, Debug)]
pub(super) struct Commits(Times);

impl Commits {
    pub(super) fn new() -> Self {
        Self(Family::new_with_constructor(|| Histogram::new(BOUNDS)))
    }

    /// How long each took, by what came of it.
    pub(super) fn times(&self) -> Times {
        self.0.clone()
    }

    /// The desk, each commit of which is counted.
    pub(super) fn counted(&self, desk: &Desk) -> Desk {
        desk.with_storage(|storage| Arc::new(Counted { storage, commits: self.clone() }))
    }
}

/// A storage whose commits are counted.
#[derive(Debug)]
struct Counted {
    storage: Arc<dyn Storage>,
    commits: Commits,
}

#[async_trait]
impl Storage for Counted {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.storage.load(wants).await
    }

    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        let span =
            tracing::info_span!("storage.commit", commit.outcome = Empty, otel.status_code = Empty);
        #[expect(clippy::disallowed_methods, reason = "a stopwatch, which decides nothing")]
        let begun = Instant::now();
        let committed = self.storage.commit(batch).instrument(span.clone()).await;
        let outcome = outcome(&committed);
        span.record("commit.outcome", outcome);
        if committed.is_err() {
            span.record("otel.status_code", "ERROR");
        }
        let times = self.commits.0.get_or_create(&[("outcome", outcome)]);
        times.observe(begun.elapsed().as_secs_f64());
        committed
    }

    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.storage.list(query).await
    }

    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.storage.count(query).await
    }

    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.storage.claim(claim).await
    }

    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.storage.log(after, limit).await
    }

    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.storage.changed(seen).await
    }

    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.storage.figures(now).await
    }

    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.storage.upkeep(now).await
    }
}

/// What came of a commit, as `docs/operate/observing.md` lists it.
fn outcome(committed: &Result<Committed, StorageError>) -> &'static str {
    match committed.as_ref().map_err(StorageError::kind) {
        Ok(Committed::Applied) => "applied",
        Ok(Committed::Conflict) => "conflict",
        Ok(Committed::Duplicate(..)) => "duplicate",
        Ok(Committed::Refused { .. }) => "refused",
        Err(StorageErrorKind::Busy) => "busy",
        Err(StorageErrorKind::Unavailable) => "unavailable",
        Err(StorageErrorKind::Full) => "full",
        Err(StorageErrorKind::Damaged) => "damaged",
        Err(StorageErrorKind::Newer) => "newer",
        Err(StorageErrorKind::Malformed) => "malformed",
        Err(StorageErrorKind::Unknown) => "unknown",
    }
}
