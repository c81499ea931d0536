//! Tracking numbers inside messages: `status LP-7K3M-9QXT`, `dukung lp 7k3m 9qxt`, or just the
//! number.

use aduan::domain::{InvalidNumber, TrackingNumber};

use serde::{Deserialize, Serialize};

use super::fold;
use crate::notice::Offer;

/// What is wanted of the report of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum About {
    See,
    Support,
    Unsupport,
    Confirm,
    Dispute,
    Answer,
    Reply,
    Rate,
    Follow,
    Unfollow,
    Comment,
    Withdraw,
    Reopen,
    Appeal,
    AddPhotos,
}

const WORDS: &[(About, &[&str])] = &[
    (
        About::See,
        &[
            "",
            "status",
            "cek",
            "lacak",
            "track",
            "lihat",
            "see",
            "check",
            "cek status",
            "laporan",
            "report",
            "nomor",
            "number",
            "status laporan",
            "cek laporan",
        ],
    ),
    (About::Support, &["dukung", "support", "vote", "saya dukung", "i support"]),
    (
        About::Unsupport,
        &["batal dukung", "unsupport", "tarik dukungan", "withdraw support", "batalkan dukungan"],
    ),
    (
        About::Confirm,
        &["sudah", "sudah beres", "beres", "selesai", "sudah selesai", "fixed", "it is fixed"],
    ),
    (
        About::Dispute,
        &["belum", "belum beres", "belum selesai", "notfixed", "not fixed", "still broken"],
    ),
    (About::Answer, &["jawab", "answer", "jawaban"]),
    (About::Reply, &["balas", "reply", "balasan"]),
    (About::Rate, &["nilai", "rate", "beri nilai", "menilai"]),
    (About::Follow, &["ikuti", "follow", "kabari", "ikut", "keep me posted on"]),
    (
        About::Unfollow,
        &["berhenti ikuti", "unfollow", "batal ikuti", "stop ikuti", "berhenti mengikuti"],
    ),
    (
        About::Comment,
        &["komentar", "comment", "komen", "komentari", "tulis komentar", "comment on"],
    ),
    (
        About::Withdraw,
        &[
            "cabut",
            "cabut laporan",
            "mencabut",
            "tarik",
            "tarik laporan",
            "withdraw",
            "withdraw report",
            "batalkan",
            "batalkan laporan",
            "hapus laporan",
        ],
    ),
    (About::Reopen, &["buka lagi", "buka kembali", "reopen", "buka laporan", "buka lagi laporan"]),
    (About::Appeal, &["banding", "appeal", "ajukan banding", "keberatan"]),
    (
        About::AddPhotos,
        &["tambah foto", "tambahkan foto", "kirim foto", "add photo", "add photos", "add a photo"],
    ),
];

/// What is kept as more than a verb: what follows is an answer, a reason, stars or a comment.
fn takes_words(about: About) -> bool {
    matches!(
        about,
        About::Answer
            | About::Reply
            | About::Dispute
            | About::Rate
            | About::Comment
            | About::Reopen
            | About::Appeal
    )
}

/// A sentence of at most so many words around a number asks how that report stands.
const SHORT: usize = 8;

impl About {
    /// Reads a folded verb that lacks its number.
    pub(crate) fn verb(folded: &str) -> Option<Self> {
        let known = WORDS.iter().find(|(_, words)| words.contains(&folded));
        known.map(|(about, _)| *about).filter(|about| *about != Self::See)
    }

    /// Reads the verb with which a message begins that replies to news, and what follows it.
    pub(crate) fn leading(text: &str) -> Option<(Self, &str)> {
        let text = text.trim();
        let ends = text.match_indices(char::is_whitespace).map(|(at, _)| at);
        let mut ends: Vec<usize> = ends.take(2).chain([text.len()]).collect();
        ends.sort_unstable();
        ends.into_iter().rev().find_map(|end| {
            let (verb, rest) = text.split_at_checked(end)?;
            let about = Self::verb(&fold(verb))?;
            let rest = rest.trim_start_matches([' ', ',', ':', '.']).trim();
            (rest.is_empty() || takes_words(about)).then_some((about, rest))
        })
    }

    /// Reads what a notice offered.
    pub(crate) fn of_notice(payload: &str) -> Option<(Self, TrackingNumber)> {
        let (offer, number) = Offer::read(payload)?;
        let about = match offer {
            Offer::See => Self::See,
            Offer::Confirm => Self::Confirm,
            Offer::Dispute => Self::Dispute,
            Offer::Answer => Self::Answer,
            Offer::Reply => Self::Reply,
        };
        Some((about, number))
    }
}

/// What was found.
pub(super) enum Found {
    About(About, TrackingNumber, Box<str>),
    Mistyped,
    Nothing,
}

/// Looks for a number of this city, at most three words long, near the beginning of a message.
pub(super) fn find(text: &str, prefix: &str) -> Found {
    let words: Vec<&str> = text.split_whitespace().take(SHORT + 4).collect();
    let mut mistyped = false;
    for from in 0..words.len().min(SHORT) {
        for length in (1..=3).rev() {
            let Some(group) = words.get(from..from + length) else { continue };
            if !group[0]
                .trim_start_matches(['*', '#', '(', '"'])
                .get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            {
                continue;
            }
            let joined = group.join(" ");
            let joined = joined.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            match joined.parse::<TrackingNumber>() {
                Ok(number) if number.as_str().strip_prefix(prefix).is_some_and(begins_body) => {
                    return about(text, &words[..from], group, number);
                }
                Err(InvalidNumber::Check) => mistyped |= from <= 2 && words.len() <= from + length,
                _ => {}
            }
        }
    }
    if mistyped { Found::Mistyped } else { Found::Nothing }
}

/// The first number of this city in a text of any length.
pub(super) fn first(text: &str, prefix: &str) -> Option<TrackingNumber> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.strip_prefix(prefix).is_some_and(begins_body))
        .find_map(|word| word.trim_end_matches('-').parse().ok())
}

fn begins_body(rest: &str) -> bool {
    rest.starts_with('-')
}

fn about(text: &str, before: &[&str], group: &[&str], number: TrackingNumber) -> Found {
    // The words stand in this text, so the end of the last of them is an offset into it.
    let end = group.last().map_or(0, |last| last.as_ptr() as usize + last.len());
    let rest = text.get(end.saturating_sub(text.as_ptr() as usize)..).unwrap_or_default().trim();
    let verb = fold(&before.join(" "));
    let known = WORDS.iter().find(|(_, words)| words.contains(&verb.as_str()));
    match known {
        // What follows a number is kept by those that need words, and makes a sentence of others.
        Some((about, _)) if takes_words(*about) => Found::About(*about, number, rest.into()),
        Some((about, _)) if rest.split_whitespace().count() <= 2 => {
            Found::About(*about, number, "".into())
        }
        _ if text.split_whitespace().nth(SHORT).is_none() => {
            Found::About(About::See, number, "".into())
        }
        _ => Found::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(About, String)> {
        match find(text, "LP") {
            Found::About(about, number, rest) => {
                assert_eq!(number.as_str(), "LP-7K3M-9QXT");
                Some((about, rest.into()))
            }
            Found::Mistyped | Found::Nothing => None,
        }
    }

    #[test]
    fn numbers_are_found_as_people_type_them() {
        for text in ["LP-7K3M-9QXT", "lp 7k3m 9qxt", "status *LP-7K3M-9QXT*", "Cek LP7K3M9QXT dong"]
        {
            assert_eq!(found(text), Some((About::See, String::new())), "{text}");
        }
        let answer = found("jawab LP-7K3M-9QXT  RT 05, dekat pos");
        assert_eq!(answer, Some((About::Answer, "RT 05, dekat pos".into())));
        assert_eq!(found("batal dukung lp-7k3m-9qxt"), Some((About::Unsupport, String::new())));
        assert_eq!(found("kok LP-7K3M-9QXT lama ya?"), Some((About::See, String::new())));
    }

    #[test]
    fn a_long_story_about_a_number_is_words() {
        let story =
            "kemarin saya lapor LP-7K3M-9QXT tapi sekarang ada masalah baru di depan sekolah";
        assert_eq!(found(story), None);
        assert!(matches!(find("LP-7K3M-9QXS", "LP"), Found::Mistyped));
        assert!(matches!(find("BDG-7K3M-9QXT", "LP"), Found::Nothing));
    }
}
