//! Jobs: work of the city that nobody waits for, in pieces of one commit each.
//!
//! A job is the sealed body of a row of [`Queue::Jobs`]. Whoever works it off commits what one
//! [`Step`] wants together with the end of the row, and with the row of what is left: however
//! often the work is interrupted, no piece is done twice and none is left out. What a job does is
//! in a file of its own; one that needs more of the world than the desk's storage is done by
//! whoever holds that port.

mod blank_report;
mod delete_person;
mod fetch_photos;
mod route;
mod tell;

pub use blank_report::BlankReport;
pub(crate) use delete_person::destroy;
pub use delete_person::{DeletePerson, FinishDeletion};
pub use fetch_photos::{FetchPhotos, Hitch};
pub use route::Route;
pub use tell::Tell;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    batch::{Batch, Write},
    queue::{Lane, Queue, Queued},
    seal::Scope,
    verb::Room,
};

/// A job, as it is stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Fetch the photos of a complaint.
    FetchPhotos(FetchPhotos),
    /// Give a new complaint to its department.
    Route(Route),
    /// Tell those who follow a complaint.
    TellFollowers(Tell),
    /// Tell those who say where a complaint goes.
    TellCoordinators(Tell),
    /// Delete a person.
    DeletePerson(DeletePerson),
    /// Finish the deletion of a person.
    FinishDeletion(FinishDeletion),
    /// Destroy what only the staff could read of a report.
    BlankReport(BlankReport),
}

/// A piece of a job: what to commit now, and what is left to do from when on.
#[derive(Debug)]
#[must_use = "a step that is not committed never happened"]
pub struct Step {
    /// What to commit, at most [`Batch::LIMIT`] rows less the four that move the job on.
    pub batch: Batch,
    /// What is left; `None` if it is done.
    pub next: Option<(Job, DateTime<Utc>)>,
}

impl Step {
    /// The last piece.
    pub fn last(batch: Batch) -> Self {
        Self { batch, next: None }
    }
}

impl Job {
    /// The stable name of its kind, as stored.
    pub fn name(&self) -> &'static str {
        match self {
            Self::FetchPhotos(_) => "fetch_photos",
            Self::Route(_) => "route",
            Self::TellFollowers(_) => "tell_followers",
            Self::TellCoordinators(_) => "tell_coordinators",
            Self::DeletePerson(_) => "delete_person",
            Self::FinishDeletion(_) => "finish_deletion",
            Self::BlankReport(_) => "blank_report",
        }
    }

    /// What keeps its order. Jobs of one lane take turns, a piece each, oldest first: where two
    /// walk the same list in pieces of the same length, the younger never overtakes.
    fn lane(&self, room: &Room<'_>) -> Lane {
        let (road, about) = match self {
            // A channel can be slow; nothing else of the complaint waits for it.
            Self::FetchPhotos(job) => (b"photo/".as_slice(), job.complaint.as_bytes()),
            Self::Route(job) => (b"job/".as_slice(), job.complaint.as_bytes()),
            Self::TellFollowers(job) => (b"job/".as_slice(), job.notice.complaint.as_bytes()),
            // Nobody who waits for staff waits until a thousand followers are told.
            Self::TellCoordinators(job) => (b"staff/".as_slice(), job.notice.complaint.as_bytes()),
            Self::DeletePerson(job) => (b"job/".as_slice(), job.citizen.as_bytes()),
            Self::FinishDeletion(job) => (b"job/".as_slice(), job.erasure.citizen.as_bytes()),
            Self::BlankReport(job) => (b"job/".as_slice(), job.complaint.as_bytes()),
        };
        room.keys.token(Scope::Lane, &[road, about].concat())
    }

    /// The row in which it waits until `due`.
    pub fn row(&self, due: DateTime<Utc>, room: &Room<'_>) -> Queued {
        Queued { due, ..room.queue(Queue::Jobs, self.lane(room), None, self) }
    }

    /// Has it done at `due`, or as soon as possible after.
    pub fn enqueue(&self, batch: &mut Batch, due: DateTime<Utc>, room: &Room<'_>) {
        batch.write(Write::Enqueue(self.row(due, room)));
    }
}
