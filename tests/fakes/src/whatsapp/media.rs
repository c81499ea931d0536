//! Photos and the like: looked up by their ids, and fetched from where that says, within five minutes.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::bytes::hex;

/// For how long an address is one (Cloud API, "Retrieve media URL").
const LIVES: TimeDelta = TimeDelta::minutes(5);

/// What people sent, and what was uploaded.
#[derive(Default)]
pub(super) struct Media {
    all: BTreeMap<String, Medium>,
    /// Addresses that were given out: of which medium, and until when.
    addresses: BTreeMap<String, (String, DateTime<Utc>)>,
    /// Where media are said to be, if not here.
    pub(super) elsewhere: Option<String>,
}

struct Medium {
    kind: String,
    bytes: Vec<u8>,
    /// What is said of the bytes, if not the truth.
    claimed: Option<Vec<u8>>,
}

impl Media {
    /// Keeps a medium, and gives it an id.
    pub(super) fn keep(&mut self, kind: &str, bytes: &[u8]) -> String {
        let id = (1_003_383_421_387_256 + self.all.len()).to_string();
        let medium = Medium { kind: kind.to_owned(), bytes: bytes.to_vec(), claimed: None };
        self.all.insert(id.clone(), medium);
        id
    }

    /// Other bytes come than were announced.
    pub(super) fn spoil(&mut self, id: &str, bytes: &[u8]) {
        if let Some(medium) = self.all.get_mut(id) {
            medium.claimed = Some(std::mem::replace(&mut medium.bytes, bytes.to_vec()));
        }
    }

    /// Keeps none any more.
    pub(super) fn forget(&mut self) {
        self.all.clear();
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.all.contains_key(id)
    }

    /// A medium as a message announces it.
    pub(super) fn announced(&self, id: &str) -> Value {
        let medium = &self.all[id];
        let hash = Sha256::digest(medium.announced());
        json!({ "id": id, "mime_type": medium.kind, "sha256": BASE64_STANDARD.encode(hash) })
    }

    /// Where a medium is from now on, for a while.
    pub(super) fn look_up(&mut self, id: &str, here: &str, now: DateTime<Utc>) -> Option<Value> {
        let medium = self.all.get(id)?;
        let path = format!("mid={id}&ext={}&hash=ATt{}", now.timestamp(), self.addresses.len());
        let base = self.elsewhere.as_deref().unwrap_or(here);
        let hash = Sha256::digest(medium.announced());
        let found = json!({ "messaging_product": "whatsapp", "id": id,
            "url": format!("{base}/whatsapp_business/attachments/?{path}"),
            "mime_type": medium.kind, "sha256": hex(&hash),
            "file_size": medium.announced().len().to_string() });
        self.addresses.insert(path, (id.to_owned(), now + LIVES));
        Some(found)
    }

    /// The bytes at an address that was given out, if it is one still.
    pub(super) fn bytes(&self, path: &str, now: DateTime<Utc>) -> Option<Vec<u8>> {
        let (id, until) = self.addresses.get(path)?;
        let medium = self.all.get(id).filter(|_| now < *until)?;
        Some(medium.bytes.clone())
    }
}

impl Medium {
    fn announced(&self) -> &[u8] {
        self.claimed.as_deref().unwrap_or(&self.bytes)
    }
}
