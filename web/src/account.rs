//! An officer's own room: what she signs in with, and where she is signed in.

pub(crate) mod device;
pub(crate) mod overview;
pub(crate) mod password;
mod proof;
pub(crate) mod recovery;
pub(crate) mod sessions;
