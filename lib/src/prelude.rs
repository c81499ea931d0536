//! What a program that embeds the domain usually names: `use aduan::prelude::*;`.

pub use chrono::{DateTime, TimeDelta, Utc};

#[cfg(feature = "system")]
pub use crate::system::{SystemClock, SystemEntropy};
pub use crate::{
    Desk, DeskError, authority::Actor, domain::*, refusal::Refusal, seal::KeyRing, verbs::*,
};
