//! Production: work as soon as there is some, and look now and then for work nobody announced.

use std::time::Duration;

use aduan::queue::Queue;
use tokio::sync::watch;

use crate::{Gateway, error::told};

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

    async fn keep_working(self, queue: Queue, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            match self.drain(queue, self.settings().lanes).await {
                Ok(worked) if !worked.is_idle() => continue,
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(
                        queue.name = queue.name(),
                        error = told(&error),
                        "gateway.drain_failed"
                    );
                    tokio::select! {
                        _ = stopped.changed() => {}
                        () = tokio::time::sleep(self.settings().poll) => {}
                    }
                    continue;
                }
            }
            tokio::select! {
                _ = stopped.changed() => {}
                () = self.bell(queue).notified() => {}
                () = tokio::time::sleep(self.settings().poll) => {}
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
