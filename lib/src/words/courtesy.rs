//! Words that are said out of courtesy, in Indonesian, Javanese, Sundanese and English: how people
//! greet, thank, address and plead. They say nothing about the matter.

use std::{collections::HashSet, sync::LazyLock};

/// What a courtesy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Courtesy {
    /// It opens a talk: *halo*, *kulo nuwun*, *sampurasun*.
    Greeting,
    /// It thanks: *makasih*, *matur suwun*, *hatur nuhun*.
    Thanks,
    /// It asks nicely, or says to whom: *tolong*, *mugi*, *pak*, *min*, *ya*.
    Kindness,
}

/// Words that greet.
const GREETINGS: &str = "
    halo hallo hallow haloo hai hay hi hello helo hey hei
    assalamualaikum assalamuaalaikum assalamu asalamualaikum assalammualaikum alaikum askum aslm ass
    waalaikumsalam wassalamualaikum wassalam
    wr wb warahmatullahi warohmatullahi warohmatullohi wabarakatuh wabarokatuh
    salam sejahtera shalom om swastiastu namaste
    permisi misi punten nuwun sewu kulo kula amit sampurasun rampes
    selamat slamat slmt met sugeng wilujeng good morning afternoon evening
    test tes ping p
";

/// Words that thank.
const THANKS: &str = "
    terima trima kasih terimakasih trimakasih makasih makasi mksh mksih trims tks thx thanks thank
    you matur suwun maturnuwun maturnuhun hatur nuhun hatursuhun tararengkyu tengkyu
    banyak sanget pisan
";

/// Words that address, plead or soften.
const KINDNESS: &str = "
    pak bapak bpk bapa bp bu ibu buk min mimin admin kak kakak ka mas mbak mba om tante bang abang
    gan bro sis kang akang teh teteh aa neng ning cak lur sir madam dear
    tolong tlg tulung mohon mohonlah mhn minta harap mugi nyuwun mangga monggo mangga please pls
    maaf maap mau ingin izin ijin nggih inggih njih muhun atuh
    ya yah iya dong donk deh sih nih kok aja saja lah euy
";

/// Times of day: they greet after *selamat*, and are times elsewhere.
const TIMES: &str = "
    pagi siang sore petang malam enjing enjang injing siyang sonten dalu wengi morning afternoon
    evening night
";

/// Titles that stand beside whoever is greeted, and are not the matter: *selamat pagi Pak*.
const TITLES: &str = "pak bapak bpk bu ibu min mimin admin kak kakak mas mbak";

type List = LazyLock<HashSet<&'static str>>;
static GREETS: List = LazyLock::new(|| GREETINGS.split_whitespace().collect());
static THANKFUL: List = LazyLock::new(|| THANKS.split_whitespace().collect());
static KIND: List = LazyLock::new(|| KINDNESS.split_whitespace().collect());
static HOURS: List = LazyLock::new(|| TIMES.split_whitespace().collect());
static TITLED: List = LazyLock::new(|| TITLES.split_whitespace().collect());

/// The courtesy of a folded message, if it is nothing else; the most telling of its words decides.
///
/// ```
/// use aduan::words::{Courtesy, courtesy};
/// assert_eq!(courtesy("nuwun sewu pak"), Some(Courtesy::Greeting));
/// assert_eq!(courtesy("matur nuwun sanget"), Some(Courtesy::Thanks));
/// assert_eq!(courtesy("selamat pagi lampu mati"), None);
/// ```
pub fn courtesy(folded: &str) -> Option<Courtesy> {
    let mut found = None;
    for word in folded.split(' ') {
        let one = if GREETS.contains(word) || HOURS.contains(word) {
            Courtesy::Greeting
        } else if THANKFUL.contains(word) {
            Courtesy::Thanks
        } else if KIND.contains(word) {
            Courtesy::Kindness
        } else {
            return None;
        };
        found = match (found, one) {
            (Some(Courtesy::Thanks), _) | (_, Courtesy::Thanks) => Some(Courtesy::Thanks),
            (Some(Courtesy::Greeting), _) | (_, Courtesy::Greeting) => Some(Courtesy::Greeting),
            _ => Some(one),
        };
    }
    found
}

/// What is left of a folded message without the courtesies before and after it; itself, if nothing
/// else is in it.
///
/// ```
/// use aduan::words::without_courtesy;
/// assert_eq!(without_courtesy("punten min status dong"), "status");
/// assert_eq!(without_courtesy("nggih"), "nggih");
/// ```
pub fn without_courtesy(folded: &str) -> &str {
    if courtesy(folded).is_some() {
        // Only kind words: "ya pak" still says "ya".
        return folded.split_once(' ').map_or(folded, |(first, _)| first);
    }
    let mut rest = folded;
    while let Some((word, after)) = rest.split_once(' ')
        && courtesy(word).is_some()
    {
        rest = after;
    }
    while let Some((before, word)) = rest.rsplit_once(' ')
        && courtesy(word).is_some()
    {
        rest = before;
    }
    rest
}

/// How many words after a greeting may still address somebody, up to a comma.
const ADDRESSED: usize = 6;

/// A sentence without the greeting it opens with, and without whom that greets.
pub(super) fn after_greeting(sentence: &str) -> &str {
    let folded = |word: &str| -> String {
        super::fold::fold(word).filter(|c| c.is_alphanumeric()).collect()
    };
    let mut words = sentence.split_inclusive(char::is_whitespace);
    let greets = |word: &str| GREETS.contains(folded(word).as_str());
    if !words.next().is_some_and(greets) {
        return sentence;
    }
    if let Some((head, rest)) = sentence.split_once(',')
        && head.split_whitespace().count() <= ADDRESSED
    {
        return after_greeting(rest.trim_start());
    }
    let mut rest = sentence;
    while let Some(word) = rest.split_inclusive(char::is_whitespace).next() {
        let plain = folded(word);
        let plain = plain.as_str();
        if !(greets(word) || HOURS.contains(plain) || TITLED.contains(plain) || plain.is_empty()) {
            break;
        }
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesies_of_three_languages_are_known_for_what_they_do() {
        for (text, is) in [
            ("assalamualaikum wr wb", Courtesy::Greeting),
            ("kulo nuwun", Courtesy::Greeting),
            ("punten kang", Courtesy::Greeting),
            ("sampurasun", Courtesy::Greeting),
            ("sugeng enjing pak", Courtesy::Greeting),
            ("selamat malam min", Courtesy::Greeting),
            ("matur nuwun", Courtesy::Thanks),
            ("maturnuwun nggih pak", Courtesy::Thanks),
            ("hatur nuhun pisan", Courtesy::Thanks),
            ("terima kasih banyak bu", Courtesy::Thanks),
            ("tulung", Courtesy::Kindness),
            ("mugi", Courtesy::Kindness),
            ("pak", Courtesy::Kindness),
        ] {
            assert_eq!(courtesy(text), Some(is), "{text}");
        }
        for matter in ["lampu mati", "selamat pagi lampu mati", "kasih tau dong jadwalnya", ""] {
            assert_eq!(courtesy(matter), None, "{matter}");
        }
    }

    #[test]
    fn what_is_left_is_what_was_meant() {
        for (text, left) in [
            ("pak menu dong", "menu"),
            ("tolong batal ya min", "batal"),
            ("halo min mau lapor", "lapor"),
            ("ya pak", "ya"),
            ("publik aja", "publik"),
            ("tidak pak terima kasih", "tidak"),
        ] {
            assert_eq!(without_courtesy(text), left, "{text}");
        }
    }

    #[test]
    fn a_sentence_is_told_without_its_greeting() {
        for (sentence, told) in [
            ("Selamat pagi pak walikota, lampu mati", "lampu mati"),
            ("Assalamualaikum lampu jalan mati", "lampu jalan mati"),
            ("Nuwun sewu Pak, dalan rusak", "dalan rusak"),
            ("Punten, solokan mampet", "solokan mampet"),
            ("Malam ini lampu mati", "Malam ini lampu mati"),
            ("Pak RT tidak hadir", "Pak RT tidak hadir"),
        ] {
            assert_eq!(after_greeting(sentence), told);
        }
    }
}
