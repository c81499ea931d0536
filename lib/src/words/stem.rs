//! Light stemming: forms of one word meet, and different words seldom do.
//!
//! Not a dictionary's stems. A stem only has to be the same for *jalannya* and *jalanan*, and it
//! is its own stem, so that stemming twice changes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words that look as if they had an affix, and have none.
const WHOLE: &str = "
    sekolah masalah jumlah sebelah celah majalah istilah langkah nafkah berkah musibah makalah telah
    ampun rumpun himpun perilaku berlaku pelaku laku buku baku bertemu ketemu temu tanya
    perempuan menara terminal selokan selamat kemarin keluarga keluar perintah
    sungai ramai pantai pegawai sampai nilai polisi lokasi kondisi sanksi listrik kelapa
    halaman ringan trotoar jembatan kecamatan kelurahan kabupaten lingkungan
    taman zaman aman dokumen sistem posisi informasi aplikasi transportasi administrasi instansi
    vaksinasi akses proses protes sukses puskesmas dinas keras beras batas tugas
";

/// Forms that rules would get wrong, and their stems.
const FORMS: &str = "
    berikan:beri memberikan:beri diberikan:beri pemberian:beri memberi:beri diberi:beri
    aduan:adu pengaduan:adu mengadu:adu mengadukan:adu adukan:adu diadukan:adu
    bekerja:kerja pekerjaan:kerja mengerjakan:kerja dikerjakan:kerja
    belajar:ajar pelajar:ajar pelajaran:ajar mengajar:ajar pengajar:ajar
    mengetahui:tahu diketahui:tahu pengetahuan:tahu iuran:iur uruskan:urus urusan:urus
    pungutan:pungut bantuan:bantu menyala:nyala menyalakan:nyala
";

/// Roots that begin like a prefix, and keep that beginning whatever follows.
const KEPT: &str = "
    bersih berita berat berani terang terima tertib teras ternak teriak terbit perlu pernah peran
    periksa perkara perkosa didik dinas dinding dingin direktur digital diskon
";

/// Roots in *-k* before which *-an* is a suffix, though *-kan* could be one too.
const ENDING_IN_K: &str = "
    baik rusak banyak masuk gerak tindak bentuk didik duduk letak naik milik pajak retak pasok acak
    desak cetak tarik tumpuk pupuk petik cabik gebuk tembok jebak tolak rombak colok sodok bongkok
    mabuk busuk amuk pijak injak kotak kocok sobek robek
";

/// Roots that lose their first letter after *meng-*, *mem-* or *men-*, where the rule would guess
/// another.
const RESTORED: &str = "
    meng:irim=k meng:erja=k meng:elola=k meng:eluh=k meng:urang=k meng:umpul=k meng:uras=k meng:emudi=k
    meng:otor=k meng:unci=k meng:ontrol=k meng:embali=k meng:ering=k meng:eruk=k meng:andung=k
    meng:unjung=k meng:ikis=k meng:eras=k meng:uat=k
    mem:ukim=m mem:asuk=m mem:ilik=m mem:inta=m mem:ulai=m mem:uat=m mem:akan=m mem:enang=m mem:acet=m
    mem:ati=m mem:ain=m mem:inum=m mem:uda=m mem:akam=m
    men:ikah=n men:ilai=n men:aik=n men:anti=n men:yata=n
";

static WHOLE_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| WHOLE.split_whitespace().collect());
static STEMS: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| FORMS.split_whitespace().filter_map(|form| form.split_once(':')).collect());
static RESTORES: LazyLock<Vec<(&'static str, &'static str, &'static str)>> = LazyLock::new(|| {
    let rule = |rule: &'static str| {
        let (prefix, rest) = rule.split_once(':')?;
        let (start, letter) = rest.split_once('=')?;
        Some((prefix, start, letter))
    };
    RESTORED.split_whitespace().filter_map(rule).collect()
});

/// The stem of a folded word; anything but plain Latin letters comes back as it is.
pub(super) fn stem(word: String) -> String {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    let mut stem = word;
    while let Some(shorter) = strip(&stem) {
        stem = shorter;
    }
    stem
}

/// Takes one affix off, or says that none is left. The result is always shorter.
fn strip(word: &str) -> Option<String> {
    if let Some(stem) = STEMS.get(word) {
        return Some((*stem).to_owned());
    }
    if WHOLE_WORDS.contains(word) {
        return None;
    }
    clitic(word)
        .map(str::to_owned)
        .or_else(|| prefix(word))
        .or_else(|| suffix(word).map(str::to_owned))
        .or_else(|| loose_prefix(word).map(str::to_owned))
        .or_else(|| plural(word))
}

/// Particles and possessives: *-lah, -kah, -pun, -nya, -ku, -mu*.
fn clitic(word: &str) -> Option<&str> {
    [("nya", 3), ("lah", 4), ("kah", 4), ("pun", 4), ("ku", 5), ("mu", 5)]
        .into_iter()
        .find_map(|(end, least)| word.strip_suffix(end).filter(|rest| rest.len() >= least))
        .filter(|_| !word.ends_with("tanya") && !word.ends_with("laku") && !word.ends_with("temu"))
}

/// *meN-, peN-, di-, ber-, ter-, per-*, with the letter restored that the nasal swallowed.
fn prefix(word: &str) -> Option<String> {
    for (me, pe) in [("meng", "peng"), ("meny", "peny"), ("mem", "pem"), ("men", "pen")] {
        let Some(rest) = word.strip_prefix(me).or_else(|| word.strip_prefix(pe)) else { continue };
        return nasal(me, rest).filter(|root| root.len() >= 4 && root.len() < word.len());
    }
    if KEPT.split_whitespace().any(|root| word.starts_with(root)) && !word.starts_with("terangk") {
        return None;
    }
    for start in ["ber", "ter", "di"] {
        if let Some(rest) = word.strip_prefix(start) {
            return can_begin(rest, 4).then(|| rest.to_owned());
        }
    }
    if let Some(rest) = word.strip_prefix("per") {
        let root_in_vowel =
            ["usaha", "atur", "izin", "ijin", "ingat", "air", "alih", "ubah", "untuk"]
                .iter()
                .any(|root| rest.starts_with(root));
        if root_in_vowel || (!starts_with_vowel(rest) && can_begin(rest, 4)) {
            return Some(rest.to_owned());
        }
    }
    let rest = word.strip_prefix("me").or_else(|| word.strip_prefix("pe"))?;
    let least = if rest.starts_with(['l', 'r', 'w', 'y']) {
        4
    } else if word.starts_with("pe") {
        5
    } else {
        return None;
    };
    (!starts_with_vowel(rest) && can_begin(rest, least)).then(|| rest.to_owned())
}

/// The root after a nasal prefix: *menutup → tutup*, *memotong → potong*, *menyapu → sapu*.
fn nasal(prefix: &str, rest: &str) -> Option<String> {
    let known = RESTORES.iter().find(|(of, start, _)| *of == prefix && rest.starts_with(start));
    if let Some((_, _, letter)) = known {
        return Some(format!("{letter}{rest}"));
    }
    if starts_with_vowel(rest) {
        let letter = match prefix {
            "meny" => "s",
            "mem" => "p",
            "men" => "t",
            _ => "",
        };
        return Some(format!("{letter}{rest}"));
    }
    let follows = match prefix {
        "meng" => "ghkq",
        "mem" => "bfpv",
        "men" => "cdjtsz",
        _ => "",
    };
    (rest.starts_with(|c| follows.contains(c)) && can_begin(rest, 4)).then(|| rest.to_owned())
}

/// *-kan, -an, -i*.
fn suffix(word: &str) -> Option<&str> {
    if let Some(rest) = word.strip_suffix("kan") {
        let root = word.strip_suffix("an").unwrap_or(word);
        if ENDING_IN_K.split_whitespace().any(|k| root.ends_with(k)) {
            return Some(root);
        }
        return Some(rest).filter(|rest| rest.len() >= 4);
    }
    let rest = word.strip_suffix("an").or_else(|| word.strip_suffix('i'))?;
    (rest.len() >= 4 && !rest.ends_with('i'))
        .then_some(rest)
        .or_else(|| word.strip_suffix("an").filter(|rest| rest.len() >= 5))
}

/// *ke-, se-*: many roots begin so, therefore last and only before a long rest.
fn loose_prefix(word: &str) -> Option<&str> {
    let ke = word.strip_prefix("ke").filter(|rest| !starts_with_vowel(rest) && can_begin(rest, 4));
    ke.or_else(|| word.strip_prefix("se").filter(|rest| can_begin(rest, 5)))
}

/// English plurals whose ending is rare in Indonesian: *potholes, lights, batteries, boxes*.
fn plural(word: &str) -> Option<String> {
    if let Some(rest) = word.strip_suffix("ies") {
        return (rest.len() >= 3).then(|| format!("{rest}y"));
    }
    let rest = word.strip_suffix('s')?;
    let sibilant = ["xe", "che", "she", "sse"].iter().any(|end| rest.ends_with(end));
    let rest = if sibilant { rest.strip_suffix('e')? } else { rest };
    let ending = rest.bytes().last()?;
    (rest.len() >= 3 && !b"aiousk".contains(&ending) || sibilant || rest.ends_with("ck"))
        .then(|| rest.to_owned())
}

fn starts_with_vowel(rest: &str) -> bool {
    rest.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// Whether a word of at least `least` letters could begin so: no *mb-*, *nd-*, *rd-*.
fn can_begin(rest: &str, least: usize) -> bool {
    let vowel = |at: usize| rest.as_bytes().get(at).is_some_and(|b| b"aeiou".contains(b));
    let pair = rest.get(..2).unwrap_or_default();
    rest.len() >= least
        && (vowel(0)
            || vowel(1)
            || ["ny", "sy", "kh"].contains(&pair)
            || (pair.ends_with(['r', 'l'])
                && pair.starts_with(['b', 'd', 'f', 'g', 'k', 'p', 't'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(forms: &str, root: &str) {
        for form in forms.split(' ') {
            assert_eq!(stem(form.to_owned()), root, "{form}");
        }
    }

    #[test]
    fn forms_of_one_word_meet() {
        all("jalan jalanan jalannya jalanlah", "jalan");
        all("rusak kerusakan merusak dirusak perusakan rusaknya", "rusak");
        all("baik perbaikan memperbaiki diperbaiki perbaiki kebaikan", "baik");
        all("lapor laporan melapor melaporkan dilaporkan laporannya pelapor pelaporan", "lapor");
        all("terang penerangan menerangi diterangi", "terang");
        all("layan pelayanan layanan melayani dilayani", "layan");
        all("duduk penduduk kependudukan", "duduk");
        all("buang membuang dibuang pembuangan buangan terbuang", "buang");
        all("potong memotong dipotong pemotongan", "potong");
        all("bersih kebersihan membersihkan dibersihkan pembersihan", "bersih");
        all("sapu menyapu disapu", "sapu");
        all("keluh keluhan mengeluh dikeluhkan", "keluh");
        all("mukim pemukiman permukiman", "mukim");
        all("lubang berlubang lubangnya", "lubang");
        all("adu aduan pengaduan diadukan", "adu");
        all("pothole potholes", "pothole");
        all("streetlight streetlights", "streetlight");
        all("battery batteries", "battery");
    }

    #[test]
    fn words_that_only_look_affixed_stay_apart() {
        for word in [
            "jalan", "makan", "ikan", "bulan", "hujan", "pasar", "sampah", "mati", "dinas", "buku",
            "sekolah", "banjir", "diri", "bersih", "berita", "sungai", "sehat", "air", "got",
            "kabel", "terima",
        ] {
            all(word, word);
        }
    }
}
