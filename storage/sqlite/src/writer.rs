//! The writer: one thread that takes whatever waits and commits it as one group.
//!
//! Nobody is acknowledged before `COMMIT` has returned, which with `synchronous=FULL` is after the
//! write-ahead log was flushed. A batch that is refused, conflicts or is malformed is rolled back
//! to its savepoint and fails alone. When the engine fails, the whole group fails: the connection
//! is closed, which rolls back, and another is opened for the next group. A commit is never tried
//! again, since after a failed flush the system may have dropped what it could not write.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
};

use aduan::{
    batch::{Batch, Committed},
    ports::{StorageError, StorageErrorKind},
    queue::{Claim, Leased},
};
use chrono::{DateTime, Utc};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use event_listener::Event;
use futures::channel::oneshot;
use rusqlite::Connection;

use crate::{
    Options,
    commit::Group,
    connection::open,
    error::{Fault, OpenError, again, engine, failure},
    failpoint::pass,
    learned, log, queue, upkeep, words,
};

type Reply<T> = oneshot::Sender<Result<T, StorageError>>;

/// Something that writes.
#[derive(Debug)]
pub(crate) enum Job {
    Commit(Batch, Reply<Committed>),
    Claim(Claim, Reply<Vec<Leased>>),
    /// Ends the age of receipts.
    Begin(DateTime<Utc>, Reply<()>),
    /// Forgets some, and says whether there is more.
    Forget(DateTime<Utc>, Reply<bool>),
    /// Cuts the write-ahead log; never part of a group.
    Checkpoint(Reply<()>),
}

/// What became of a job.
#[derive(Debug)]
enum Answer {
    Committed(Committed),
    Leased(Vec<Leased>),
    Done,
    Forgot(bool),
}

impl Job {
    fn answer(self, answer: Result<Answer, StorageError>) {
        const ASTRAY: &str = "an answer went astray";
        let astray = || failure(StorageErrorKind::Unknown, ASTRAY);
        // A caller that went away does not hear it; what was committed stays.
        match self {
            Self::Commit(_, reply) => drop(reply.send(match answer {
                Ok(Answer::Committed(committed)) => Ok(committed),
                Ok(_) => Err(astray()),
                Err(error) => Err(error),
            })),
            Self::Claim(_, reply) => drop(reply.send(match answer {
                Ok(Answer::Leased(leased)) => Ok(leased),
                Ok(_) => Err(astray()),
                Err(error) => Err(error),
            })),
            Self::Begin(_, reply) | Self::Checkpoint(reply) => {
                drop(reply.send(answer.map(|_| ())));
            }
            Self::Forget(_, reply) => drop(reply.send(match answer {
                Ok(Answer::Forgot(more)) => Ok(more),
                Ok(_) => Err(astray()),
                Err(error) => Err(error),
            })),
        }
    }
}

/// The last position of the log, and the bell that is rung when it moves.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) position: AtomicU64,
    pub(crate) moved: Event,
}

impl Head {
    fn move_to(&self, last: u64) {
        self.position.fetch_max(last, Ordering::AcqRel);
        self.moved.notify(usize::MAX);
    }
}

/// The writer as its callers see it.
#[derive(Debug)]
pub(crate) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(
        path: PathBuf,
        city: i64,
        connection: Connection,
        options: Options,
        head: Arc<Head>,
    ) -> Result<Self, OpenError> {
        let (jobs, inbox) = bounded(options.queue.max(1));
        let mut loops = Loop { path, city, connection: None, options, head, edge: Edge::Before };
        loops.adopt(connection);
        let thread = thread::Builder::new()
            .name("aduan-sqlite-writer".to_owned())
            .spawn(move || loops.run(&inbox))
            .map_err(OpenError::Threads)?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Hands over a job and waits for its answer.
    pub(crate) async fn write<T>(
        &self,
        job: impl FnOnce(Reply<T>) -> Job,
    ) -> Result<T, StorageError> {
        let (reply, answer) = oneshot::channel();
        let closed = || failure(StorageErrorKind::Unavailable, "the storage is closed");
        match self.jobs.as_ref().ok_or_else(closed)?.try_send(job(reply)) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                return Err(failure(StorageErrorKind::Busy, "too many wait to write"));
            }
            Err(TrySendError::Disconnected(_)) => return Err(closed()),
        }
        answer
            .await
            .unwrap_or_else(|_| Err(failure(StorageErrorKind::Unknown, "the writer went away")))
    }
}

impl Drop for Writer {
    /// Lets the writer finish what was handed to it.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How far a group came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// `COMMIT` was not called: nothing of it is stored.
    Before,
    /// `COMMIT` was called and did not say that it succeeded.
    Within,
    /// `COMMIT` succeeded.
    After,
}

struct Loop {
    path: PathBuf,
    city: i64,
    connection: Option<Connection>,
    options: Options,
    head: Arc<Head>,
    edge: Edge,
}

impl Loop {
    fn run(mut self, inbox: &Receiver<Job>) {
        let mut group = Vec::new();
        let mut alone = None;
        while let Ok(job) = inbox.recv() {
            let mut next = Some(job);
            while let Some(job) = next.take() {
                if matches!(job, Job::Checkpoint(_)) {
                    alone = Some(job);
                    break;
                }
                group.push(job);
                if group.len() < self.options.group {
                    next = inbox.try_recv().ok();
                }
            }
            if !group.is_empty() {
                self.serve(std::mem::take(&mut group));
            }
            if let Some(job) = alone.take() {
                let done = self.checkpoint();
                job.answer(done.map(|()| Answer::Done));
            }
        }
    }

    /// Commits a group and answers everyone in it.
    fn serve(&mut self, mut group: Vec<Job>) {
        self.edge = Edge::Before;
        let mut answers = Vec::with_capacity(group.len());
        let ended = catch_unwind(AssertUnwindSafe(|| self.attempt(&mut group, &mut answers)));
        let error = match ended {
            Ok(Ok(())) => {
                for (job, answer) in group.into_iter().zip(answers) {
                    job.answer(answer);
                }
                return;
            }
            Ok(Err(fault)) => StorageError::from(fault),
            Err(_) => failure(StorageErrorKind::Unavailable, "the writer panicked"),
        };
        let error = self.recover(error);
        tracing::error!(
            storage.kind = ?error.kind(), storage.group = group.len(),
            error = &error as &dyn std::error::Error, "a group of batches failed"
        );
        for job in group {
            job.answer(Err(again(&error)));
        }
    }

    fn attempt(
        &mut self,
        jobs: &mut Vec<Job>,
        answers: &mut Vec<Result<Answer, StorageError>>,
    ) -> Result<(), Fault> {
        self.ensure_open()?;
        let Some(connection) = &self.connection else {
            return Err(Fault::Damaged("no connection"));
        };
        let run = |sql: &str| connection.prepare_cached(sql).and_then(|mut sql| sql.execute([]));
        pass("sqlite.before_begin")?;
        run("BEGIN IMMEDIATE")?;
        let mut group = Group::begin(connection, self.city)?;
        for job in &*jobs {
            run("SAVEPOINT batch")?;
            match work(&mut group, job) {
                Ok(answer) => {
                    run("RELEASE batch")?;
                    pass("sqlite.batch_applied")?;
                    answers.push(Ok(answer));
                }
                // The engine rolls the whole transaction back by itself after some errors.
                Err(fault) if fault.is_of_engine() || connection.is_autocommit() => {
                    return Err(fault);
                }
                Err(fault) => {
                    run("ROLLBACK TO batch")?;
                    run("RELEASE batch")?;
                    answers.push(match (fault, job) {
                        (Fault::Answer(answer), _) => Ok(Answer::Committed(answer)),
                        // An id that is taken: drawn again, it will not be.
                        (Fault::Engine(error), Job::Commit(..)) if is_taken(&error) => {
                            Ok(Answer::Committed(Committed::Conflict))
                        }
                        (fault, _) => Err(fault.into()),
                    });
                }
            }
        }
        let Group { mut words, lessons, entries, .. } = group;
        words::write(connection, &mut words)?;
        learned::write(connection, self.city, &lessons)?;
        #[cfg(feature = "failpoints")]
        if crate::failpoint::planted("planted.ack_before_commit") {
            for (job, answer) in jobs.drain(..).zip(answers.drain(..)) {
                job.answer(answer);
            }
        }
        pass("sqlite.before_seal")?;
        let last = log::seal(connection, self.city, &entries)?;
        pass("sqlite.before_commit")?;
        self.edge = Edge::Within;
        run("COMMIT")?;
        self.edge = Edge::After;
        if let Some(last) = last {
            self.head.move_to(last);
        }
        pass("sqlite.after_commit")?;
        pass("sqlite.before_ack")?;
        Ok(())
    }

    /// Closes the connection, and finds out what can be said of the group.
    fn recover(&mut self, error: StorageError) -> StorageError {
        self.connection = None;
        let stored_not = match self.edge {
            Edge::Before => true,
            // The frame that ends a commit is written last, so a full disk has none of it. After
            // another failure all frames may be in the write-ahead log, although the flush failed.
            // They count for nobody as long as this lasts, but a recovery after a crash could find
            // them. Another commit overwrites them; if even that fails, nobody knows.
            Edge::Within => error.kind() == StorageErrorKind::Full || self.touch().is_ok(),
            Edge::After => false,
        };
        if stored_not {
            return error;
        }
        self.connection = None;
        failure(StorageErrorKind::Unknown, "a commit whose end nobody saw").because(error)
    }

    fn touch(&mut self) -> Result<(), Fault> {
        self.ensure_open()?;
        if let Some(connection) = &self.connection {
            connection
                .execute("UPDATE city SET touched = touched + 1 WHERE city = ?1", [self.city])?;
        }
        Ok(())
    }

    fn ensure_open(&mut self) -> rusqlite::Result<()> {
        if self.connection.is_none() {
            let connection = open(&self.path, &self.options)?;
            // A commit whose end nobody saw may have moved it.
            self.head.move_to(log::last(&connection, self.city)?);
            self.adopt(connection);
        }
        Ok(())
    }

    fn adopt(&mut self, connection: Connection) {
        #[cfg(feature = "trace")]
        let connection = crate::trace::attach(connection, &self.options);
        self.connection = Some(connection);
    }

    fn checkpoint(&mut self) -> Result<(), StorageError> {
        self.ensure_open().map_err(engine)?;
        let Some(connection) = &self.connection else { return Ok(()) };
        // Whoever reads is not waited for; the next upkeep comes.
        let set = connection.busy_timeout(std::time::Duration::ZERO);
        let done = set.and_then(|()| upkeep::checkpoint(connection));
        let back = connection.busy_timeout(self.options.busy_timeout);
        done.and(back).or_else(|error| {
            self.connection = None;
            let error = engine(error);
            if error.kind() == StorageErrorKind::Busy { Ok(()) } else { Err(error) }
        })
    }
}

fn work(group: &mut Group<'_>, job: &Job) -> Result<Answer, Fault> {
    let (connection, city) = (group.connection, group.city);
    match job {
        Job::Commit(batch, _) => group.apply(batch).map(|()| Answer::Committed(Committed::Applied)),
        Job::Claim(claim, _) => queue::claim(connection, city, claim).map(Answer::Leased),
        Job::Begin(now, _) => upkeep::end_age(connection, city, *now).map(|()| Answer::Done),
        Job::Forget(now, _) => upkeep::forget(connection, city, *now).map(Answer::Forgot),
        Job::Checkpoint(_) => Ok(Answer::Done),
    }
}

fn is_taken(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}
