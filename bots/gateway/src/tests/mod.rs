//! Stories of the gateway over a storage in memory, with a conversation of a few plain words.

mod coordinators;
#[cfg(feature = "failpoints")]
mod failpoints;
mod followers;
mod guesses;
mod known_handles;
mod letting_in;
mod linking;
mod maintenance;
mod news;
mod order;
mod outages;
mod photos;
mod poison;
mod provider;
mod remembering;
mod routing;
mod sessions;
mod stage;
mod stumbling;
mod timers;
mod town;
mod without_number;
mod words;
