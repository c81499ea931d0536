use proptest::prelude::*;

use super::*;

fn joined(text: &str) -> String {
    tokens(text).join(" ")
}

#[test]
fn a_query_finds_what_was_written_otherwise() {
    let document =
        tokens("Lampu PJU di Jln. Merdeka RT 03/RW05 sdh 2 minggu ga nyala, tolong diperbaiki!!");
    for query in [
        "lampu jalan",
        "merdeka",
        "jl merdeka",
        "rt 3",
        "RW 05",
        "rt03",
        "perbaikan",
        "tidak menyala",
    ] {
        let missing: Vec<_> = tokens(query).into_iter().filter(|t| !document.contains(t)).collect();
        assert!(missing.is_empty(), "{query}: {missing:?} not in {document:?}");
    }
}

#[test]
fn chat_spellings_and_stress_make_no_difference() {
    assert_eq!(
        joined("jln rsk parahhhh bangeeet gak dibenerin"),
        "jalan rusak parah tidak benerin"
    );
    assert_eq!(joined("JALAN RUSAK Parah"), "jalan rusak parah");
    assert_eq!(joined("jum'at Jumat JUM’AT"), "jumat");
    assert_eq!(joined("jalan-jalan jalan2 jalannya"), "jalan");
    assert_eq!(joined("The street lights are broken"), "street light broken");
}

#[test]
fn what_names_a_person_is_never_a_token() {
    for secret in [
        "081234567890",
        "+62 812-3456-7890",
        "3273 0112 0590 0001",
        "warga@contoh.id",
        "B 1234 XYZ",
        "123456",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "x1y2z3a4b5c6",
    ] {
        assert_eq!(joined(&format!("lampu {secret} mati")), "lampu mati", "{secret}");
    }
    assert_eq!(tokens("lampu [telepon] [NIK] [e-mail] [plat] mati"), tokens("lampu mati"));
    assert_eq!(joined("lubang 12345 meter"), "lubang 12345 meter");
}

#[test]
fn hostile_text_gives_few_short_tokens() {
    let zalgo: String = "jalan"
        .chars()
        .flat_map(|c| std::iter::once(c).chain(std::iter::repeat_n('\u{336}', 50_000)))
        .collect();
    assert_eq!(joined(&zalgo), "jalan");
    assert_eq!(tokens(&"a".repeat(1 << 20)), Vec::<String>::new());
    assert_eq!(joined(&"ab".repeat(1 << 19)).len(), TOKEN_BYTES);
    assert_eq!(tokens(&"\u{301}".repeat(1 << 19)), Vec::<String>::new());
    let letter = |i: u32| char::from(b'a' + u8::try_from(i % 23).unwrap());
    let many: String =
        (0..100_000).flat_map(|i| [letter(i), 'o', letter(i / 23), letter(i / 7), ' ']).collect();
    assert_eq!(tokens(&many).len(), TOKENS);
    assert_eq!(joined("🚧🚧 jalan 👨‍👩‍👧 \u{202E}rusak\u{202C}"), "jalan rusak");
}

proptest! {
    #[test]
    fn tokens_hold_their_bounds_on_any_text(text in "(?s).{0,300}") {
        let tokens = tokens(&text);
        prop_assert!(tokens.len() <= TOKENS);
        for token in &tokens {
            prop_assert!(!token.is_empty() && token.len() <= TOKEN_BYTES);
            prop_assert!(token.chars().all(char::is_alphanumeric));
            prop_assert!(token.chars().filter(char::is_ascii_digit).count() < TOO_MANY_DIGITS);
        }
        let distinct: HashSet<_> = tokens.iter().collect();
        prop_assert_eq!(distinct.len(), tokens.len());
    }

    #[test]
    fn a_token_is_its_own_token(text in "(?s).{0,60}|([a-z]{1,12} ){0,10}|((me|pe|di|ke|ber|ter|se|per)(n|ng|ny|m)?[a-z]{2,7}(kan|an|i|nya|lah|s|es)? ){0,8}") {
        for token in tokens(&text) {
            let again = tokens(&token);
            prop_assert!(again.is_empty() || again == [token.clone()], "{} → {:?}", token, again);
        }
    }

    #[test]
    fn indexing_the_index_adds_nothing(text in "(?s).{0,200}|([a-z0-9.@-]{1,8} ){0,30}") {
        // One a line: numbers side by side could read as a telephone number, and be hidden.
        let once = tokens(&text);
        let twice = tokens(&once.join("\n"));
        prop_assert!(twice.iter().all(|token| once.contains(token)), "{:?} → {:?}", once, twice);
    }

    #[test]
    fn a_word_of_the_text_finds_the_text(words in proptest::collection::vec("[a-zA-Zéü]{2,14}", 1..20)) {
        let document = tokens(&words.join(" "));
        for word in &words {
            prop_assert!(tokens(word).iter().all(|token| document.contains(token)), "{word}");
        }
    }
}
