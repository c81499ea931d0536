//! Telephone and identity numbers among the many numbers of a complaint.

use std::ops::Range;

use super::mask::{Hit, Line, Private};

/// Words that announce a telephone number.
const CALLS: [&str; 20] = [
    "wa",
    "whatsapp",
    "hp",
    "telp",
    "tlp",
    "tel",
    "telepon",
    "telpon",
    "tlpn",
    "phone",
    "hub",
    "hubungi",
    "call",
    "kontak",
    "contact",
    "cp",
    "sms",
    "handphone",
    "wasap",
    "ponsel",
];

/// Words that announce an identity number.
const IDENTITIES: [&str; 6] = ["nik", "ktp", "kk", "ektp", "kia", "identitas"];

/// Words that announce an amount of money.
const MONEY: [&str; 4] = ["rp", "idr", "usd", "rupiah"];

/// How many digits a number may have that we still look at.
const LONGEST: usize = 40;

/// A number as written: groups of digits with short gaps between.
struct Chain {
    groups: Vec<Range<usize>>,
}

/// Finds phone numbers and identity numbers, and walls them.
pub(super) fn find(line: &mut Line) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut i = 0;
    while i < line.len() {
        if !line.at(i).is_ascii_digit() {
            i += 1;
            continue;
        }
        let chain = Chain::read(line, i);
        let Some(first) = chain.groups.first().cloned() else { break };
        let look = Look { line, chain: &chain };
        let taken = if let Some(taken) = look.national_id() {
            Some((taken, Some(Private::NationalId)))
        } else if let Some(taken) = look.phone() {
            Some((taken, None))
        } else if first.len() >= 13 && !look.is_money() {
            Some((1, Some(Private::NationalId)))
        } else {
            None
        };
        let Some((taken, kind)) = taken else {
            i = first.end;
            continue;
        };
        let end = chain.groups.get(taken - 1).map_or(first.end, |group| group.end);
        let start = look.start();
        line.wall(start..end);
        hits.push(Hit { glyphs: start..end, kind });
        i = end;
    }
    hits
}

impl Chain {
    /// Reads the groups from `start` on; a gap is at most three of space, dot, hyphen, bracket.
    fn read(line: &Line, start: usize) -> Self {
        let mut groups = Vec::new();
        let (mut i, mut digits) = (start, 0);
        while digits <= LONGEST && line.at(i).is_ascii_digit() {
            let end = line.run(i, usize::MAX - i, |c| c.is_ascii_digit());
            digits += end - i;
            groups.push(i..end);
            i = line.run(end, 3, |c| " .-()".contains(c));
        }
        Self { groups }
    }

    fn len(&self, n: usize) -> usize {
        self.groups.get(n).map_or(0, Range::len)
    }
}

/// One chain, looked at as a number beginning with its first group.
struct Look<'a> {
    line: &'a Line,
    chain: &'a Chain,
}

impl Look<'_> {
    /// Where the number begins, its plus and the bracket around its first group included.
    fn start(&self) -> usize {
        let Some(first) = self.chain.groups.first() else { return 0 };
        let plus = usize::from(self.has_plus());
        let short = first.len() <= 5 && self.chain.groups.len() > 1;
        let bracket =
            short && self.line.before(first.start - plus) == '(' && self.line.at(first.end) == ')';
        first.start - plus - usize::from(bracket)
    }

    fn has_plus(&self) -> bool {
        self.chain.groups.first().is_some_and(|group| self.line.before(group.start) == '+')
    }

    /// The first digits of the number, as far as they matter.
    fn digits(&self, count: usize) -> Vec<u8> {
        let all = self.chain.groups.iter().flat_map(Clone::clone);
        all.take(count)
            .filter_map(|i| u8::try_from(self.line.at(i)).ok())
            .map(|d| d - b'0')
            .collect()
    }

    fn announced(&self, by: &[&str]) -> bool {
        let words = self.line.words_before(self.start(), 3);
        words.iter().any(|word| by.contains(&word.as_str()))
    }

    /// "Rp 85000000": an amount never begins with a zero.
    fn is_money(&self) -> bool {
        self.digits(1) != [0]
            && self
                .line
                .words_before(self.start(), 1)
                .iter()
                .any(|word| MONEY.contains(&word.as_str()))
    }

    /// "1.500.000": the thousands of an amount.
    fn has_thousands(&self) -> bool {
        let groups = &self.chain.groups;
        let first = groups.first().map_or(' ', |group| self.line.at(group.start));
        first != '0'
            && groups.len() > 1
            && self.chain.len(0) <= 3
            && groups
                .iter()
                .skip(1)
                .all(|group| group.len() == 3 && self.line.before(group.start) == '.')
    }

    /// "08-12-2023": a day, a month and a year, whatever follows.
    fn is_date(&self) -> bool {
        let year = self
            .chain
            .groups
            .get(2)
            .map(|group| (self.line.at(group.start), self.line.at(group.start + 1)));
        self.chain.len(0) <= 2
            && self.chain.len(1) <= 2
            && self.chain.len(2) == 4
            && matches!(year, Some(('1', '9') | ('2', '0')))
    }

    /// How many groups make an identity number.
    fn national_id(&self) -> Option<usize> {
        if self.is_money() || self.has_thousands() {
            return None;
        }
        if self.chain.len(0) >= 13 {
            return (self.chain.len(0) == 16).then_some(1);
        }
        let announced = self.announced(&IDENTITIES);
        let mut total = 0;
        for n in 0..self.chain.groups.len() {
            total += self.chain.len(n);
            if total == 16
                || (announced && n + 1 == self.chain.groups.len() && (15..=17).contains(&total))
            {
                return (announced || self.reads_as_nik()).then_some(n + 1);
            }
        }
        None
    }

    /// Whether the digits begin like every identity number does: a province, then a date.
    fn reads_as_nik(&self) -> bool {
        let digits = self.digits(12);
        let pair = |at: usize| {
            digits.get(at..at + 2).map_or(0, |pair| pair.iter().fold(0, |sum, d| sum * 10 + d))
        };
        (11..=97).contains(&pair(0)) && (1..=71).contains(&pair(6)) && (1..=12).contains(&pair(8))
    }

    /// How many groups make a telephone number.
    fn phone(&self) -> Option<usize> {
        if self.is_money() || self.has_thousands() || self.is_date() {
            return None;
        }
        let digits = self.digits(4);
        let called = self.announced(&CALLS);
        let singles = self.chain.groups.iter().all(|group| group.len() == 1);
        let long_start = self.chain.len(0) >= 3 || called || singles;
        match digits.as_slice() {
            [6, 2, ..] if self.has_plus() => self.take(10, 15),
            _ if self.has_plus() => self.take(8, 15),
            [6, 2, 8, ..] => self.take(11, 15),
            [0, 8, ..] if long_start => self.take(10, 13),
            [0, 2..=9, ..] if long_start => self.take(9, 12),
            [8, 1..=9, ..] if called || self.is_bare_mobile() => self.take(9, 12),
            _ => None,
        }
    }

    /// "81234567890" or "812-3456-7890": a mobile number without its zero.
    fn is_bare_mobile(&self) -> bool {
        let first = self.chain.groups.first();
        let round =
            first.is_some_and(|group| (1..=3).all(|back| self.line.at(group.end - back) == '0'));
        let hyphens = |n: usize| {
            self.chain.groups.get(n).is_some_and(|group| {
                (3..=4).contains(&group.len()) && self.line.before(group.start) == '-'
            })
        };
        ((10..=12).contains(&self.chain.len(0)) && !round)
            || (self.chain.len(0) == 3 && hyphens(1) && hyphens(2))
    }

    /// The groups up to the last that still fits, given how many digits there may be.
    fn take(&self, least: usize, most: usize) -> Option<usize> {
        let gap = |n: usize| self.chain.groups.get(n).map(|group| self.line.before(group.start));
        let mut total = 0;
        let mut taken = 0;
        for (n, group) in self.chain.groups.iter().enumerate() {
            let single = n > 0 && group.len() == 1 && self.chain.len(n - 1) > 1;
            let another = n > 1 && gap(n) != gap(n - 1);
            let enough = total >= least && (n == 1 || single || another);
            if total + group.len() > most || enough {
                break;
            }
            total += group.len();
            taken = n + 1;
        }
        (total >= least).then_some(taken)
    }
}
