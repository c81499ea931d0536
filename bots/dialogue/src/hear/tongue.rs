//! Which language somebody writes, where her channel does not tell.

use aduan::domain::Language;

use super::fold;

/// Small words that stand in nearly every English sentence and in no Indonesian one.
const ENGLISH: &str = "
    the is are was were has have had been this that these those there here my our your their
    of and for from with without not since please hello hi hey good morning afternoon evening
    thanks thank what where when why how can could would need want help report street road broken
";

/// Small words that stand in nearly every Indonesian sentence, or in a Javanese or Sundanese one,
/// and in no English one.
const INDONESIAN: &str = "
    yang yg di ke dari dan dengan untuk tidak tdk gak ga nggak sudah sdh belum blm ada ini itu saya
    kami kita mohon tolong tlg pak bu bapak ibu jalan jln jl lampu sampah banjir air mati rusak halo
    selamat pagi siang sore malam assalamualaikum permisi punten nuwun ora wis ono iki nang teu aya
    mau lapor min kak lagi juga karena depan dekat
";

/// The language of a message, if its small words tell.
///
/// ```
/// use aduan::domain::Language;
/// use aduan_dialogue::language_of;
/// assert_eq!(language_of("the street light is out"), Some(Language::English));
/// assert_eq!(language_of("lampu jalan mati"), Some(Language::Indonesian));
/// assert_eq!(language_of("LP-7K3M-9QXT"), None);
/// ```
pub fn language_of(text: &str) -> Option<Language> {
    let folded = fold(text);
    let count = |list: &str| {
        folded.split(' ').filter(|word| list.split_whitespace().any(|known| known == *word)).count()
    };
    let (english, indonesian) = (count(ENGLISH), count(INDONESIAN));
    match english.cmp(&indonesian) {
        std::cmp::Ordering::Greater => Some(Language::English),
        std::cmp::Ordering::Less => Some(Language::Indonesian),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_speaks_for_both() {
        for word in ENGLISH.split_whitespace() {
            assert_eq!(fold(word), word);
            assert!(!INDONESIAN.split_whitespace().any(|other| other == word), "{word}");
        }
    }

    #[test]
    fn a_first_message_tells_its_language() {
        for (text, language) in [
            ("hello", Some(Language::English)),
            ("there is a hole in the road at Jalan Melati", Some(Language::English)),
            ("ada lubang besar di Jalan Sudirman", Some(Language::Indonesian)),
            ("nuwun sewu, dalane bolong", Some(Language::Indonesian)),
            ("aya solokan mampet", Some(Language::Indonesian)),
            ("👍", None),
            ("menu", None),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }
}
