//! What the verbs promise, told as stories over the storage in memory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a story stops where it goes wrong")]

mod town;

mod asking;
mod changing;
mod counter;
mod crowded;
mod deleting;
mod dossier;
mod filing;
mod finding;
mod handling;
mod linking;
mod login;
mod looking;
mod moving;
mod numbers;
#[cfg(feature = "password")]
mod officers;
mod pairs;
mod photos;
mod sessions;
mod setting_up;
mod voting;
mod working;
