//! Photos: WhatsApp keeps each for a week and says for five minutes at a time where it can be had
//! (Cloud API, "Media").

use aduan::ports::FetchError;
use aduan_gateway::tolerant;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::Url;
use sha2::{Digest as _, Sha256};

use crate::{graph::Graph, signature::hex, trouble::Trouble};

tolerant! {
    /// Where a photo is, and what it is like.
    Kept {
        url: Box<str>,
        sha256: Box<str>,
        /// A number, or a text that is one.
        file_size: serde_json::Value,
    }
}

impl Graph {
    /// Brings the bytes of a photo, of at most `limit_bytes`.
    pub(crate) async fn bring(&self, id: &str, limit_bytes: u64) -> Result<Box<[u8]>, FetchError> {
        // It becomes a part of an address.
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(FetchError::Refused(None));
        }
        let number = self.number();
        let path = format!("{id}?phone_number_id={number}");
        let kept = self.get(&path).await.map_err(Trouble::of_fetching)?;
        let kept: Kept = serde_json::from_value(kept).unwrap_or_default();
        let size = kept.file_size.as_ref().and_then(|size| match size.as_str() {
            Some(text) => text.parse().ok(),
            None => size.as_u64(),
        });
        if size.is_some_and(|bytes| bytes > limit_bytes) {
            return Err(FetchError::TooLarge);
        }
        let url: Option<Url> = kept.url.and_then(|url| url.parse().ok());
        let Some(url) = url.filter(|url| self.may_see_the_token(url)) else {
            tracing::error!("whatsapp.photo_elsewhere");
            return Err(FetchError::Refused(None));
        };
        let bytes = self.download(url, limit_bytes).await?;
        let whole = size.is_none_or(|size| size == bytes.len() as u64);
        if whole && kept.sha256.is_none_or(|said| is_digest(&said, &bytes)) {
            return Ok(bytes.into());
        }
        tracing::warn!("whatsapp.photo_cut_off");
        Err(FetchError::Later { after: None, source: None })
    }
}

/// Whether it is the digest of `bytes`: WhatsApp has been seen to write it in both ways.
fn is_digest(said: &str, bytes: &[u8]) -> bool {
    let digest = Sha256::digest(bytes);
    said == BASE64_STANDARD.encode(digest) || said.eq_ignore_ascii_case(&hex(&digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_read_in_both_ways_it_is_written() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let base64 = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert!(is_digest(hex, b"abc") && is_digest(base64, b"abc"));
        assert!(!is_digest(hex, b"abd") && !is_digest("", b"abc"));
    }
}
