//! People, sealed: what could name a person is stored encrypted and found by keyed tokens.

mod blobs;
mod keyring;
mod sealed;
mod token;

pub use blobs::SealedBlobs;
pub use keyring::{InvalidKeys, KeyRing};
pub use sealed::{Broken, Sealed};
pub use token::{Scope, Token};
