//! Words that insult, which nobody should meet in public words.

use std::{collections::HashSet, sync::LazyLock};

use super::fold::fold;

/// Words that do nothing but insult, in Indonesian, Javanese, Sundanese and English. Names of
/// animals, dirt and illness are left out: they are what many reports are about.
const INSULTS: &str = "
    bangsat bajingan keparat brengsek goblok goblog geblek tolol dungu sialan idiot
    kontol memek ngentot ngentod entot jembut pepek bacot
    jancok jancuk dancok dancuk cokmu ndasmu gathel koplok lonte perek pukimak kimak pantek
    belegug kehed anying anjeng
    fuck fucking fucked fucker motherfucker asshole bastard bitch cunt dickhead
";

/// Animals that insult only when somebody is called one.
const ANIMALS: &str = "anjing babi monyet asu kebo";

/// Who is called one: *anjing kalian*, or after *dasar*.
const CALLED: &str = "lu lo loe elu kau kamu kowe koen sia kalian";

type List = LazyLock<HashSet<&'static str>>;
static INSULTING: LazyLock<HashSet<String>> =
    LazyLock::new(|| INSULTS.split_whitespace().map(drawn_in).collect());
static BEASTS: List = LazyLock::new(|| ANIMALS.split_whitespace().collect());
static YOU: List = LazyLock::new(|| CALLED.split_whitespace().collect());

/// Whether the text insults somebody. Whole words only; letters that are drawn out count once.
///
/// ```
/// use aduan::words::insults;
/// assert!(insults("Petugasnya GOBLOOOK!"));
/// assert!(insults("dasar anjing kalian"));
/// assert!(!insults("anjing liar mengejar anak sekolah"));
/// ```
pub fn insults(text: &str) -> bool {
    let plain: String = fold(text).map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = plain.split_whitespace().map(drawn_in).collect();
    let before = std::iter::once("").chain(words.iter().map(String::as_str));
    let after = words.iter().skip(1).map(String::as_str).chain([""]);
    words.iter().zip(before).zip(after).any(|((word, before), after)| {
        let called = before == "dasar" || YOU.contains(after);
        INSULTING.contains(word) || called && BEASTS.contains(word.as_str())
    })
}

/// The word with each run of one letter as a single one: *goblooook* is *goblok*.
fn drawn_in(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_lists_is_lost_to_its_own_spelling() {
        for word in INSULTS.split_whitespace().chain(ANIMALS.split_whitespace()) {
            assert!(insults(&format!("dasar {word}")), "{word}");
        }
    }

    #[test]
    fn what_reports_are_about_does_not_insult() {
        for words in [
            "Anjing liar berkeliaran di gang, tolong ditertibkan",
            "Ada bangkai babi di sungai, baunya menyengat",
            "Monyet turun ke kampung dan merusak genteng",
            "Tai ayam dari kandang tetangga mengotori jalan",
            "Anjing kami digigit ular di selokan",
            "Kulit warga gatal karena air sungai",
            "Rumah ini diduga tempat pelacuran",
            "Jalan Perintis berlubang, dasar jalannya ambles",
            "Asuransi kesehatan ditolak puskesmas",
            "The assessment of my street is wrong",
        ] {
            assert!(!insults(words), "{words}");
        }
    }
}
