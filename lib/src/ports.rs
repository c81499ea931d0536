//! What the domain asks of the world: seven traits, each with a twin for tests in this crate.

mod album;
mod blobs;
mod clock;
mod entropy;
mod erasures;
mod messenger;
mod storage;

pub use album::{Album, NotKept};
pub use blobs::{Blob, BlobError, BlobStore};
pub use clock::Clock;
pub use entropy::Entropy;
pub use erasures::Erasures;
pub use messenger::{
    Brief, BriefKind, Button, CodeLetter, Delivery, DeliveryError, FetchError, Message, Messenger,
    Wanted,
};
pub use storage::{Figures, Storage, StorageError, StorageErrorKind};
