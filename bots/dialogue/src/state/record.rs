//! How a state is stored: with a version, so that a later release can read it.

use aduan::domain::{Consent, Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{At, State};

/// The version written. A release that writes another form raises it, and keeps a fixture of what
/// the one before it wrote: `tests/records`.
const VERSION: u64 = 2;
/// The oldest version that is read. What came later has a default for records without it.
const OLDEST: u64 = 1;

#[derive(Serialize)]
struct Written<'a> {
    v: u64,
    #[serde(flatten)]
    state: &'a State,
}

impl State {
    /// The stored form, with its version.
    pub fn to_record(&self) -> Value {
        serde_json::to_value(Written { v: VERSION, state: self }).unwrap_or_default()
    }

    /// Reads a stored form of any version. One that cannot be read begins anew and says so, in the
    /// same language and with the same consent if these can be read.
    pub fn from_record(record: &Value) -> Self {
        let version = record.get("v").and_then(Value::as_u64);
        if version.is_some_and(|version| (OLDEST..=VERSION).contains(&version))
            && let Ok(state) = Self::deserialize(record)
        {
            return state;
        }
        let mut state = Self::new();
        state.forgotten = true;
        state.language =
            record.get("language").and_then(|v| Option::<Language>::deserialize(v).ok()?);
        state.consent =
            record.get("consent").and_then(|v| Option::<Consent>::deserialize(v).ok()?);
        if state.consent.is_some() {
            state.at = At::Rest;
        }
        state
    }
}
