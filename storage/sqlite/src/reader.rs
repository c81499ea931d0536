//! Reader threads, each with a connection of its own. They never block a caller's executor.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    thread::{self, JoinHandle},
};

use aduan::ports::{StorageError, StorageErrorKind};
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use futures::channel::oneshot;
use rusqlite::Connection;

use crate::{
    Options,
    connection::open_reader,
    error::{Fault, OpenError, failure},
};

type Job = Box<dyn FnOnce(Result<&mut Connection, StorageError>) + Send>;

/// The pool.
#[derive(Debug)]
pub(crate) struct Readers {
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Readers {
    pub(crate) fn start(path: &Path, options: &Options) -> Result<Self, OpenError> {
        let (jobs, inbox) = bounded::<Job>(options.queue.max(1));
        let mut threads = Vec::new();
        for at in 0..options.readers.max(1) {
            let connection = open_reader(path, options).map_err(|e| OpenError::sort(path, e))?;
            let (inbox, path, options) = (inbox.clone(), path.to_path_buf(), options.clone());
            let thread = thread::Builder::new()
                .name(format!("aduan-sqlite-reader-{at}"))
                .spawn(move || serve(&inbox, Some(connection), &path, &options))
                .map_err(OpenError::Threads)?;
            threads.push(thread);
        }
        Ok(Self { jobs: Some(jobs), threads })
    }

    /// Runs `work` in one read transaction on some reader.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StorageError> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let answer = connection
                .and_then(|connection| snapshot(connection, work).map_err(StorageError::from));
            // Nobody waits any more if the caller went away.
            let _ = reply.send(answer);
        });
        let closed = || failure(StorageErrorKind::Unavailable, "the storage is closed");
        match self.jobs.as_ref().ok_or_else(closed)?.try_send(job) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                return Err(failure(StorageErrorKind::Busy, "too many wait to read"));
            }
            Err(TrySendError::Disconnected(_)) => return Err(closed()),
        }
        answer
            .await
            .unwrap_or_else(|_| Err(failure(StorageErrorKind::Unavailable, "a reader panicked")))
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// Runs `work` in one read transaction, which is one snapshot.
fn snapshot<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Connection) -> Result<T, Fault>,
) -> Result<T, Fault> {
    connection.prepare_cached("BEGIN")?.execute([])?;
    let answer = work(connection);
    // Nothing was written, so this cannot lose anything.
    let ended = connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([]));
    if ended.is_err() && !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    answer
}

fn serve(
    inbox: &Receiver<Job>,
    mut connection: Option<Connection>,
    path: &Path,
    options: &Options,
) {
    while let Ok(job) = inbox.recv() {
        if connection.is_none() {
            match open_reader(path, options) {
                Ok(fresh) => connection = Some(fresh),
                Err(error) => {
                    job(Err(crate::error::engine(error)));
                    continue;
                }
            }
        }
        let Some(open) = connection.as_mut() else { continue };
        let whole = catch_unwind(AssertUnwindSafe(|| job(Ok(open)))).is_ok();
        if !whole || connection.as_ref().is_some_and(|open| !open.is_autocommit()) {
            connection = None;
        }
    }
}
