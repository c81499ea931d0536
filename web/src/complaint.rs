//! One complaint: its page, and everything an officer can do on it. Each action is a form of its
//! own; who may do what, the verbs decide.

mod asked;
mod forms;
pub(crate) mod page;
pub(crate) mod photo;
mod story;
pub(crate) mod upload;

pub(crate) mod ask;
pub(crate) mod assign;
pub(crate) mod end_talk;
pub(crate) mod hand;
pub(crate) mod reject;
pub(crate) mod remark;
pub(crate) mod reopen;
pub(crate) mod reply;
pub(crate) mod resolve;
pub(crate) mod respond;
pub(crate) mod take;
pub(crate) mod transfer;

use asked::{Asked, Filled};
