//! Vehicle plates: an area's letters, a number, and a few letters more.

use super::mask::{Hit, Line};

/// The letters that plates begin with, area by area.
const AREAS: &str = "A B D E F G H K L M N P R S T W Z AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN \
    BP DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW EA EB ED KB KH KT KU PA PB PG PS PT PY";

/// Words after which a letter and a number are an address and no plate.
const ADDRESSES: [&str; 14] = [
    "blok", "block", "blk", "gang", "gg", "no", "nomor", "lantai", "lt", "kav", "kavling", "rt",
    "rw", "tipe",
];

/// Words that announce a plate.
const VEHICLES: [&str; 16] = [
    "plat",
    "nopol",
    "polisi",
    "motor",
    "mobil",
    "truk",
    "kendaraan",
    "angkot",
    "bus",
    "bis",
    "ojek",
    "taksi",
    "pickup",
    "plate",
    "car",
    "nopolnya",
];

/// Short words that may follow a number: units, and what precedes a place.
const WORDS: &str = "rt rw km no m jl jln kg pm am lt kk di ke cm th thn yg dan ada ini itu dpn dlm dgn dr \
    blm sdh tdk jam kec kab ds kel gg rp ha kw kwh va wib wit pcs org hr hri bln ya at ibu pak bu w v l x jt rb";

/// Finds vehicle plates, and walls them.
pub(super) fn find(line: &mut Line) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut i = 0;
    while i < line.len() {
        let end = if line.before(i).is_alphanumeric() { None } else { plate(line, i) };
        if let Some(end) = end {
            line.wall(i..end);
            hits.push(Hit { glyphs: i..end, kind: None });
        }
        i = end.unwrap_or(i + 1);
    }
    hits
}

/// The end of the plate that begins at `i`, if one does.
fn plate(line: &Line, i: usize) -> Option<usize> {
    let area = line.run(i, 3, |c| c.is_ascii_alphabetic());
    let digits = gap(line, area);
    let digits_end = line.run(digits, 5, |c| c.is_ascii_digit());
    let suffix = gap(line, digits_end);
    let end = line.run(suffix, 4, |c| c.is_ascii_alphabetic());
    let number = digits_end - digits;
    if !(1..=2).contains(&(area - i))
        || !(1..=4).contains(&number)
        || line.at(digits) == '0'
        || !(1..=3).contains(&(end - suffix))
        || line.at(end).is_alphanumeric()
    {
        return None;
    }
    let text = |from: usize, to: usize| (from..to).map(|j| line.at(j)).collect::<String>();
    let (letters, rest) = (text(i, area), text(suffix, end));
    if !AREAS.split_whitespace().any(|known| known.eq_ignore_ascii_case(&letters)) {
        return None;
    }
    let near = line.words_before(i, 3);
    let known =
        |words: &[&str], near: &[String]| near.iter().any(|word| words.contains(&word.as_str()));
    if known(&VEHICLES, &near) {
        return Some(end);
    }
    let after = rest.to_ascii_lowercase();
    let address = known(&ADDRESSES, near.get(..1).unwrap_or_default());
    let word = WORDS.split_whitespace().any(|known| known == after);
    let capitals = text(i, end).chars().all(|c| !c.is_ascii_lowercase());
    let compact = suffix == digits_end && digits == area;
    (number >= 3 && !address && !word && (capitals || (compact && number == 4))).then_some(end)
}

/// Past one space, dot or hyphen, with spaces around it.
fn gap(line: &Line, i: usize) -> usize {
    line.run(i, 3, |c| " .-".contains(c))
}
