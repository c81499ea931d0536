//! A clock that follows the database's, so that processes on several machines agree.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use aduan::ports::Clock;
use chrono::{DateTime, Utc};
use tokio::time::Instant;
use tokio_postgres::Client;

/// The time of the database, as it was measured last, plus what went by here since. It never goes
/// back. Made by [`PostgresStorage::clock`](crate::PostgresStorage::clock); every upkeep measures
/// anew.
#[derive(Clone, Debug, Default)]
pub struct PostgresClock {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// When it was measured, here and there.
    measured: Mutex<Option<(Instant, i64)>>,
    last: AtomicI64,
}

pub(crate) const NOW: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

impl PostgresClock {
    /// Measures the time of the database.
    pub(crate) async fn follow(&self, client: &Client) -> Result<(), tokio_postgres::Error> {
        let asked = Instant::now();
        let micros: i64 = client.query_one(NOW, &[]).await?.try_get(0)?;
        // The answer is as old as half the way there and back.
        let half = asked.elapsed() / 2;
        let there = micros.saturating_mul(1_000);
        let mut measured = self.inner.measured.lock().unwrap_or_else(PoisonError::into_inner);
        *measured = Some((asked + half, there));
        Ok(())
    }
}

impl Clock for PostgresClock {
    fn now(&self) -> DateTime<Utc> {
        let measured = *self.inner.measured.lock().unwrap_or_else(PoisonError::into_inner);
        let (here, there) = measured.unwrap_or_else(|| (Instant::now(), 0));
        let since = i64::try_from(here.elapsed().as_nanos()).unwrap_or(i64::MAX);
        let now = there.saturating_add(since);
        let last = self.inner.last.fetch_max(now, Ordering::AcqRel);
        DateTime::from_timestamp_nanos(now.max(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_goes_back() {
        let clock = PostgresClock::default();
        let set = |nanos| {
            *clock.inner.measured.lock().unwrap() = Some((Instant::now(), nanos));
        };
        set(5_000_000_000);
        let first = clock.now();
        set(1_000_000_000);
        assert_eq!(clock.now(), first);
        set(9_000_000_000);
        assert!(clock.now() > first);
    }
}
