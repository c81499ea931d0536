//! Lanes: leased, drained oldest first, let go.

use std::panic::AssertUnwindSafe;

use aduan::{
    batch::{Batch, Guard, Write},
    domain::QueuedId,
    facts::{Fact, Want},
    queue::{Claim, Lane, Leased, Queue, Waiting},
    record::Key,
};
use chrono::{DateTime, TimeDelta, Utc};
use futures::{FutureExt, StreamExt, stream};
use tracing::Instrument;

use crate::{Gateway, GatewayError, error::told, failpoint::failpoint};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worked {
    /// Lanes that were leased.
    pub lanes: usize,
    /// Rows that were dealt with.
    pub done: usize,
    /// Rows that will be tried again.
    pub retried: usize,
    /// Rows that were buried.
    pub buried: usize,
}

impl Worked {
    /// Whether there was nothing to do.
    pub fn is_idle(&self) -> bool {
        self.lanes == 0
    }

    fn add(&mut self, other: Self) {
        let Self { lanes, done, retried, buried } = other;
        self.lanes += lanes;
        self.done += done;
        self.retried += retried;
        self.buried += buried;
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turned {
    /// It was dealt with.
    Done,
    /// It had been dealt with, or replaced, before.
    Gone,
    /// It will be tried again, and its lane rests until then.
    Retried,
    /// It is kept for an operator, and its lane goes on.
    Buried,
}

/// A row to work on, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Work<'a> {
    pub(crate) queue: Queue,
    pub(crate) lane: Lane,
    pub(crate) waiting: &'a Waiting,
    /// Whether it is the last of the leased rows, so that dealing with it lets go of the lane.
    pub(crate) closes: bool,
}

/// Until when a lane rests that is let go: a time that is over on every clock, since those of two
/// machines are never quite the same.
pub(crate) const AT_ONCE: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// The most rows of a lane in one lease.
const ROWS: usize = 50;

impl Gateway {
    /// Answers messages that wait, of at most `lanes` people at once.
    pub async fn drain_inbox(&self, lanes: usize) -> Result<Worked, GatewayError> {
        self.drain(Queue::Inbox, lanes).await
    }

    /// Rings the timers that are due.
    pub async fn drain_timers(&self, lanes: usize) -> Result<Worked, GatewayError> {
        self.drain(Queue::Timers, lanes).await
    }

    /// Delivers what is owed.
    pub async fn drain_outbox(&self, lanes: usize) -> Result<Worked, GatewayError> {
        self.drain(Queue::Outbox, lanes).await
    }

    /// Does a piece of each of the jobs that are due.
    pub async fn drain_jobs(&self, lanes: usize) -> Result<Worked, GatewayError> {
        self.drain(Queue::Jobs, lanes).await
    }

    /// Works until nothing is due: messages, timers, jobs, then deliveries, and again.
    pub async fn settle(&self) -> Result<Worked, GatewayError> {
        let mut all = Worked::default();
        loop {
            let mut round = Worked::default();
            for queue in [Queue::Inbox, Queue::Timers, Queue::Jobs, Queue::Outbox] {
                round.add(self.drain(queue, self.settings().lanes).await?);
            }
            if round.is_idle() {
                return Ok(all);
            }
            all.add(round);
        }
    }

    pub(crate) async fn drain(&self, queue: Queue, lanes: usize) -> Result<Worked, GatewayError> {
        let (now, lease) = (self.desk().now(), self.settings().lease);
        let claim = Claim { queue, lane: None, now, lease, lanes, rows: ROWS };
        let leased = self.desk().storage().claim(&claim).await?;
        if queue == Queue::Outbox && !leased.is_empty() {
            failpoint!("outbox.leased");
        }
        let mut worked = Worked { lanes: leased.len(), ..Worked::default() };
        let mut trouble = None;
        let mut lanes = stream::iter(leased)
            .map(|leased| self.drain_lane(queue, leased, now + lease))
            .buffer_unordered(self.settings().lanes.max(1));
        while let Some(lane) = lanes.next().await {
            match lane {
                Ok(lane) => worked.add(lane),
                Err(error) => trouble = trouble.or(Some(error)),
            }
        }
        trouble.map_or(Ok(worked), Err)
    }

    async fn drain_lane(
        &self,
        queue: Queue,
        leased: Leased,
        until: DateTime<Utc>,
    ) -> Result<Worked, GatewayError> {
        let mut worked = Worked::default();
        let last = leased.rows.len().saturating_sub(1);
        for (at, waiting) in leased.rows.iter().enumerate() {
            // Somebody else may hold the lane by now.
            if self.desk().now() >= until {
                break;
            }
            let work = Work { queue, lane: leased.lane, waiting, closes: at == last };
            match self.work(&work).await? {
                Turned::Done => worked.done += 1,
                Turned::Buried => worked.buried += 1,
                Turned::Gone if work.closes => self.let_go(&work).await?,
                Turned::Gone => {}
                Turned::Retried => {
                    worked.retried += 1;
                    break;
                }
            }
        }
        Ok(worked)
    }

    /// Deals with one row. A mistake that is its own costs it a try; trouble of the house is
    /// passed on, and the row waits.
    async fn work(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let span = tracing::info_span!(
            "gateway.work",
            queue.name = work.queue.name(),
            queue.row = %work.waiting.row.id,
            queue.tries = work.waiting.version,
        );
        let dealing = async {
            match work.queue {
                Queue::Inbox | Queue::Timers => self.turn(work).await,
                Queue::Outbox => self.deliver(work).await,
                Queue::Jobs => self.work_off(work).await,
            }
        };
        let dealt = AssertUnwindSafe(dealing).catch_unwind().instrument(span.clone()).await;
        let reason = match dealt {
            Ok(Ok(turned)) => return Ok(turned),
            Ok(Err(error)) if !error.blames_the_message() => return Err(error),
            Ok(Err(error)) => {
                tracing::warn!(parent: &span, error = told(&error), "work.failed");
                error.to_string()
            }
            Err(_) => {
                tracing::error!(parent: &span, "work.panicked");
                "a panic; see the log of that time".to_owned()
            }
        };
        let buried_after = self.settings().tries;
        self.try_later(work, &reason, None, buried_after).instrument(span).await
    }

    /// Whether the row still waits as it was leased: newer news may have taken its place, and
    /// another worker may have dealt with it when this one was slow.
    pub(crate) async fn still_waits(&self, work: &Work<'_>) -> Result<bool, GatewayError> {
        let row = Want::Queued(work.waiting.row.id);
        let facts = self.desk().storage().load(std::slice::from_ref(&row)).await?;
        Ok(match facts.get(&row) {
            Some(Fact::Queued(Some(waiting))) => waiting == work.waiting,
            _ => false,
        })
    }

    /// Counts a try in vain: the lane rests a while, or the row is buried and the lane goes on.
    pub(crate) async fn try_later(
        &self,
        work: &Work<'_>,
        reason: &str,
        after: Option<TimeDelta>,
        tries: u64,
    ) -> Result<Turned, GatewayError> {
        if work.waiting.version >= tries {
            return self.bury(work, reason).await;
        }
        let id = work.waiting.row.id;
        let wait = backoff(work.waiting.version).max(after.unwrap_or_default());
        let until = self.desk().now() + wait;
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(id), work.waiting.version));
        batch.write(Write::Retry(id));
        batch.write(Write::Release(work.queue, work.lane, until));
        self.desk().commit(batch).await?;
        tracing::info!(queue.wait_s = wait.num_seconds(), "work.retried");
        Ok(Turned::Retried)
    }

    /// Keeps a row for an operator; the lane goes on.
    pub(crate) async fn bury(&self, work: &Work<'_>, why: &str) -> Result<Turned, GatewayError> {
        let id = work.waiting.row.id;
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(id), work.waiting.version));
        batch.write(Write::Bury(id, why.into()));
        if work.closes {
            batch.write(Write::Release(work.queue, work.lane, AT_ONCE));
        }
        if work.queue == Queue::Inbox {
            self.bury_message(work, &mut batch);
        }
        self.desk().commit(batch).await?;
        tracing::error!(queue.reason = why, "work.buried");
        self.ring();
        Ok(Turned::Buried)
    }

    /// Lets go of a lane without anything else to commit.
    async fn let_go(&self, work: &Work<'_>) -> Result<(), GatewayError> {
        let room = self.desk().room();
        let mut batch = Batch::new();
        // Every batch has a guard; that a row nobody ever wrote is not there always holds.
        let nobody = QueuedId::random(room.entropy);
        batch.guard(Guard::Version(Key::Queued(nobody), 0));
        batch.write(Write::Release(work.queue, work.lane, AT_ONCE));
        self.desk().commit(batch).await?;
        Ok(())
    }
}

/// The wait after the given number of tries: 2, 4, 8 … seconds, at most a quarter of an hour.
fn backoff(tries: u64) -> TimeDelta {
    let doublings = u32::try_from(tries.min(10)).unwrap_or(10);
    TimeDelta::seconds((1_i64 << doublings).min(900))
}
