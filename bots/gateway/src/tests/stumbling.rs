//! A crash between any two calls to the storage loses nothing and does nothing twice.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aduan::{
    batch::{Batch, Committed},
    facts::{Facts, Want},
    log::{Entry, Event, Position, Recorded},
    ports::{Figures, Storage, StorageError, StorageErrorKind},
    query::{Page, Query},
    queue::{Claim, Leased},
};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;

use super::stage::Stage;

/// How the process meets its end.
#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// Before the call did anything.
    Before,
    /// After the call did all of it, before anybody heard.
    After,
    /// It lives on, but the call failed.
    Fails,
}

/// A storage whose `at`th call goes wrong.
pub(super) struct Stumbling {
    inner: Arc<dyn Storage>,
    left: AtomicUsize,
    end: End,
}

impl Stumbling {
    pub(super) fn over(inner: &Arc<dyn Storage>, at: usize, end: End) -> Arc<dyn Storage> {
        Arc::new(Self { inner: Arc::clone(inner), left: AtomicUsize::new(at), end })
    }

    fn stumbles(&self) -> bool {
        self.left.fetch_sub(1, Ordering::SeqCst) == 1
    }

    async fn call<T>(
        &self,
        call: impl Future<Output = Result<T, StorageError>> + Send,
    ) -> Result<T, StorageError> {
        if !self.stumbles() {
            return call.await;
        }
        match self.end {
            End::Before => std::future::pending().await,
            End::After => {
                let _ = call.await;
                std::future::pending().await
            }
            End::Fails => Err(StorageError::new(StorageErrorKind::Unavailable, "stumbled")),
        }
    }
}

impl fmt::Debug for Stumbling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stumbling")
    }
}

#[async_trait]
impl Storage for Stumbling {
    async fn load(&self, wants: &[Want]) -> Result<Facts, StorageError> {
        self.call(self.inner.load(wants)).await
    }
    async fn commit(&self, batch: Batch) -> Result<Committed, StorageError> {
        self.call(self.inner.commit(batch)).await
    }
    async fn list(&self, query: &Query) -> Result<Page, StorageError> {
        self.call(self.inner.list(query)).await
    }
    async fn count(&self, query: &Query) -> Result<u64, StorageError> {
        self.call(self.inner.count(query)).await
    }
    async fn claim(&self, claim: &Claim) -> Result<Vec<Leased>, StorageError> {
        self.call(self.inner.claim(claim)).await
    }
    async fn log(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, StorageError> {
        self.call(self.inner.log(after, limit)).await
    }
    async fn changed(&self, seen: Position) -> Result<Position, StorageError> {
        self.call(self.inner.changed(seen)).await
    }
    async fn figures(&self, now: DateTime<Utc>) -> Result<Figures, StorageError> {
        self.call(self.inner.figures(now)).await
    }
    async fn upkeep(&self, now: DateTime<Utc>) -> Result<(), StorageError> {
        self.call(self.inner.upkeep(now)).await
    }
}

/// Sari logs in and reports; whatever the provider got no answer for, it sends again.
fn story(stage: &Stage) -> Option<()> {
    let all = [stage.said("sari", "1", "masuk"), stage.said("sari", "2", "lapor lampu mati")];
    stage.gateway.receive(&all).now_or_never()?.ok()?;
    stage.gateway.settle().now_or_never()?.ok()?;
    Some(())
}

#[tokio::test]
async fn a_crash_between_any_two_calls_loses_nothing() {
    for end in [End::Before, End::After, End::Fails] {
        for at in 1.. {
            let mut stage = Stage::new().await;
            let stumbling = Stumbling::over(&stage.storage, at, end);
            stage.reopen(&stumbling);
            let whole = story(&stage).is_some();

            // Another process begins, and the provider tries again.
            stage.begin_again();
            stage.clock.advance(TimeDelta::seconds(70));
            story(&stage).unwrap();
            stage.play().await;

            let log = stage.storage.log(0, 1_000).await.unwrap();
            let entries = log.iter().map(|recorded| Entry::from_bytes(&recorded.body).unwrap());
            let filed = entries.filter(|entry| matches!(entry.what, Event::Filed { .. })).count();
            assert_eq!(filed, 1, "{end:?} at {at}");
            let told = stage.told("sari");
            let receipts: std::collections::BTreeSet<_> =
                told.iter().filter(|text| text.starts_with("terkirim")).collect();
            assert_eq!(receipts.len(), 1, "{end:?} at {at}: {told:?}");
            assert!(told[0].contains("Recognised"), "{end:?} at {at}: {told:?}");
            if whole {
                assert!(at > 10, "the story is longer than {at} calls");
                break;
            }
        }
    }
}
