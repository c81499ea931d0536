//! Whether Meta wrote a body: it signs the bytes that it sends.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::AppSecret;

/// The header that carries the signature (Graph API, "Validate payloads").
const HEADER: &str = "x-hub-signature-256";

/// Whether `body`, as it came, is signed with the secret of our app. The signature says `sha256=`
/// and 64 lower-case digits, once; anything else is none.
pub(crate) fn is_signed(headers: &HeaderMap, body: &[u8], secret: &AppSecret) -> bool {
    let mut all = headers.get_all(HEADER).iter();
    let (Some(said), None) = (all.next(), all.next()) else { return false };
    let right = signature(body, secret.reveal().as_bytes());
    right.is_some_and(|right| right.as_bytes().ct_eq(said.as_bytes()).into())
}

/// What the header has to say of `body`. There is always something, since a key of any length will
/// do.
fn signature(body: &[u8], key: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(body);
    Some(format!("sha256={}", hex(&mac.finalize().into_bytes())))
}

/// Bytes in lower-case digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A text takes anything.
        write!(text, "{byte:02x}").ok();
        text
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn accepts(values: &[&str], body: &[u8]) -> bool {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(HEADER, HeaderValue::from_str(value).unwrap());
        }
        is_signed(&headers, body, &SECRET.parse().unwrap())
    }

    #[test]
    fn a_signature_is_that_of_these_bytes_and_stands_there_once() {
        let (escaped, raw) = (br#"{"a":"caf\u00e9 1\/2"}"#, r#"{"a":"café 1/2"}"#.as_bytes());
        let sign = |body: &[u8]| signature(body, SECRET.as_bytes()).unwrap();
        let (right, other) = (sign(escaped), sign(raw));
        assert!(accepts(&[&right], escaped) && accepts(&[&other], raw));
        assert!(!accepts(&[&right], raw), "the same text in other bytes");
        assert!(!accepts(&[], escaped));
        assert!(!accepts(&[&right, &right], escaped), "doubled");
        assert!(!accepts(&[&right.to_uppercase()], escaped));
        assert!(!accepts(&[right.trim_start_matches("sha256=")], escaped));
        assert!(!accepts(&[&right.replace("sha256", "sha1")], escaped));
        assert!(!accepts(&[&right[..right.len() - 1]], escaped));
    }

    #[test]
    fn it_is_the_hmac_of_rfc_4231() {
        // Test case 2.
        assert_eq!(
            signature(b"what do ya want for nothing?", b"Jefe").as_deref(),
            Some("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        );
    }
}
