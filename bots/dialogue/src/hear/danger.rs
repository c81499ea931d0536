//! Words that speak of lives in danger. They are answered with the emergency number first: one
//! false alarm costs two lines, one missed alarm may cost more.
//!
//! Among them are the misspellings people make in a hurry, and Javanese and Sundanese words. None
//! alarms right after a word that takes it back: *bukan kebakaran*, *rawan longsor*.

use std::{collections::HashSet, sync::LazyLock};

use super::fold;

const WORDS: &str = "
    kebakaran kebakarn kebakran kebkaran kbakaran terbakar kebakar kobongan kahuruan kaduruk
    kesetrum tersetrum kesetrom kesetrm keseterum kestrum kasetrum nyetrum menyetrum korsleting
    konsleting korslet longsor longsoran gempa tsunami lindu lindhu
    kecelakaan kecelakan kcelakaan kecelakaaan tabrakan tertabrak ketabrak cilaka
    tenggelam tengelam kelelep hanyut kintir palid titeuleum
    ledakan meledak mbledos bom keracunan tertimpa ketiban tertimbun terjebak kejebak
    pingsan semaput kapiuhan sekarat
    begal dibegal dirampok perampokan ditodong tawuran dibacok ditusuk dipukuli diperkosa diculik
    kdrt
    fire burning electrocuted electrocution landslide accident drowning drowned explosion exploded
    earthquake trapped collapsed unconscious bleeding injured dying stabbed robbed kidnapped
    emergency bomb suicide
";

const PHRASES: [&str; 29] = [
    "kobaran api",
    "api besar",
    "kena setrum",
    "tersengat listrik",
    "sengatan listrik",
    "listrik bocor",
    "kabel putus",
    "kabel terkelupas",
    "banjir bandang",
    "laka lantas",
    "terseret arus",
    "gas bocor",
    "kebocoran gas",
    "bocor gas",
    "bau gas",
    "tidak sadarkan diri",
    "sesak napas",
    "sesak nafas",
    "bunuh diri",
    "gantung diri",
    "gawat darurat",
    "keadaan darurat",
    "on fire",
    "electric shock",
    "live wire",
    "flash flood",
    "gas leak",
    "smell of gas",
    "smell gas",
];

/// Names of things that hold such a word.
const NAMES: [&str; 6] = [
    "fire hydrant",
    "fire station",
    "fire department",
    "fire truck",
    "fire extinguisher",
    "instalasi gawat darurat",
];

/// Words that take back what follows them: it did not happen, or not now.
const TAKEN_BACK: &str = "
    bukan tidak tdk gak ga gk nggak ngga ndak ora sanes tanpa belum blm durung rawan mencegah cegah
    pemadam bekas pasca jangan hindari
    sering potensi berpotensi risiko resiko berisiko beresiko rentan often not no never without prevent avoid
";

/// Words that may stand between: *tidak ada kebakaran*, *jangan sampai terjadi kecelakaan*.
const BETWEEN: &str = "ada adanya terjadi sampai sempat ini itu lagi karena akibat an any the yet";

type List = LazyLock<HashSet<&'static str>>;
static ALARMING: List = LazyLock::new(|| WORDS.split_whitespace().collect());
static SOOTHING: List = LazyLock::new(|| TAKEN_BACK.split_whitespace().collect());
static SMALL: List = LazyLock::new(|| BETWEEN.split_whitespace().collect());

/// Whether a text speaks of danger.
pub(crate) fn is_danger(text: &str) -> bool {
    let mut folded = format!(" {} ", fold(text));
    for name in NAMES {
        folded = folded.replace(&format!(" {name} "), "  ");
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    PHRASES.iter().any(|phrase| folded.contains(&format!(" {phrase} ")))
        || (words.iter().enumerate())
            .any(|(at, word)| ALARMING.contains(word) && !is_taken_back(&words[..at]))
}

/// Whether what was said before takes back what follows.
fn is_taken_back(before: &[&str]) -> bool {
    let near = before.iter().rev().find(|word| !SMALL.contains(**word));
    near.is_some_and(|word| SOOTHING.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danger_is_heard_among_other_words() {
        for text in [
            "Tolong!! ada KEBAKARAN di gang melati",
            "anak saya hampir kesetrum, tiangnya nyetrum",
            "kabel PLN putus, kabel putus di jalan",
            "ono kobongan nang pasar",
            "aya kahuruan di gang",
            "kebakran pak tolong",
            "ada yang tenggelam di kali",
            "tidak bisa keluar, terjebak di lift",
            "there is a gas leak here",
            "the house is on fire",
        ] {
            assert!(is_danger(text), "{text}");
        }
    }

    #[test]
    fn what_did_not_happen_is_no_danger() {
        for text in [
            "lampu jalan mati dari kemarin",
            "bukan kebakaran, cuma asap sate",
            "mobil pemadam kebakaran parkir sembarangan",
            "tolong dipasang rambu supaya tidak terjadi kecelakaan",
            "daerah ini rawan longsor",
            "belum ada kecelakaan sih",
            "hydrant for firefighters is dry",
            "the fire hydrant is leaking",
        ] {
            assert!(!is_danger(text), "{text}");
        }
    }

    #[test]
    fn all_words_are_folded() {
        for word in WORDS.split_whitespace().chain(PHRASES).chain(NAMES) {
            assert_eq!(fold(word), word);
        }
    }
}
