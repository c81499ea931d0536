//! The panel as a browser meets it, over the storage in memory and a clock that stands still.

#![expect(clippy::unwrap_used, reason = "a story stops where it goes wrong")]

mod town;
mod working;

mod attacks;
mod complaint;
mod counter;
mod doors;
mod everywhere;
mod journey;
mod listening;
mod setting_up;
