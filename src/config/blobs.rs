//! Where photos are kept.

use std::path::PathBuf;

use serde::Deserialize;

/// Where photos are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlobsSection {
    pub(super) url: BlobsUrl,
}

/// A folder: the only place there is yet.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct BlobsUrl(pub(super) PathBuf);

impl TryFrom<String> for BlobsUrl {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, &'static str> {
        match text.strip_prefix("file:") {
            Some(folder) if !folder.is_empty() => Ok(Self(folder.into())),
            _ => Err("photos are kept in file:DIR"),
        }
    }
}

impl Default for BlobsSection {
    fn default() -> Self {
        Self { url: BlobsUrl("photos".into()) }
    }
}
