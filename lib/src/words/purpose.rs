//! What a message is for, as far as its words tell.
//!
//! Reporting is the rule: only what clearly is something else is taken for it, since a report that
//! is taken for small talk is lost, and small talk that is taken for a report costs one tap. Words
//! that speak of damage, ask for help or name a place outweigh any question mark: *kapan lampunya
//! diperbaiki?* is a report.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::courtesy::{Courtesy, courtesy};
use super::fold::fold;
use super::place::place;
use super::slang::meaning;
use super::stem::stem;
use super::stop::is_stop;

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// It tells of something to be mended.
    Report,
    /// It asks something.
    Question,
    /// It thanks.
    Thanks,
    /// It greets, or says nothing that needs an answer.
    Other,
}

/// Stems that speak of something gone wrong, or of help that is wanted.
const TROUBLE: &str = "
    rusak mati padam lubang banjir genang mampet sumbat bocor macet longsor tumbang roboh ambruk
    ambles amblas retak putus patah miring rawan bahaya celaka jatuh gelap kotor bau busuk sampah
    limbah cemar asap bising ganggu resah liar hilang curi maling pungli peras tipu keluh lapor adu
    baik betul tambal angkut bersih tertib tindak tinjau parah hancur jelek buruk lambat lamban
    telantar terlantar kering keruh susah sulit rugi korban sakit tunggak tolong darurat bakar
    kebakaran kecewa resah protes penuh tumpuk numpuk semrawut kumuh pju padamkan nyala menyala
    mengalir rembes kecelakaan ancam usir tertutup pecah bongkar benerin dibenerin benahi segera
    broken damaged damage dead flood flooded flooding pothole leak leaking trash garbage rubbish
    dirty smell smells dark blocked clogged dangerous unsafe illegal graffiti noise noisy missing
    fallen abandoned dumped dumping speeding stuck fix repair remove replace report complaint
    hazard overgrown ugly cracked sinking eyesore needs need please
";

/// Words that ask.
const ASKS: &str = "
    apa apakah bagaimana berapa kapan mana dimana kemana siapa adakah bisakah bolehkah benarkah
    masihkah perlukah haruskah
    what when where who which how whether
";

/// Words that ask for something to be known.
const WANTS_TO_KNOW: &str = "
    tanya bertanya nanya info informasi syarat persyaratan cara caranya prosedur jadwal biaya alamat
    gratis kursus kuota
    requirements schedule fee procedure
";

const THANKS: &str = "kasih nuhun nuwun suwun thank thanks";

/// Praise, whose stems are also what is left of *diperbaiki* and *dibetulkan*.
const PRAISE: &str = "baik betul baiknya";

/// How sure it must be that a message asks. A word that asks is worth one, a question mark or
/// something that is wanted to be known two.
const SURE: usize = 3;

/// A message with more words than this must be one surer.
const SHORT: usize = 10;

/// A message with more words than this tells something, whatever it asks beside.
const LONG: usize = 30;

/// How many words besides the thanks still only thank.
const ASIDE: usize = 4;

/// What `text` is for.
///
/// ```
/// use aduan::words::{Purpose, purpose};
/// assert_eq!(purpose("lampu jalan mati, kapan diperbaiki?"), Purpose::Report);
/// assert_eq!(purpose("Pak, syarat bikin KTP apa saja ya?"), Purpose::Question);
/// assert_eq!(purpose("makasih banyak min 🙏"), Purpose::Thanks);
/// assert_eq!(purpose("selamat pagi kak"), Purpose::Other);
/// ```
pub fn purpose(text: &str) -> Purpose {
    let plain: String = fold(text).collect();
    let written: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if written.len() > LONG {
        return Purpose::Report;
    }
    if written.is_empty() {
        return Purpose::Other;
    }
    match courtesy(&written.join(" ")) {
        Some(Courtesy::Thanks) => return Purpose::Thanks,
        Some(Courtesy::Greeting | Courtesy::Kindness) => return Purpose::Other,
        None => {}
    }
    let words: Vec<&str> =
        written.iter().flat_map(|word| meaning(word).unwrap_or(word).split(' ')).collect();
    if words.iter().any(|word| is_trouble(word)) {
        return Purpose::Report;
    }
    let count = |list: &HashSet<&str>| words.iter().filter(|word| list.contains(**word)).count();
    let aside = |word: &&&str| !is_stop(word) && !LISTS.thanks.contains(**word);
    if count(&LISTS.thanks) > 0 && words.iter().filter(aside).count() <= ASIDE {
        return Purpose::Thanks;
    }
    let signs = 2 * usize::from(plain.contains('?'))
        + count(&LISTS.asks).min(2)
        + 2 * count(&LISTS.wants_to_know).min(1);
    let sure = if written.len() > SHORT { SURE + 1 } else { SURE };
    if signs >= sure && place(text).is_none() { Purpose::Question } else { Purpose::Report }
}

struct Lists {
    trouble: HashSet<&'static str>,
    asks: HashSet<&'static str>,
    wants_to_know: HashSet<&'static str>,
    thanks: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    trouble: TROUBLE.split_whitespace().collect(),
    asks: ASKS.split_whitespace().collect(),
    wants_to_know: WANTS_TO_KNOW.split_whitespace().collect(),
    thanks: THANKS.split_whitespace().collect(),
});

fn is_trouble(word: &str) -> bool {
    !PRAISE.split(' ').any(|praise| praise == word)
        && (LISTS.trouble.contains(word) || LISTS.trouble.contains(stem(word.to_owned()).as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(of: Purpose, texts: &[&str]) {
        for text in texts {
            assert_eq!(purpose(text), of, "{text}");
        }
    }

    #[test]
    fn what_may_be_a_report_is_one() {
        all(
            Purpose::Report,
            &[
                "lampu jalan depan SD 3 mati dari kemarin",
                "kapan jalan ini diperbaiki?",
                "Pak, apakah drainase Jl. Kenanga tidak dikeruk?",
                "info min, di Jl. Mawar macet total",
                "terima kasih, tapi air di rumah kami masih kecil sekali sejak Senin pagi",
                "why is the street light still out?",
                "kucing di atas atap",
            ],
        );
    }

    #[test]
    fn what_clearly_asks_is_a_question() {
        all(
            Purpose::Question,
            &[
                "apa syarat pindah domisili?",
                "min, perpanjang KTP bisa online gak ya? mau tanya",
                "jadwal vaksin anak kapan?",
                "What are the requirements for a birth certificate?",
            ],
        );
    }

    #[test]
    fn thanks_and_greetings_are_no_report() {
        all(
            Purpose::Thanks,
            &["terima kasih banyak pak, semoga sukses", "matur nuwun", "thank you so much!"],
        );
        all(Purpose::Other, &["assalamualaikum, selamat siang", "halo min", "🙏🙏", ""]);
    }
}
