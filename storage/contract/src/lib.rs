//! The promises of [`Storage`](aduan::ports::Storage) as a suite any backend can run, with
//! deliberately broken stores that it must catch.
//!
//! A backend says how it is opened, and has its proof in one line:
//!
//! ```
//! use std::sync::Arc;
//! use aduan::{domain::Jurisdiction, memory::{MemoryMedium, MemoryStorage}, ports::Storage};
//! use aduan_storage_contract::{Medium, async_trait};
//!
//! #[derive(Default)]
//! struct Mine(MemoryMedium);
//!
//! #[async_trait]
//! impl Medium for Mine {
//!     async fn open(&self, jurisdiction: &Jurisdiction) -> Arc<dyn Storage> {
//!         Arc::new(MemoryStorage::open(&self.0, jurisdiction))
//!     }
//!     async fn bytes(&self) -> Vec<u8> {
//!         self.0.bytes()
//!     }
//! }
//!
//! aduan_storage_contract::suite!(Mine::default);
//! ```
//!
//! Every case gets a medium of its own, holds one promise, takes its time from arguments and
//! never sleeps. The cases are ordinary functions, so that one can also be called by hand:
//! [`CASES`] lists them all.
#![expect(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "cases are tests that live in a library: to panic is how they speak"
)]

#[macro_use]
mod cases;
mod fixture;
mod medium;
mod search;
mod trace;

pub mod blobs;
pub mod broken;

pub use async_trait::async_trait;

pub use self::{
    blobs::{BlobMedium, MemoryShelf},
    cases::{CASES, Case},
    medium::Medium,
    search::found_in_clear,
};

chapters! {
    /// A batch is applied whole or not at all.
    atomicity
    /// A record changes only for those who saw its last version.
    versions
    /// What was done with a key is not done again.
    once
    /// A quota is exact.
    quotas
    /// Sets and tallies take no version and never drift.
    sets
    /// A name belongs to one record.
    names
    /// Complaints are filtered and put in order.
    lists
    /// What most people support comes first.
    ranks
    /// Words find what holds them, and nothing else.
    words
    /// A list is read page by page while it changes.
    pages
    /// What was written is what is read.
    fidelity
    /// Lanes keep their order and exclude.
    lanes
    /// A row of a queue is tried, buried, replaced and finished.
    queues
    /// The log has no gaps, and nobody misses an entry.
    log
    /// What is learned of words is counted.
    learned
    /// Cities never meet.
    jurisdictions
    /// What is no batch is refused.
    limits
    /// What was acknowledged survives being closed.
    durability
    /// A copy of the medium names nobody.
    sealed
}
