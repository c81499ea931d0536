//! Taking an invitation: it is typed first, then a password and a device are chosen.

pub(crate) mod device;
pub(crate) mod invitation;
