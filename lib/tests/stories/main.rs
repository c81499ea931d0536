//! What the verbs promise, told as stories over the storage in memory.

mod town;

mod filing;
mod handling;
mod login;
mod voting;
