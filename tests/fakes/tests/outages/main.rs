//! A minute of each fault of a provider, on a clock that is stepped: nothing is lost, nobody on
//! another channel waits, and it recovers by itself.

#![expect(clippy::unwrap_used, reason = "a test says so by failing")]

mod telegram;
mod town;
mod whatsapp;
