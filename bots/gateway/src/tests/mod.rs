//! Stories of the gateway over a storage in memory, with a conversation of a few plain words.

#[cfg(feature = "failpoints")]
mod failpoints;
mod followers;
mod guesses;
mod order;
mod poison;
mod remembering;
mod routing;
mod sessions;
mod stage;
mod stumbling;
mod timers;
mod town;
