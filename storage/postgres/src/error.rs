//! What can go wrong, and what kind of failure each is: the one place that says so.

use aduan::ports::{StorageError, StorageErrorKind};
use deadpool_postgres::{PoolError, TimeoutType};
use tokio_postgres::error::{Error, Severity, SqlState};

/// Why a store could not be reached: one variant for each thing an operator can do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The URL cannot be read.
    #[error("the URL of the database cannot be read: {0}")]
    Url(Box<str>),
    /// Certificates cannot be read, or TLS cannot be set up with them.
    #[error("TLS cannot be set up: {0}")]
    Tls(Box<str>),
    /// No server answers there, or none of them takes writes.
    #[error("no server that takes writes can be reached")]
    Unreachable(#[source] Error),
    /// The server does not let this user in.
    #[error("the server refuses this user, password or database")]
    Refused(#[source] Error),
    /// The user may not do what is needed.
    #[error("the user lacks rights, see the page on PostgreSQL of the operator's guide")]
    Rights(#[source] Error),
    /// The server is too old.
    #[error("the server has version {0}, and 15 is the oldest that will do")]
    TooOld(i32),
    /// A newer release wrote the schema.
    #[error("the schema has version {found} and this release knows {known}: use a newer release")]
    Newer {
        /// The version found.
        found: i32,
        /// The newest version this release knows.
        known: i32,
    },
    /// Anything else.
    #[error("the database failed")]
    Engine(#[source] Error),
}

impl From<Error> for ConnectError {
    fn from(error: Error) -> Self {
        match error.code() {
            Some(
                &(SqlState::INVALID_PASSWORD
                | SqlState::INVALID_AUTHORIZATION_SPECIFICATION
                | SqlState::INVALID_CATALOG_NAME),
            ) => Self::Refused(error),
            Some(&SqlState::INSUFFICIENT_PRIVILEGE) => Self::Rights(error),
            Some(_) => Self::Engine(error),
            None => Self::Unreachable(error),
        }
    }
}

/// Why a step of the work ended early.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The caller's mistake.
    Malformed(&'static str),
    /// A stored value is not what this crate writes.
    Damaged(&'static str),
    /// The connection broke again and again, and nothing is stored.
    Broken,
    /// No connection to be had.
    Pool(PoolError),
    /// The server said no, or nothing any more.
    Engine(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

impl From<PoolError> for Fault {
    fn from(error: PoolError) -> Self {
        Self::Pool(error)
    }
}

/// How often something is tried again because somebody else was in the way.
pub(crate) const TRIES: u32 = 50;

/// What a failure says about the statement that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was rolled back only because somebody else was in the way.
    TryAgain,
    /// It was rolled back.
    RolledBack,
    /// The connection broke: nobody knows.
    Unknown,
}

/// A name belongs to another record; raised by `batch_rename`.
pub(crate) const NAME_TAKEN: &str = "AD001";

/// What an error says about the statement that was sent.
pub(crate) fn fate(error: &Error) -> Fate {
    let Some(said) = error.as_db_error() else { return Fate::Unknown };
    match said.code() {
        &(SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED) => Fate::TryAgain,
        // A server that ends a connection may do so after the commit and before it says so.
        _ if said.parsed_severity() != Some(Severity::Error) => Fate::Unknown,
        _ => Fate::RolledBack,
    }
}

impl Fault {
    /// How many of [`TRIES`] another try costs: a server that cannot be reached is soon given up.
    pub(crate) fn weight(&self) -> u32 {
        if matches!(self, Self::Pool(_)) { TRIES / 2 } else { 1 }
    }

    /// Whether another try on another connection may do better; for what changes nothing.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Engine(error) => fate(error) != Fate::RolledBack,
            // A server that went away may have a successor by now.
            Self::Pool(PoolError::Backend(error)) => fate(error) == Fate::Unknown,
            _ => false,
        }
    }
}

impl From<Fault> for StorageError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Malformed(why) => Self::new(StorageErrorKind::Malformed, why),
            Fault::Damaged(what) => Self::new(StorageErrorKind::Damaged, what),
            Fault::Engine(error) | Fault::Pool(PoolError::Backend(error)) => engine(error),
            Fault::Broken => {
                Self::new(StorageErrorKind::Unavailable, "the connection broke; nothing is stored")
            }
            Fault::Pool(PoolError::Timeout(TimeoutType::Wait)) => {
                Self::new(StorageErrorKind::Busy, "every connection is in use")
            }
            Fault::Pool(error) => {
                Self::new(StorageErrorKind::Unavailable, "no connection to be had").because(error)
            }
        }
    }
}

/// What an error of the server means to a caller. The server's words stay out of it, since they may
/// quote what was sent.
fn engine(error: Error) -> StorageError {
    let Some(code) = error.code() else {
        let message = "the database cannot be reached";
        return StorageError::new(StorageErrorKind::Unavailable, message).because(error);
    };
    let (kind, message) = match *code {
        SqlState::DISK_FULL => (StorageErrorKind::Full, "the disk of the database is full"),
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => {
            (StorageErrorKind::Damaged, "the database is damaged")
        }
        SqlState::PROGRAM_LIMIT_EXCEEDED => (StorageErrorKind::Malformed, "a value is too long"),
        SqlState::UNIQUE_VIOLATION => (StorageErrorKind::Malformed, "a row that is there already"),
        SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::QUERY_CANCELED
        | SqlState::TOO_MANY_CONNECTIONS
        | SqlState::OUT_OF_MEMORY => (StorageErrorKind::Busy, "the database is too busy"),
        _ => (StorageErrorKind::Unavailable, "the database cannot be used now"),
    };
    StorageError::new(kind, message).because(format!("SQLSTATE {}", code.code()))
}
