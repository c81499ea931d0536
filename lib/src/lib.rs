//! The domain: what a complaint is, who may do what, and every verb; it does no I/O and knows no
//! runtime, database or channel.

pub mod batch;
pub mod domain;
pub mod facts;
pub mod log;
pub mod ports;
pub mod query;
pub mod queue;
pub mod record;
pub mod seal;
pub mod stub;
pub mod words;
