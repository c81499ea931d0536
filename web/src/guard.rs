//! What stands around every page.

pub(crate) mod cookie;
pub(crate) mod csrf;
pub(crate) mod headers;
pub(crate) mod network;
pub(crate) mod session;
