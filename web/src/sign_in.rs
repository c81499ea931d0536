//! Coming in: a password, then a second proof.

pub(crate) mod code;
pub(crate) mod label;
pub(crate) mod out;
pub(crate) mod password;
