//! Who has a file open. A lease excludes others while it lasts, and whoever took it may be dead: but
//! who dies lets go of the lock on the file beside the database, which the system sees to. So
//! whoever opens the file alone knows that nobody works on anything in it, and whatever the dead had
//! in hand goes on at once.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io,
    path::Path,
};

use rusqlite::Connection;

/// Somebody has the file open, until this is dropped or its process ends.
#[derive(Debug)]
pub(crate) struct Presence {
    lock: File,
}

impl Presence {
    /// Enters, and says whether nobody else is there, until [`stay`](Self::stay).
    pub(crate) fn enter(path: &Path) -> io::Result<(Self, bool)> {
        // Not the database itself: closing it a second time would drop the engine's own locks.
        let mut beside = OsString::from(path);
        beside.push("-lock");
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(beside)?;
        let alone = lock.try_lock().is_ok();
        Ok((Self { lock }, alone))
    }

    /// Stays among others, who wait here until whoever was alone has tidied up. Where the file
    /// system has no locks nobody is ever alone, and leases just run out.
    pub(crate) fn stay(self) -> Self {
        // If it fails, somebody may take the living for dead: some work is then done twice, and the
        // guards of its batches make it happen once.
        self.lock.lock_shared().ok();
        self
    }
}

/// Ends the leases of the dead; rests go on.
pub(crate) fn end_leases(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE lane INDEXED BY lane_leased SET closed = 0, leased = 0 WHERE leased",
        [],
    )?;
    Ok(())
}
