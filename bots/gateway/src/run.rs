//! Production: work as soon as there is some, and look now and then for work nobody announced.

use std::time::Duration;

use aduan::queue::Queue;
use futures::{StreamExt, stream::FuturesUnordered};
use tokio::sync::watch;

use crate::{Gateway, GatewayError, error::told};

/// How long to wait between two sweeps of what nobody names.
const SWEEP: Duration = Duration::from_hours(6);

impl Gateway {
    /// Works until `shutdown` is ready, then finishes what is in hand. A commit rings a bell;
    /// polling finds the rest: what another process wrote, and what became due.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        let (stop, stopped) = watch::channel(false);
        let mut running = vec![tokio::spawn(self.clone().follow(stopped.clone()))];
        for queue in Queue::ALL {
            running.push(tokio::spawn(self.clone().keep_working(queue, stopped.clone())));
        }
        running.push(tokio::spawn(self.clone().keep_sweeping(stopped)));
        shutdown.await;
        tracing::info!("gateway.stopping");
        let _ = stop.send(true);
        for worker in running {
            if worker.await.is_err() {
                tracing::error!("gateway.worker_panicked");
            }
        }
    }

    /// Keeps as many lanes in work as there are hands. A lane that is slow, such as one whose
    /// channel hangs, holds one hand and nobody else up.
    async fn keep_working(self, queue: Queue, mut stopped: watch::Receiver<bool>) {
        let (hands, poll) = (self.settings().lanes.max(1), self.settings().poll);
        let mut working = FuturesUnordered::new();
        let mut look = true;
        // After a lane was sent to rest, which may be for less than a second, it looks more often
        // for a while.
        let mut soon: u8 = 0;
        while !*stopped.borrow() {
            // One look for several hands, since each is a commit.
            if look && working.len() <= hands - hands.div_ceil(4) {
                let until = self.desk().now() + self.settings().lease;
                match self.lease(queue, hands - working.len()).await {
                    Ok(leased) => {
                        // Whoever got all she can carry may have left some behind.
                        look = leased.len() + working.len() >= hands;
                        let lanes = leased.into_iter();
                        working.extend(lanes.map(|lane| self.drain_lane(queue, lane, until)));
                    }
                    Err(error) => {
                        complain(queue, &error);
                        look = false;
                    }
                }
            }
            let pause = if soon > 0 { poll / 10 } else { poll };
            tokio::select! {
                _ = stopped.changed() => {}
                Some(done) = working.next(), if !working.is_empty() => match done {
                    Ok(worked) => {
                        // What was added to a lane while it was drained is due at once.
                        look = look || worked.done > 0;
                        if worked.retried > 0 {
                            // Where one has to wait, so would those that were left behind.
                            (look, soon) = (false, 10);
                        }
                    }
                    Err(error) => complain(queue, &error),
                },
                () = self.bell(queue).notified() => look = true,
                () = tokio::time::sleep(pause) => {
                    look = true;
                    soon = soon.saturating_sub(1);
                }
            }
        }
        while let Some(done) = working.next().await {
            if let Err(error) = done {
                complain(queue, &error);
            }
        }
    }

    /// Sweeps at once and then now and then; that several processes do costs a little work.
    async fn keep_sweeping(self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            self.sweep_photos().await;
            tokio::select! {
                _ = stopped.changed() => {}
                () = tokio::time::sleep(SWEEP) => {}
            }
        }
    }

    /// Rings for news that others owe: an officer's verb does not pass through the gateway.
    async fn follow(self, mut stopped: watch::Receiver<bool>) {
        let mut seen = 0;
        while !*stopped.borrow() {
            tokio::select! {
                _ = stopped.changed() => {}
                last = self.desk().storage().changed(seen) => match last {
                    Ok(last) => {
                        seen = seen.max(last);
                        self.ring();
                    }
                    Err(error) => {
                        tracing::warn!(error = told(&error), "gateway.follow_failed");
                        tokio::time::sleep(self.settings().poll).await;
                    }
                },
            }
        }
    }
}

fn complain(queue: Queue, error: &GatewayError) {
    tracing::error!(queue.name = queue.name(), error = told(error), "gateway.drain_failed");
}
