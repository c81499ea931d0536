//! Lanes: leased, drained oldest first, let go.

use std::panic::AssertUnwindSafe;

use aduan::{
    batch::{Batch, Committed, Guard, Write},
    domain::QueuedId,
    facts::{Fact, Want},
    queue::{Claim, Lane, Leased, Queue, Waiting},
    record::Key,
};
use chrono::{DateTime, TimeDelta, Utc};
use futures::{FutureExt, StreamExt, stream};
use tracing::Instrument;

use crate::{Gateway, GatewayError, error::told, failpoint::failpoint, span};

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
    /// It was dealt with, and with it so many of the rows right behind it.
    Done(usize),
    /// It had been dealt with, or replaced, before.
    Gone,
    /// It will be tried again, and its lane rests until then.
    Retried,
    /// Its time has not come, and its lane rests until then.
    Rests,
    /// It is kept for an operator, and its lane goes on.
    Buried,
}

/// A row to work on, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Work<'a> {
    pub(crate) queue: Queue,
    pub(crate) lane: Lane,
    pub(crate) waiting: &'a Waiting,
    /// The other leased rows of the lane, all younger. Dealing with the last one lets go of it.
    pub(crate) rest: &'a [Waiting],
}

impl Work<'_> {
    /// Removes the row that was dealt with, and lets go of its lane if it was the last one.
    pub(crate) fn finish(&self, version: u64, batch: &mut Batch) {
        let id = self.waiting.row.id;
        batch.guard(Guard::Version(Key::Queued(id), version));
        batch.write(Write::Finish(id));
        self.let_go_after(0, AT_ONCE, batch);
    }

    /// Removes the row and so many of those right behind it. The lane rests until the given time,
    /// if they were the last ones.
    pub(crate) fn finish_with(&self, along: usize, until: DateTime<Utc>, batch: &mut Batch) {
        for waiting in std::iter::once(self.waiting).chain(&self.rest[..along]) {
            batch.guard(Guard::Version(Key::Queued(waiting.row.id), waiting.version));
            batch.write(Write::Finish(waiting.row.id));
        }
        self.let_go_after(along, until, batch);
    }

    fn let_go_after(&self, along: usize, until: DateTime<Utc>, batch: &mut Batch) {
        if self.rest.len() == along {
            batch.write(Write::Release(self.queue, self.lane, until));
        }
    }
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
        let until = self.desk().now() + self.settings().lease;
        let leased = self.lease(queue, lanes).await?;
        let mut worked = Worked { lanes: leased.len(), ..Worked::default() };
        let mut trouble = None;
        let mut lanes = stream::iter(leased)
            .map(|leased| self.drain_lane(queue, leased, until))
            .buffer_unordered(self.settings().lanes.max(1));
        while let Some(lane) = lanes.next().await {
            match lane {
                Ok(lane) => worked.add(lane),
                Err(error) => trouble = trouble.or(Some(error)),
            }
        }
        trouble.map_or(Ok(worked), Err)
    }

    /// Leases at most so many lanes of a queue that have work due.
    pub(crate) async fn lease(
        &self,
        queue: Queue,
        lanes: usize,
    ) -> Result<Vec<Leased>, GatewayError> {
        let (now, lease) = (self.desk().now(), self.settings().lease);
        let claim = Claim { queue, lane: None, now, lease, lanes, rows: ROWS };
        let leased = self.desk().storage().claim(&claim).await?;
        if queue == Queue::Outbox && !leased.is_empty() {
            failpoint!("outbox.leased");
        }
        Ok(leased)
    }

    pub(crate) async fn drain_lane(
        &self,
        queue: Queue,
        leased: Leased,
        until: DateTime<Utc>,
    ) -> Result<Worked, GatewayError> {
        let mut worked = Worked::default();
        let mut rows = leased.rows.as_slice();
        while let Some((waiting, rest)) = rows.split_first() {
            // Somebody else may hold the lane by now.
            if self.desk().now() >= until {
                break;
            }
            rows = rest;
            let work = Work { queue, lane: leased.lane, waiting, rest };
            match self.work(&work).await? {
                Turned::Done(along) => {
                    worked.done += 1 + along;
                    rows = &rest[along..];
                }
                Turned::Buried => worked.buried += 1,
                Turned::Gone if rest.is_empty() => self.let_go(&work).await?,
                Turned::Gone => {}
                Turned::Retried | Turned::Rests => {
                    worked.retried += 1;
                    break;
                }
            }
        }
        Ok(worked)
    }

    /// Deals with one row, and tells what became of it.
    async fn work(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let span = span::of(work);
        let turned = self.try_to_work(work).instrument(span.clone()).await;
        span::end(&span, &turned);
        turned
    }

    /// Deals with one row. A mistake that is its own costs it a try; trouble of the house is
    /// passed on, and the row waits.
    async fn try_to_work(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let dealing = async {
            match work.queue {
                Queue::Inbox | Queue::Timers => self.turn(work).await,
                Queue::Outbox => self.deliver(work).await,
                Queue::Jobs => self.work_off(work).await,
            }
        };
        let reason = match AssertUnwindSafe(dealing).catch_unwind().await {
            Ok(Ok(turned)) => return Ok(turned),
            Ok(Err(error)) if !error.blames_the_message() => return Err(error),
            Ok(Err(error)) => {
                tracing::warn!(error = told(&error), "work.failed");
                error.to_string()
            }
            Err(_) => {
                tracing::error!("work.panicked");
                "a panic; see the log of that time".to_owned()
            }
        };
        if work.waiting.version >= self.settings().tries {
            self.bury(work, &reason).await
        } else {
            self.retry(work, None).await
        }
    }

    /// Whether the row still waits as it was leased: newer news may have taken its place, and
    /// another worker may have dealt with it when this one was slow.
    pub(crate) async fn still_waits(&self, leased: &Waiting) -> Result<bool, GatewayError> {
        let row = Want::Queued(leased.row.id);
        let facts = self.desk().storage().load(std::slice::from_ref(&row)).await?;
        Ok(match facts.get(&row) {
            Some(Fact::Queued(Some(waiting))) => waiting == leased,
            _ => false,
        })
    }

    /// Lets the lane rest until its time has come. Nothing was tried, so nothing is counted.
    pub(crate) async fn rest(
        &self,
        work: &Work<'_>,
        until: DateTime<Utc>,
    ) -> Result<Turned, GatewayError> {
        let Waiting { row, version, .. } = work.waiting;
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(row.id), *version));
        batch.write(Write::Release(work.queue, work.lane, until));
        self.desk().commit(batch).await?;
        Ok(Turned::Rests)
    }

    /// Counts a try in vain: the lane rests a while, at least as long as was asked for.
    pub(crate) async fn retry(
        &self,
        work: &Work<'_>,
        after: Option<TimeDelta>,
    ) -> Result<Turned, GatewayError> {
        let Waiting { row, version, .. } = work.waiting;
        let wait = self.jittered(backoff(*version)).max(after.unwrap_or_default());
        let mut batch = Batch::new();
        batch.guard(Guard::Version(Key::Queued(row.id), *version));
        batch.write(Write::Retry(row.id));
        batch.write(Write::Release(work.queue, work.lane, self.desk().now() + wait));
        self.desk().commit(batch).await?;
        tracing::info!(queue.wait_s = wait.num_seconds(), "work.retried");
        Ok(Turned::Retried)
    }

    /// Between half of a wait and all of it, so that those who failed together do not try again
    /// together.
    fn jittered(&self, wait: TimeDelta) -> TimeDelta {
        let mut chance = [0; 2];
        self.desk().room().entropy.fill(&mut chance);
        let half = wait / 2;
        half + half * i32::from(u16::from_le_bytes(chance)) / i32::from(u16::MAX)
    }

    /// Keeps a row for an operator, with the reason; the lane goes on.
    pub(crate) async fn bury(&self, work: &Work<'_>, why: &str) -> Result<Turned, GatewayError> {
        let batch = match work.queue {
            Queue::Inbox => self.bury_message(work),
            Queue::Jobs => self.bury_job(work).await?,
            Queue::Outbox | Queue::Timers => Batch::new(),
        };
        tracing::error!(queue.reason = why, "work.buried");
        self.bury_with(work, why, batch).await
    }

    /// The same, with what else is to be committed.
    pub(crate) async fn bury_with(
        &self,
        work: &Work<'_>,
        why: &str,
        mut batch: Batch,
    ) -> Result<Turned, GatewayError> {
        let Waiting { row, version, .. } = work.waiting;
        batch.guard(Guard::Version(Key::Queued(row.id), *version));
        batch.write(Write::Bury(row.id, why.into()));
        work.let_go_after(0, AT_ONCE, &mut batch);
        Ok(match self.desk().commit(batch).await? {
            Committed::Applied => {
                self.ring();
                Turned::Buried
            }
            // What it leans on changed meanwhile, or another worker was quicker.
            _ => Turned::Gone,
        })
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
