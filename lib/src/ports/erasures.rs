//! Where deletions are written down.

use std::{fmt, io};

use async_trait::async_trait;

use crate::erasure::Line;

/// A list of deletions that is kept beside the backups, so that a restored copy can be brought to
/// forget again whom it should not remember. The twin for tests is
/// [`MemoryErasures`](crate::stub::MemoryErasures).
///
/// ```
/// use aduan::{ports::Erasures, stub::MemoryErasures};
/// # futures::executor::block_on(async {
/// let erasures = MemoryErasures::default();
/// assert!(erasures.lines().is_empty());
/// # })
/// ```
#[async_trait]
pub trait Erasures: fmt::Debug + Send + Sync + 'static {
    /// Adds a line, durable when it returns. The same deletion may be written twice.
    async fn append(&self, line: &Line) -> io::Result<()>;
}
