//! The officer's list of work, with which her day begins.

mod asked;
pub(crate) mod assign;
pub(crate) mod page;
mod row;
