//! What can go wrong between a message and its answer.

use aduan::{
    DeskError,
    ports::{BlobError, StorageError, StorageErrorKind},
    seal::Broken,
};

/// A failure of the gateway. None of them loses a message: what was remembered is tried again.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The storage failed.
    #[error("the storage failed")]
    Storage(#[from] StorageError),
    /// The blob store failed.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// A deletion could not be written down.
    #[error("the list of deletions cannot be written")]
    Erasures(#[source] std::io::Error),
    /// What is stored about a person does not open.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// A verb could not be planned.
    #[error("a verb could not be planned")]
    Desk(#[source] DeskError),
    /// Others kept changing the same conversation.
    #[error("too many at once on the same conversation")]
    Busy,
    /// A conversation or a job asked for something it may not ask for.
    #[error("a contract was broken: {0}")]
    Contract(&'static str),
    /// A test asked for a failure here.
    #[error("a failure asked for by a test")]
    Injected,
}

impl From<DeskError> for GatewayError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Storage(error) => Self::Storage(error),
            DeskError::Broken(broken) => Self::Broken(broken),
            DeskError::Busy => Self::Busy,
            error @ DeskError::Refused(_) => Self::Desk(error),
        }
    }
}

impl GatewayError {
    /// Whether the message that met it is to blame, so that its tries are counted. Anything else
    /// is trouble of the house, which must never cost a message.
    pub(crate) fn blames_the_message(&self) -> bool {
        match self {
            Self::Storage(error) => {
                matches!(error.kind(), StorageErrorKind::Malformed | StorageErrorKind::Damaged)
            }
            Self::Broken(_) | Self::Desk(_) | Self::Busy | Self::Contract(_) => true,
            Self::Injected | Self::Blobs(_) | Self::Erasures(_) => false,
        }
    }
}

/// An error as a field of a trace, with its causes. Not for what a channel says: it may name a
/// person.
pub(crate) fn told<E: std::error::Error + 'static>(
    error: &E,
) -> &(dyn std::error::Error + 'static) {
    error
}
