//! Searching bytes for a text in every form in which a store may have written it.

use std::fmt::Write as _;

use base64::{
    Engine,
    alphabet::{Alphabet, STANDARD, URL_SAFE},
    engine::{GeneralPurpose, general_purpose::NO_PAD},
};

/// The name of the first encoding in which `bytes` hold `text`. A form of fewer than five bytes,
/// as base64 gives of a short name, would be found by chance and is not looked for, except the
/// text itself.
pub fn found_in_clear(bytes: &[u8], text: &str) -> Option<&'static str> {
    let mut forms = forms(text).into_iter();
    let told = |(_, form): &(_, Vec<u8>)| form.len() >= text.len().clamp(1, 5);
    forms.find(|form| told(form) && holds(bytes, &form.1)).map(|(name, _)| name)
}

pub(crate) fn holds(bytes: &[u8], form: &[u8]) -> bool {
    let first = form[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(form) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// The text in every encoding a store, a log or a library underneath might use.
pub(crate) fn forms(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = vec![
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 in lower case", text.to_lowercase().into_bytes()),
        ("utf-16", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("utf-16 big-endian", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("hex", spell(text, |out, byte| write!(out, "{byte:02x}"))),
        ("hex in capitals", spell(text, |out, byte| write!(out, "{byte:02X}"))),
        ("percent", spell(text, percent)),
        ("every byte percent", spell(text, |out, byte| write!(out, "%{byte:02X}"))),
        ("json", text.escape_unicode().to_string().replace(['{', '}'], "").into_bytes()),
        ("json escapes", text.encode_utf16().flat_map(json).collect()),
        ("json numbers", spell(text, |out, byte| write!(out, "{byte},"))),
    ];
    for (name, alphabet) in [("base64", &STANDARD), ("base64 for links", &URL_SAFE)] {
        forms.extend((0..3).map(|skew| (name, base64(alphabet, text, skew))));
    }
    forms
}

fn spell(text: &str, each: fn(&mut String, u8) -> std::fmt::Result) -> Vec<u8> {
    let mut out = String::new();
    text.bytes().try_for_each(|byte| each(&mut out, byte)).unwrap();
    out.into_bytes()
}

fn percent(out: &mut String, byte: u8) -> std::fmt::Result {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        out.write_char(char::from(byte))
    } else {
        write!(out, "%{byte:02X}")
    }
}

fn json(unit: u16) -> Vec<u8> {
    format!("\\u{unit:04x}").into_bytes()
}

/// What of the text's base64 is the same whatever stands before and after it, if it begins
/// `skew` bytes into a group of three.
fn base64(alphabet: &Alphabet, text: &str, skew: usize) -> Vec<u8> {
    let mut bytes = vec![0; skew];
    bytes.extend_from_slice(text.as_bytes());
    let whole = bytes.len() / 3 * 3;
    let coded = GeneralPurpose::new(alphabet, NO_PAD).encode(&bytes[..whole]);
    coded.as_bytes()[if skew == 0 { 0 } else { 4 }..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_every_encoding_at_every_place() {
        let text = "Sari Wulandari <sari@contoh.id> +6281234567890";
        for (name, form) in forms(text) {
            for before in 0..4 {
                let mut bytes = vec![b'x'; before];
                bytes.extend_from_slice(&form);
                bytes.push(b'y');
                assert!(found_in_clear(&bytes, text).is_some(), "{name} after {before}");
            }
        }
        for before in ["", "a", "ab", "abc"] {
            for after in ["", "z", "zz"] {
                let coded = GeneralPurpose::new(&STANDARD, NO_PAD)
                    .encode(format!("{before}{text}{after}").as_bytes());
                assert_eq!(found_in_clear(coded.as_bytes(), text), Some("base64"));
            }
        }
    }

    #[test]
    fn a_text_is_not_found_where_it_is_not() {
        assert_eq!(found_in_clear(b"Sari Wulandar", "Sari Wulandari"), None);
        assert_eq!(found_in_clear(b"", "Sari Wulandari"), None);
    }
}
