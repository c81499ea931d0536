//! The code of another chat after its verb: `hubungkan 7K3M-9QXT`, `masuk 7K3M-9QXT`.

use super::Heard;

/// The verbs; longer ones before those they begin with.
const VERBS: [&str; 4] = ["hubungkan chat", "hubungkan", "link chat", "link"];
/// Those of what a link makes her send. She types none of it, so what is no code was no code.
const SENT: [&str; 3] = ["masuk", "sign in", "login"];
/// How many symbols a code has.
const SYMBOLS: usize = 8;

/// Reads a folded text: a code after its verb, or what looks like one.
pub(super) fn read(folded: &str) -> Option<Heard> {
    let after = |verbs: &[&str]| {
        let rest = verbs.iter().find_map(|verb| folded.strip_prefix(verb)?.strip_prefix(' '))?;
        Some(rest.split_whitespace().collect::<String>())
    };
    if let Some(symbols) = after(&SENT) {
        return symbols.parse().ok().map(|code| Heard::LinkCode(Some(code)));
    }
    let symbols = after(&VERBS)?;
    let is_code = symbols.len() == SYMBOLS && symbols.bytes().any(|byte| byte.is_ascii_digit());
    match symbols.parse() {
        Ok(code) => Some(Heard::LinkCode(Some(code))),
        Err(_) => is_code.then_some(Heard::LinkCode(None)),
    }
}

#[cfg(test)]
mod tests {
    use aduan::{domain::LinkCode, stub::SeededEntropy};

    use super::*;
    use crate::hear::fold;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let code = LinkCode::random(&SeededEntropy::new(7));
        let shown = code.reveal();
        for typed in [
            format!("hubungkan {shown}"),
            format!("Hubungkan chat {}", shown.to_lowercase()),
            format!("*link {}*", shown.replace('-', " ")),
            format!("LINK {}.", shown.replace('-', "")),
            format!("Masuk {shown}"),
        ] {
            assert_eq!(read(&fold(&typed)), Some(Heard::LinkCode(Some(code.clone()))), "{typed}");
        }
    }

    #[test]
    fn what_looks_like_one_is_mistyped_and_other_words_are_none() {
        let code = LinkCode::random(&SeededEntropy::new(7)).reveal();
        let other = if code.ends_with('2') { "3" } else { "2" };
        let wrong = format!("hubungkan {}{other}", &code[..8]);
        assert_eq!(read(&fold(&wrong)), Some(Heard::LinkCode(None)));
        for text in [
            "hubungkan telegram",
            "hubungkan email",
            "link",
            "hubungkan saya ke dinas",
            "masuk gang 1234",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
