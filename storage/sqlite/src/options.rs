//! How a store is opened.

use std::time::Duration;

use crate::connection::BUSY;

/// How a store is opened. The defaults suit one server with one city.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many threads read; at least one.
    pub readers: usize,
    /// How many callers may wait for the writer, and as many for the readers, before the next is
    /// told that the storage is busy.
    pub queue: usize,
    /// The most batches committed together.
    pub group: usize,
    /// How long to wait for another process that writes to the file.
    pub busy_timeout: Duration,
    /// The most memory each connection keeps pages in, in KiB.
    pub cache_kib: i64,
    /// The most pages of 4 KiB the file may grow to; no limit but the disk's if `None`.
    pub max_pages: Option<u32>,
    /// Who is shown the statements of the writer.
    #[cfg(feature = "trace")]
    pub trace: Option<crate::trace::Tracer>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 4,
            queue: 1024,
            group: 256,
            busy_timeout: BUSY,
            cache_kib: 4096,
            max_pages: None,
            #[cfg(feature = "trace")]
            trace: None,
        }
    }
}
