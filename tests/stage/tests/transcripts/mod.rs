//! The transcripts at the top of each flow, and how they are played on the stage.

pub(crate) mod play;
mod read;

pub(crate) use read::{Answer, Transcript};

/// Every transcript of every flow.
pub(crate) fn all() -> Vec<Transcript> {
    read::all(concat!(env!("CARGO_MANIFEST_DIR"), "/../../bots/dialogue/src/flow"))
}
