//! What can go wrong, and what kind of failure each is: the one place that says so.

use std::path::PathBuf;

use aduan::{
    batch::Committed,
    ports::{StorageError, StorageErrorKind},
};
use rusqlite::{ErrorCode, ffi};

/// Why a store could not be opened: one variant for each thing an operator can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The path holds something else.
    #[error(
        "{0} is not a database of this program, or its header is damaged: restore a backup, or \
         name another file"
    )]
    NotADatabase(PathBuf),
    /// A table or an index is missing or is not what a release made.
    #[error("the schema is damaged at {0}: restore a backup")]
    Schema(String),
    /// The engine or the log says that the content is damaged.
    #[error("the content is damaged ({0}): restore a backup")]
    Damaged(String),
    /// A newer release wrote it.
    #[error("the schema has version {found} and this release knows {known}: use a newer release")]
    Newer {
        /// The version found.
        found: i64,
        /// The newest version this release knows.
        known: i64,
    },
    /// The file cannot be created, read or written: the folder, the permissions, the device.
    #[error("{0} cannot be opened for reading and writing: check the path and its permissions")]
    Inaccessible(PathBuf, #[source] rusqlite::Error),
    /// The disk is full.
    #[error("the disk is full: make room")]
    Full(#[source] rusqlite::Error),
    /// Another process holds it.
    #[error("another process holds the database")]
    Busy(#[source] rusqlite::Error),
    /// The file beside the database, by which its users know of each other, cannot be made.
    #[error("the lock file beside the database cannot be opened: check the folder's permissions")]
    Lock(#[source] std::io::Error),
    /// A thread could not be started.
    #[error("no thread could be started")]
    Threads(#[source] std::io::Error),
    /// Anything else.
    #[error("the engine failed")]
    Engine(#[source] rusqlite::Error),
}

impl OpenError {
    /// Sorts an error of the engine that came up while opening `path`.
    pub(crate) fn sort(path: &std::path::Path, error: rusqlite::Error) -> Self {
        if no_room_for_index(&error) {
            return Self::Full(error);
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotADatabase(path.into()),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::DiskFull) => Self::Full(error),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(error),
            Some(
                ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::ReadOnly
                | ErrorCode::SystemIoFailure
                | ErrorCode::AuthorizationForStatementDenied,
            ) => Self::Inaccessible(path.into(), error),
            _ => Self::Engine(error),
        }
    }
}

/// Whether the file beside the database through which its users see the log could not grow. Its
/// space is reserved at once, and the engine calls that an input or output error.
fn no_room_for_index(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE)
}

/// Why a step of the work ended early.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The batch is not applied, which is an answer.
    Answer(Committed),
    /// The caller's mistake.
    Malformed(&'static str),
    /// A stored value is not what this crate writes.
    Damaged(&'static str),
    /// The engine failed.
    Engine(rusqlite::Error),
}

impl Fault {
    /// Whether it says something about the engine and not about one batch: then the transaction
    /// cannot be trusted any more.
    pub(crate) fn is_of_engine(&self) -> bool {
        let Self::Engine(error) = self else { return false };
        !matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig | ErrorCode::TypeMismatch)
        )
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            // Asking a column for a type it does not have: the row is not ours.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Damaged("a value of another type"),
            other => Self::Engine(other),
        }
    }
}

impl From<Fault> for StorageError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Malformed(why) => Self::new(StorageErrorKind::Malformed, why),
            Fault::Damaged(what) => Self::new(StorageErrorKind::Damaged, what),
            Fault::Engine(error) => engine(error),
            // Answers are taken out before; this one would be a mistake of ours.
            Fault::Answer(_) => Self::new(StorageErrorKind::Unavailable, "an answer went astray"),
        }
    }
}

/// What an error of the engine means to a caller.
pub(crate) fn engine(error: rusqlite::Error) -> StorageError {
    let (kind, message) = match error.sqlite_error_code() {
        _ if no_room_for_index(&error) => (StorageErrorKind::Full, "the disk is full"),
        Some(ErrorCode::DiskFull) => (StorageErrorKind::Full, "the disk is full"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            (StorageErrorKind::Busy, "another process holds the database")
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            (StorageErrorKind::Damaged, "the database is damaged")
        }
        Some(ErrorCode::TooBig) => (StorageErrorKind::Malformed, "a value is too long"),
        _ => (StorageErrorKind::Unavailable, "the database cannot be used"),
    };
    StorageError::new(kind, message).because(error)
}

/// The same failure once more, for the next caller in a group: an error of the engine cannot be
/// cloned, its kind and words can.
pub(crate) fn again(error: &StorageError) -> StorageError {
    let copy = StorageError::new(error.kind(), error.to_string());
    match std::error::Error::source(error) {
        Some(source) => copy.because(source.to_string()),
        None => copy,
    }
}

/// A failure of this crate's threads rather than of the engine.
pub(crate) fn failure(kind: StorageErrorKind, message: &'static str) -> StorageError {
    StorageError::new(kind, message)
}
