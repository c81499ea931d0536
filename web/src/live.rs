//! What changes is told to the open pages of those who may see it: that something did, and which
//! complaint; never words, never persons.

mod follower;
pub(crate) mod stream;

pub(crate) use follower::Live;
