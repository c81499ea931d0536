//! Jobs: each piece is one commit, which ends the row and begins the next.

use aduan::{
    batch::{Batch, Committed, Write},
    erasure::Line,
    jobs::{FinishDeletion, Job, Step},
};
use chrono::TimeDelta;

use crate::{
    Gateway, GatewayError,
    drain::{Turned, Work},
    failpoint::failpoint,
    span,
};

/// How often a piece is planned again after a conflict.
const TRIES: usize = 5;

impl Gateway {
    /// Does one piece of a job.
    pub(crate) async fn work_off(&self, work: &Work<'_>) -> Result<Turned, GatewayError> {
        let job: Job = self.desk().room().open_queued(&work.waiting.row)?;
        span::say("job.name", job.name());
        for _ in 0..TRIES {
            if !self.still_waits(work.waiting).await? {
                return Ok(Turned::Gone);
            }
            let Step { mut batch, next } = self.step_of(&job).await?;
            let goes_on = next.is_some();
            work.finish(work.waiting.version, &mut batch);
            if let Some((job, due)) = next {
                batch.write(Write::Enqueue(job.row(due, &self.desk().room())));
            }
            failpoint!("job.before_commit");
            match self.desk().commit(batch).await? {
                Committed::Applied => {
                    failpoint!("job.after_commit");
                    self.ring();
                    tracing::debug!(job.goes_on = goes_on, "job.stepped");
                    return Ok(Turned::Done(0));
                }
                // A step looks for what was done before, so it will not propose it again.
                Committed::Conflict | Committed::Duplicate(..) => {}
                Committed::Refused { .. } => {
                    return Err(GatewayError::Contract("a job that counts against a quota"));
                }
            }
        }
        Err(GatewayError::Busy)
    }

    /// What a job that cannot be done leaves behind: of photos, word to whoever waits for them.
    pub(crate) async fn bury_job(&self, work: &Work<'_>) -> Result<Batch, GatewayError> {
        let Ok(Job::FetchPhotos(fetch)) = self.desk().room().open_queued(&work.waiting.row) else {
            return Ok(Batch::new());
        };
        let given_up = fetch.give_up_all(self.desk()).await.map_err(GatewayError::from);
        // Where the complaint cannot be read either, there is nobody to tell.
        given_up
            .or_else(|error| if error.blames_the_message() { Ok(Batch::new()) } else { Err(error) })
    }

    /// Does the next piece of a deletion, which is written down before anything says that it is
    /// done. Without a place to write it down, it waits.
    async fn finish_deletion(&self, finish: &FinishDeletion) -> Result<Step, GatewayError> {
        if !finish.written {
            let Some(erasures) = self.erasures() else {
                tracing::warn!("deletion.no_place_to_write_it_down");
                let later = self.desk().now() + TimeDelta::hours(1);
                let next = Some((Job::FinishDeletion(finish.clone()), later));
                return Ok(Step { batch: Batch::new(), next });
            };
            let line = Line::now(&finish.erasure, &self.desk().room());
            erasures.append(&line).await.map_err(GatewayError::Erasures)?;
            failpoint!("deletion.written");
        }
        Ok(finish.step(self.desk()).await?)
    }

    /// What the next piece of a job comes to.
    async fn step_of(&self, job: &Job) -> Result<Step, GatewayError> {
        match job {
            Job::FetchPhotos(fetch) => self.fetch_photos(fetch).await,
            Job::Route(route) => Ok(route.step(self.desk()).await?),
            Job::TellFollowers(tell) => Ok(tell.followers(self.desk()).await?),
            Job::TellCoordinators(tell) => Ok(tell.coordinators(self.desk()).await?),
            Job::DeletePerson(delete) => Ok(delete.step(self.desk()).await?),
            Job::FinishDeletion(finish) => self.finish_deletion(finish).await,
            Job::BlankReport(blank) => Ok(blank.step(self.desk()).await?),
        }
    }
}
