//! How a store is opened.

use std::time::Duration;

/// How a store is opened. The defaults suit one of a few processes that share a database.
#[derive(Clone, Debug)]
pub struct Options {
    /// The most connections, besides one that listens.
    pub connections: usize,
    /// How long a caller waits for a connection before it is told that the storage is busy.
    pub wait: Duration,
    /// How long a statement may take before the server ends it.
    pub statement_timeout: Duration,
    /// How long to go on asking what became of a batch whose connection broke, before the answer
    /// is [`Unknown`](aduan::ports::StorageErrorKind::Unknown).
    pub find_out: Duration,
    /// How often the log is looked at when nobody gives a hint.
    pub poll: Duration,
    /// The schema that holds the tables; made if it is absent.
    pub schema: Box<str>,
    /// The isolation of a commit.
    pub isolation: Isolation,
}

/// The isolation of a commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Isolation {
    /// What commits are written for: they lock what they lean on.
    #[default]
    ReadCommitted,
    /// Where a database insists on it: a commit that had to wait begins again.
    RepeatableRead,
}

impl Isolation {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReadCommitted => "read committed",
            Self::RepeatableRead => "repeatable read",
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: 16,
            wait: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
            find_out: Duration::from_secs(30),
            poll: Duration::from_millis(250),
            schema: "aduan".into(),
            isolation: Isolation::default(),
        }
    }
}
