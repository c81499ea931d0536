//! The bytes of a webhook, in the two forms in which JSON means the same, and what proves them.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

/// JSON as Meta writes it: slashes escaped, and nothing but ASCII.
pub(super) fn escaped(body: &Value) -> Vec<u8> {
    let mut out = String::new();
    // Neither stands outside of strings.
    for c in body.to_string().chars() {
        if c == '/' {
            out.push_str("\\/");
        } else if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").unwrap();
            }
        }
    }
    out.into_bytes()
}

/// The value of `X-Hub-Signature-256` for those bytes.
pub(super) fn signature(secret: &str, bytes: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(bytes);
    let hex = hex(&mac.finalize().into_bytes());
    format!("sha256={hex}")
}

/// Bytes as digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_mean_the_same_and_are_signed_differently() {
        let body = json!({ "url": "https://a.example/é", "words": "Halo 👋 \"Sari\"" });
        let (raw, escaped) = (body.to_string().into_bytes(), escaped(&body));
        assert!(escaped.is_ascii());
        assert!(String::from_utf8_lossy(&escaped).contains(r"https:\/\/a.example\/\u00e9"));
        assert!(String::from_utf8_lossy(&escaped).contains(r"\ud83d\udc4b"));
        assert_eq!(serde_json::from_slice::<Value>(&escaped).unwrap(), body);
        assert_ne!(signature("secret", &raw), signature("secret", &escaped));
    }

    #[test]
    fn a_signature_is_the_one_of_rfc_4231() {
        // Test case 2.
        let signed = signature("Jefe", b"what do ya want for nothing?");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signed, format!("sha256={expected}"));
    }
}
