//! Where it is, by the words of a message: *lampu jalan depan SD 3 mati* is at *depan SD 3*.
//!
//! Rules, and no list of names: an address word (*jalan, gang, RT, kelurahan*) followed by a name,
//! or a word of place (*depan, dekat, simpang*) followed by a landmark. What is found is shown to
//! whoever wrote it, and never taken for certain.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold::fold;
use super::slang::meaning;
use super::stem::stem;
use super::stop::is_stop;

/// Words before a name that make it an address.
const ADDRESS: &str = "
    jalan gang rt rw kelurahan kecamatan desa dusun dukuh kampung perumahan komplek blok cluster
";

/// Words that say how it lies to something, whatever that is.
const BESIDE: &str = "
    depan belakang samping sebelah dekat seberang near behind opposite beside
";

/// Words that say so too, and stand before much else.
const ABOUT: &str = "sekitar sepanjang pinggir ujung arah menuju front corner";

/// Things that stand where everybody finds them.
const LANDMARK: &str = "
    sd sdn smp smpn sma sman smk smkn mts tk paud sekolah kampus universitas masjid mesjid mushola
    musholla gereja pura vihara makam kuburan kantor balai puskesmas pustu klinik rs rsud apotek
    pasar mall toko indomaret alfamart spbu pom bank hotel terminal stasiun halte pelabuhan bandara
    jembatan taman lapangan alun gedung pabrik perempatan pertigaan simpang bundaran tikungan
    polsek polres koramil pln sungai kali tol flyover underpass tugu
    school church mosque market station bridge park library hospital
";

/// Words that end a place: what happened there, and what else one says.
const END: &str = "
    rusak mati padam lubang banjir genang mampet sumbat bocor macet longsor tumbang roboh ambles
    amblas retak putus patah miring bahaya gelap kotor bau sampah limbah asap bising tumpuk numpuk
    penuh parah hancur jelek perbaiki diperbaiki sering nyala menyala mengalir air lampu tolong
    mohon ada banyak tidak belum dari sejak karena karna yang dan sudah sampai hingga untuk supaya
    agar kalau sangat sekali terus selalu masih sedang tadi hari minggu bulan tahun kami saya kita
    aku mereka kapan kenapa apa apakah bagaimana ini itu tersebut sini situ sana jam pukul tanggal
    tgl menit kondisi rumah is are was has have since and with because please
";

/// Words that stand beside a name and make none by themselves.
const GENERAL: &str = "
    raya utama umum kota tol nasional provinsi kabupaten barat timur utara selatan tengah dalam
    luar lama baru besar kecil warga nomor
";

/// Words before a landmark that make it a place.
const AT: &str = "di ke dari at in on";

/// How many words a span has at most.
const SPAN: usize = 9;

/// How many words in small letters follow a word of place at most, and are still its name.
const SMALL: usize = 2;

/// How many words of a message are looked at.
const WORDS: usize = 400;

/// How many characters a place has at most.
const LENGTH: usize = 120;

struct Lists {
    address: HashSet<&'static str>,
    beside: HashSet<&'static str>,
    about: HashSet<&'static str>,
    landmark: HashSet<&'static str>,
    end: HashSet<&'static str>,
    general: HashSet<&'static str>,
    at: HashSet<&'static str>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |words: &'static str| words.split_whitespace().collect();
    Lists {
        address: list(ADDRESS),
        beside: list(BESIDE),
        about: list(ABOUT),
        landmark: list(LANDMARK),
        end: list(END),
        general: list(GENERAL),
        at: list(AT),
    }
});

/// A word of the text: where it stands, and how it is usually spelt.
struct Word<'a> {
    written: &'a str,
    plain: String,
    /// Whether a sentence or a part of one ends behind it.
    closes: bool,
}

impl Word<'_> {
    fn is(&self, list: &HashSet<&str>) -> bool {
        list.contains(self.plain.as_str())
    }

    fn is_number(&self) -> bool {
        self.plain.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is written as a name is.
    fn is_name(&self) -> bool {
        self.written.trim_start_matches('(').starts_with(char::is_uppercase)
    }

    fn ends_a_place(&self) -> bool {
        self.plain.is_empty()
            || self.written.starts_with('#')
            || self.is(&LISTS.end)
            || LISTS.end.contains(stem(self.plain.clone()).as_str())
            || (is_stop(&self.plain) && !self.is(&LISTS.at))
    }

    /// Whether words of place may go on with it after a comma: *Jalan Melati, RT 3, Kel. Sukamaju*.
    fn leads(&self) -> bool {
        [&LISTS.address, &LISTS.beside, &LISTS.about, &LISTS.landmark].iter().any(|it| self.is(it))
    }

    /// Whether it tells one place from another.
    fn tells(&self) -> bool {
        !(self.leads() || self.is(&LISTS.general) || self.is(&LISTS.at) || self.ends_a_place())
    }

    /// *Jl.*, *Gg.*, *Kel.*: the dot ends no sentence.
    fn is_abbreviated(&self) -> bool {
        self.written.ends_with('.') && (self.is(&LISTS.address) || self.plain == "nomor")
    }
}

/// The place a message names, as it was written; parts that stand apart joined by commas.
///
/// ```
/// use aduan::words::place;
/// let place = |text| place(text).unwrap_or_default();
/// assert_eq!(place("lampu jalan depan SD 3 mati dari kemarin"), "depan SD 3");
/// assert_eq!(place("Jl. Melati RT 03/05 banjir, tolong"), "Jl. Melati RT 03/05");
/// assert_eq!(place("jalan rusak parah sekali"), "");
/// ```
pub fn place(text: &str) -> Option<String> {
    let words = read(text);
    let mut place = String::new();
    let mut at = 0;
    while at < words.len() {
        let length = span(&words, at);
        let written: Vec<&str> = words[at..at + length].iter().map(|word| word.written).collect();
        let written = written.join(" ");
        let written = written.trim_matches(|c: char| !c.is_alphanumeric());
        let fits = place.chars().count() + written.chars().count() + 2 <= LENGTH;
        if !written.is_empty() && fits && !place.contains(written) {
            place.push_str(if place.is_empty() { "" } else { ", " });
            place.push_str(written);
        }
        at += length.max(1);
    }
    Some(place).filter(|place| !place.is_empty())
}

fn read(text: &str) -> Vec<Word<'_>> {
    let plain = |written: &str| -> String {
        let plain: String = fold(written).filter(|c| c.is_alphanumeric()).collect();
        let usual = meaning(&plain).filter(|usual| !usual.contains(' '));
        usual.map_or(plain, str::to_owned)
    };
    // An empty word stands for the end of a line, which ends a place.
    let lines = text.lines().flat_map(|line| apart(line).chain(std::iter::once("")));
    lines
        .take(WORDS)
        .map(|written| Word {
            written,
            plain: plain(written),
            closes: written.ends_with(['.', ',', ';', '!', '?', ')', ':']),
        })
        .collect()
}

/// The words of a line; those that are glued together by a stop come apart, as in *Jl.Melati,RT 3*.
fn apart(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().flat_map(|word| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let glued = |(at, c): &(usize, char)| {
                matches!(c, '.' | ',' | '?' | '!' | ';' | '(')
                    && !(digit(rest[..*at].chars().next_back())
                        && digit(rest[at + 1..].chars().next()))
            };
            let end = rest.char_indices().find(glued).map_or(rest.len(), |(at, _)| at + 1);
            let (first, after) = rest.split_at(end);
            rest = after;
            Some(first).filter(|first| !first.is_empty())
        })
    })
}

/// How many words from `at` on name a place together.
fn span(words: &[Word<'_>], at: usize) -> usize {
    let Some(first) = words.get(at) else { return 0 };
    let led = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|it| it.is(&LISTS.at));
    let Some(second) = words.get(at + 1) else { return 0 };
    let named_by = |word: &Word<'_>| word.tells() || word.is(&LISTS.general);
    let begins = (!first.closes || first.is_abbreviated())
        && if ["rt", "rw"].contains(&first.plain.as_str()) {
            second.is_number() || second.plain.chars().all(|c| "ivxlc".contains(c))
        } else if first.is(&LISTS.address) {
            named_by(second) || (second.is(&LISTS.landmark) && second.is_name())
        } else if first.is(&LISTS.beside) {
            named_by(second) || second.is(&LISTS.landmark) || second.is(&LISTS.address)
        } else if first.is(&LISTS.about) {
            second.is(&LISTS.landmark) || second.is(&LISTS.address) || second.is_name()
        } else if first.is(&LISTS.landmark) {
            second.is_name() || second.is_number() || (led && second.tells())
        } else {
            false
        };
    if !begins || second.ends_a_place() {
        return 0;
    }
    let (mut length, mut told, mut small) = (1, 0, 0);
    while length < SPAN {
        let Some(next) = words.get(at + length) else { break };
        small = if next.leads() || next.is_name() || next.is_number() { 0 } else { small + 1 };
        if next.ends_a_place() || small > SMALL {
            break;
        }
        length += 1;
        let landmark = next.is(&LISTS.landmark) && !first.is(&LISTS.address);
        if next.tells() || landmark || (next.is(&LISTS.general) && told > 0) {
            told = length;
        }
        let goes_on = words.get(at + length).is_some_and(|it| it.is(&LISTS.address));
        if next.closes && !next.is_abbreviated() && !goes_on {
            break;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> String {
        place(text).unwrap_or_default()
    }

    #[test]
    fn an_address_is_found_wherever_it_stands() {
        assert_eq!(
            found("Banjir di Jl.Anggrek 5 RT.03 RW.01,tolong pak"),
            "Jl. Anggrek 5 RT. 03 RW. 01"
        );
        assert_eq!(found("jln kenanga raya berlubang parah"), "jln kenanga raya");
        assert_eq!(found("sampah numpuk di Gg. Mawar, Kel. Sukasari"), "Gg. Mawar, Kel. Sukasari");
        assert_eq!(
            found("di perumahan Griya Asri Blok C2 air mati"),
            "perumahan Griya Asri Blok C2"
        );
    }

    #[test]
    fn a_landmark_is_found_by_how_it_lies() {
        assert_eq!(found("lampu depan masjid padam"), "depan masjid");
        assert_eq!(found("lubang besar dekat warung soto"), "dekat warung soto");
        assert_eq!(
            found("pohon tumbang di simpang Lima arah pasar Baru"),
            "simpang Lima arah pasar Baru"
        );
        assert_eq!(found("the street light near SD 3 is out"), "near SD 3");
    }

    #[test]
    fn parts_that_stand_apart_are_both_told() {
        let both = found("depan SMP 2 lampunya mati, sudah lapor ke RT. Lokasi Jalan Teratai");
        assert_eq!(both, "depan SMP 2, Jalan Teratai");
    }

    #[test]
    fn what_only_sounds_like_a_place_is_none() {
        for text in [
            "jalan rusak parah sekali",
            "lampu jalan mati sejak kemarin",
            "di depan rumah saya banjir",
            "sekitar 4 bulan belum diperbaiki",
            "air kecil sekali",
            "",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_place_is_short_whatever_is_written(
            text in "(?s).{0,300}|((jl|rt|depan|di|pasar|Melati|3|mati|,|\\.)[ \n]?){0,200}"
        ) {
            prop_assert!(found(&text).chars().count() <= LENGTH);
        }
    }
}
